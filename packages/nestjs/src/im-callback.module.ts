import type { CommandMap, TencentCommands } from '@im-callback/core'
import { type ConfigurableModuleAsyncOptions, type DynamicModule, Module } from '@nestjs/common'
import { ImCallbackLifecycle } from './im-callback.lifecycle.js'
import { type ImCallbackModuleExtras, INSTANCE, ModuleDefinition } from './im-callback.module-definition.js'
import type { ImCallbackModuleOptions } from './im-callback.options.js'
import { ImCallbackServingModule } from './im-callback.serving.js'

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
@Module({ providers: [ImCallbackLifecycle] })
// biome-ignore lint/complexity/noStaticOnlyClass: a module of Nest is a class
export class ImCallbackModule {
  /** One instance, with these options. */
  static forRoot<Commands extends CommandMap<Commands> = TencentCommands>(
    options: ImCallbackModuleOptions<Commands> & ImCallbackModuleExtras = {},
  ): DynamicModule {
    return withServing(ModuleDefinition.forRoot(options))
  }

  /** One instance, with options from `useFactory`, `useClass` or `useExisting`; `name` stands beside them. */
  static forRootAsync<Commands extends CommandMap<Commands> = TencentCommands>(
    options: ConfigurableModuleAsyncOptions<ImCallbackModuleOptions<Commands>> & ImCallbackModuleExtras,
  ): DynamicModule {
    return withServing(ModuleDefinition.forRootAsync(options))
  }
}

/** What the instance works with is held by the module that serves it, and exported from there. */
function withServing({ imports, providers, ...definition }: DynamicModule): DynamicModule {
  const serving = { module: ImCallbackServingModule, providers: providers ?? [], exports: [INSTANCE] }
  return { ...definition, module: ImCallbackModule, imports: [...(imports ?? []), serving] }
}
