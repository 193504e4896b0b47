import { Inject, Injectable, type MiddlewareConsumer, Module, type NestModule } from '@nestjs/common'
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core'
import { methodsOfControllers } from './controller-routes.js'
import { ImCallbackExplorer } from './im-callback.explorer.js'
import { type ImCallbackInstance, INSTANCE } from './im-callback.module-definition.js'
import { takePaths } from './instances.js'
import { type FastifyLike, serveOnFastify } from './platform/fastify.js'
import { NodePlatform } from './platform/node.js'
import { type ServedPath, servedPaths } from './served-path.js'

/** Serves the path of one instance of the module, whatever the platform. */
@Injectable()
export class ImCallbackServing {
  readonly #instance: ImCallbackInstance
  readonly #explorer: ImCallbackExplorer
  readonly #config: ApplicationConfig
  readonly #host: HttpAdapterHost
  readonly #modules: ModulesContainer
  #served: readonly ServedPath[] = []
  #node: NodePlatform | undefined

  constructor(
    @Inject(INSTANCE) instance: ImCallbackInstance,
    @Inject(ImCallbackExplorer) explorer: ImCallbackExplorer,
    @Inject(ApplicationConfig) config: ApplicationConfig,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#instance = instance
    this.#explorer = explorer
    this.#config = config
    this.#host = host
    this.#modules = modules
    // Before main.ts, and Nest itself, give Express any parser.
    host.init$.subscribe(() => this.#begin())
  }

  /** Known when Nest has configured the modules; nothing without HTTP. */
  get served(): readonly ServedPath[] {
    return this.#served
  }

  #begin(): void {
    const adapter = this.#host.httpAdapter
    // A worker has none, whatever the types say.
    if (!adapter || adapter.getType() === 'fastify') return
    this.#node = new NodePlatform(adapter, this.#instance.im)
  }

  /** Prefix and version are settled, and no route is registered yet. */
  configure(consumer: MiddlewareConsumer, own: object): void {
    this.#served = servedPaths(this.#instance.options, this.#config)
    takePaths(this.#config, this.#served)
    const isAlone = !this.#explorer.hasMiddlewareBeside(own)
    this.#node?.serve(this.#served, { consumer, isAlone })
  }

  /** The routes of all controllers are registered: what they serve at our path is left to them, except for POST. */
  settle(): void {
    if (this.#served.length === 0) return
    const others = methodsOfControllers(this.#modules, this.#config, this.#served)
    if (this.#node !== undefined) this.#node.leave(others)
    else serveOnFastify(this.#host.httpAdapter.getInstance<FastifyLike>(), this.#instance.im, this.#served)
  }
}

/**
 * Holds the middleware of one instance. Nest orders middleware by how far its module is from the root module, and the
 * hooks of modules likewise: only a module without hooks can be put behind all others for the sake of its middleware.
 */
@Module({
  providers: [ImCallbackExplorer, ImCallbackServing],
  exports: [ImCallbackExplorer, ImCallbackServing],
})
export class ImCallbackServingModule implements NestModule {
  readonly #serving: ImCallbackServing
  readonly #modules: ModulesContainer

  constructor(
    @Inject(ImCallbackServing) serving: ImCallbackServing,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#serving = serving
    this.#modules = modules
  }

  configure(consumer: MiddlewareConsumer): void {
    const own = [...this.#modules.values()].find(({ instance }) => instance === this)
    // One more would do for now; MAX_VALUE is what global modules have, which come first.
    if (own !== undefined) own.distance = Number.MAX_SAFE_INTEGER
    this.#serving.configure(consumer, ImCallbackServingModule)
  }
}
