import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type MiddlewareConsumer,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common'
import { ApplicationConfig, ExternalContextCreator, HttpAdapterHost, ModuleRef } from '@nestjs/core'
import type { NestParts } from './handler-scope.js'
import { ImCallbackExplorer } from './im-callback.explorer.js'
import { type ImCallbackInstance, INSTANCE } from './im-callback.module-definition.js'
import { takeName, takePaths } from './instances.js'
import { type FastifyLike, serveOnFastify } from './platform/fastify.js'
import { serveOnNode } from './platform/node.js'
import { register } from './registration.js'
import { type ServedPath, servedPaths } from './served-path.js'
import { endConnections } from './shutdown.js'
import { announce, checkClasses, checkHandlers } from './start-up.js'

/** What one instance of the module does, from the start of the app to its end. */
@Injectable()
export class ImCallbackLifecycle
  implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown
{
  readonly #log = new Logger('ImCallbackModule')
  readonly #instance: ImCallbackInstance
  readonly #explorer: ImCallbackExplorer
  readonly #nest: NestParts
  readonly #host: HttpAdapterHost
  #served: ServedPath[] = []

  constructor(
    @Inject(INSTANCE) instance: ImCallbackInstance,
    @Inject(ImCallbackExplorer) explorer: ImCallbackExplorer,
    @Inject(ExternalContextCreator) creator: ExternalContextCreator,
    @Inject(ApplicationConfig) config: ApplicationConfig,
    @Inject(ModuleRef) moduleRef: ModuleRef,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
  ) {
    this.#instance = instance
    this.#explorer = explorer
    this.#nest = { creator, config, moduleRef }
    this.#host = host
    takeName(config, instance.name)
  }

  /** Serves the path; `own` is the module that is known to have middleware. */
  serve(consumer: MiddlewareConsumer, own: object): void {
    const { options, im } = this.#instance
    const { httpAdapter } = this.#host
    this.#served = servedPaths(options, this.#nest.config)
    takePaths(this.#nest.config, this.#served)
    if (httpAdapter.getType() === 'fastify') {
      serveOnFastify(httpAdapter.getInstance<FastifyLike>(), im, this.#served)
    } else {
      const isAlone = !this.#explorer.hasMiddlewareBeside(own)
      serveOnNode({ adapter: httpAdapter, consumer, isAlone }, im, this.#served)
    }
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
    announce(own, { served: this.#served, protocol, log: this.#log })
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
