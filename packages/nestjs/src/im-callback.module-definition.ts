import { CallbackHandler } from '@im-callback/core'
import { ConfigurableModuleBuilder, type DynamicModule, Logger, Module } from '@nestjs/common'
import type { AnyCommands } from './any-commands.js'
import { DEFAULT_HANDLER, getImCallbackToken, MODULE_OPTIONS, optionsToken } from './im-callback.constants.js'
import { handlerOptions, type ImCallbackModuleOptions } from './im-callback.options.js'

export interface ImCallbackModuleExtras {
  /** Tells apart several instances; `@ImCallback(…, { handler })` and `@InjectImCallback(name)` refer to it. */
  readonly name?: string | undefined
}

/** What one instance of the module works with. */
export interface ImCallbackInstance {
  readonly name: string
  readonly options: ImCallbackModuleOptions<AnyCommands>
  readonly im: CallbackHandler<AnyCommands>
}

/** Token of {@link ImCallbackInstance} inside its module. */
export const INSTANCE = 'im-callback:instance'

/** Holds options and handler of an instance, for the whole app. */
@Module({})
class ImCallbackHandlerModule {}

/** Makes the definitions; typed by `ImCallbackModule`, which knows of command maps. */
export const { ConfigurableModuleClass: ModuleDefinition } = new ConfigurableModuleBuilder<object>({
  optionsInjectionToken: MODULE_OPTIONS,
})
  .setClassMethodName('forRoot')
  .setExtras<ImCallbackModuleExtras>(
    { name: DEFAULT_HANDLER },
    ({ imports, providers, ...definition }, { name }) => {
      const handler: DynamicModule = {
        module: ImCallbackHandlerModule,
        global: true,
        imports,
        providers: [
          ...(providers ?? []),
          { provide: optionsToken(name ?? DEFAULT_HANDLER), useExisting: MODULE_OPTIONS },
          { provide: getImCallbackToken(name), useFactory: createHandler, inject: [MODULE_OPTIONS] },
        ],
        exports: [optionsToken(name ?? DEFAULT_HANDLER), getImCallbackToken(name)],
      }
      return {
        ...definition,
        imports: [handler],
        providers: [
          {
            provide: INSTANCE,
            useFactory: (
              options: ImCallbackInstance['options'],
              im: ImCallbackInstance['im'],
            ): ImCallbackInstance => ({
              name: name ?? DEFAULT_HANDLER,
              options,
              im,
            }),
            inject: [optionsToken(name ?? DEFAULT_HANDLER), getImCallbackToken(name)],
          },
        ],
      }
    },
  )
  .build()

function createHandler(options: ImCallbackModuleOptions): CallbackHandler {
  const log = new Logger('ImCallback')
  const logger = {
    warn: (message: string, ...details: unknown[]) => log.warn(message, ...details),
    error: (message: string, ...details: unknown[]) => log.error(message, ...details.map(stackOf)),
  }
  return new CallbackHandler({ logger, ...handlerOptions(options) })
}

/** Nest's logger prints text behind a message as the stack it is. */
function stackOf(detail: unknown): unknown {
  return detail instanceof Error ? detail.stack : detail
}
