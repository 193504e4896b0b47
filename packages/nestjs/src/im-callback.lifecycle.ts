import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common'
import {
  ApplicationConfig,
  ExternalContextCreator,
  HttpAdapterHost,
  ModuleRef,
  ModulesContainer,
} from '@nestjs/core'
import type { NestParts } from './handler-scope.js'
import { ImCallbackExplorer } from './im-callback.explorer.js'
import { type ImCallbackInstance, INSTANCE } from './im-callback.module-definition.js'
import { ImCallbackServing } from './im-callback.serving.js'
import { takeName } from './instances.js'
import { register } from './registration.js'
import { endConnections } from './shutdown.js'
import { announce, checkClasses, checkHandlers } from './start-up.js'

/** What one instance of the module does, from the start of the app to its end. */
@Injectable()
export class ImCallbackLifecycle
  implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #log = new Logger('ImCallbackModule')
  readonly #instance: ImCallbackInstance
  readonly #explorer: ImCallbackExplorer
  readonly #nest: NestParts
  readonly #host: HttpAdapterHost
  readonly #serving: ImCallbackServing

  constructor(
    @Inject(INSTANCE) instance: ImCallbackInstance,
    @Inject(ImCallbackExplorer) explorer: ImCallbackExplorer,
    @Inject(ExternalContextCreator) creator: ExternalContextCreator,
    @Inject(ApplicationConfig) config: ApplicationConfig,
    @Inject(ModuleRef) moduleRef: ModuleRef,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(ImCallbackServing) serving: ImCallbackServing,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#instance = instance
    this.#explorer = explorer
    this.#nest = { creator, config, moduleRef }
    this.#host = host
    this.#serving = serving
    takeName(config, instance.name)
    beginLastAndEndFirst(modules)
  }

  /** Nest has registered its routes, and nothing behind them yet. */
  onModuleInit(): void {
    this.#serving.settle()
  }

  /** All providers are ready: only now may the queue hand out what it still holds. */
  async onApplicationBootstrap(): Promise<void> {
    const { name, options, im } = this.#instance
    const { protocol } = im
    const all = this.#explorer.explore()
    const own = all.filter(({ handler }) => handler === name)
    checkClasses(all, { explorer: this.#explorer, policy: options.unprovided, log: this.#log })
    checkHandlers(own, { protocol, extraCommands: options.extraCommands ?? [] })
    const { exceptionReply } = options
    await register(im, own, { ...this.#nest, protocol, exceptionReply, log: this.#log })
    announce(own, { served: this.#serving.served, protocol, log: this.#log })
  }

  /** Lets no request meet a connection that is closing. */
  async beforeApplicationShutdown(): Promise<void> {
    const server: unknown = this.#host.httpAdapter?.getHttpServer?.()
    await endConnections(server, this.#instance.options.shutdown?.grace)
  }

  /** The server is closed: what waits in the queue is handled. */
  async onApplicationShutdown(): Promise<void> {
    const { im, options } = this.#instance
    await im.close(options.shutdown)
  }
}

/**
 * Nest starts the modules farthest from the root module first, and shuts them down last. What handlers need must be
 * there before the first event, and until the last one, wherever it is provided: so ours are nearer than the root.
 */
function beginLastAndEndFirst(modules: ModulesContainer): void {
  for (const module of modules.values()) {
    if (module.providers.has(ImCallbackLifecycle)) module.distance = -1
  }
}
