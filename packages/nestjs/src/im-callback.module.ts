import type { CommandMap, TencentCommands } from '@im-callback/core'
import {
  type ConfigurableModuleAsyncOptions,
  type DynamicModule,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
} from '@nestjs/common'
import { ImCallbackExplorer } from './im-callback.explorer.js'
import { ImCallbackLifecycle } from './im-callback.lifecycle.js'
import { type ImCallbackModuleExtras, ModuleDefinition } from './im-callback.module-definition.js'
import type { ImCallbackModuleOptions } from './im-callback.options.js'

/**
 * Serves callbacks in a Nest app, and gives them to the methods decorated with `@ImCallback`. Several instances, each
 * with a `name`, serve several paths and platforms.
 *
 * @example
 * ```ts
 * import { tencent } from '@im-callback/core'
 * import { ImCallbackModule } from '@im-callback/nestjs'
 * import { Module } from '@nestjs/common'
 *
 * @Module({
 *   imports: [
 *     ImCallbackModule.forRoot({
 *       path: 'im/callback',
 *       protocol: tencent({ sdkAppId: 1400000000, token: 'my-token' }),
 *     }),
 *   ],
 * })
 * export class AppModule {}
 * ```
 */
@Module({ providers: [ImCallbackExplorer, ImCallbackLifecycle] })
export class ImCallbackModule implements NestModule {
  /** One instance, with these options. */
  static forRoot<Commands extends CommandMap<Commands> = TencentCommands>(
    options: ImCallbackModuleOptions<Commands> & ImCallbackModuleExtras = {},
  ): DynamicModule {
    return { ...ModuleDefinition.forRoot(options), module: ImCallbackModule }
  }

  /** One instance, with options from `useFactory`, `useClass` or `useExisting`; `name` stands beside them. */
  static forRootAsync<Commands extends CommandMap<Commands> = TencentCommands>(
    options: ConfigurableModuleAsyncOptions<ImCallbackModuleOptions<Commands>> & ImCallbackModuleExtras,
  ): DynamicModule {
    return { ...ModuleDefinition.forRootAsync(options), module: ImCallbackModule }
  }

  readonly #lifecycle: ImCallbackLifecycle

  constructor(@Inject(ImCallbackLifecycle) lifecycle: ImCallbackLifecycle) {
    this.#lifecycle = lifecycle
  }

  /** Called by Nest when prefix and version are settled and no route is registered yet. */
  configure(consumer: MiddlewareConsumer): void {
    this.#lifecycle.serve(consumer, ImCallbackModule)
  }
}
