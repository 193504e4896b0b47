import type {
  AnyEvent,
  CloseOptions,
  CommandMap,
  HandlerOptions,
  Protocol,
  Returned,
  TencentCommands,
} from '@im-callback/core'
import type { ControllerOptions } from '@nestjs/common'

/** What `ImCallbackModule.forRoot` takes: the options of the `CallbackHandler`, and how it is served. */
export interface ImCallbackModuleOptions<Commands extends CommandMap<Commands> = TencentCommands>
  extends HandlerOptions<Commands> {
  /**
   * Where callbacks are served: literal text, below the global prefix and the version. With `/*` at its end everything
   * below is served too. Default `im/callback`.
   */
  readonly path?: string | undefined
  /** The version under URI versioning. Default: the app's `defaultVersion`; other kinds of versioning do not apply. */
  readonly version?: ControllerOptions['version'] | undefined
  /**
   * The answer when a guard denied or an exception was thrown and no filter answered. Nothing: the handler's `onError`
   * decides. Default {@link replyToException}.
   */
  readonly exceptionReply?: ExceptionReply<Commands> | undefined
  /** Commands that the catalogue does not know and that are no mistake. */
  readonly extraCommands?: readonly string[] | undefined
  /**
   * What a decorated class that no module provides means at the start. Default `'throw'`, and `'warn'` in modules made
   * by `@nestjs/testing`, which are often a part of the app.
   */
  readonly unprovided?: 'throw' | 'warn' | undefined
  /** How the app ends. */
  readonly shutdown?: ShutdownOptions | undefined
}

/** See {@link ImCallbackModuleOptions.exceptionReply}. */
export type ExceptionReply<Commands extends CommandMap<Commands> = TencentCommands> = (
  exception: unknown,
  event: AnyEvent<Commands>,
  protocol: Protocol<Commands>,
) => Returned<object>

export interface ShutdownOptions extends CloseOptions {
  /**
   * Milliseconds in which a server that listens still takes requests, and tells connections to close. Default 300.
   */
  readonly grace?: number | undefined
}

type ServingOption = Exclude<keyof ImCallbackModuleOptions, keyof HandlerOptions>

/** The options without those that only the module knows: the handler refuses names it does not know. */
export function handlerOptions<Commands extends CommandMap<Commands>>(
  options: ImCallbackModuleOptions<Commands>,
): Omit<ImCallbackModuleOptions<Commands>, ServingOption> {
  const { path, version, exceptionReply, extraCommands, unprovided, shutdown, ...rest } = options
  return rest
}
