// Strings, not symbols or classes: the ESM and the CommonJS build of this package can be loaded in one process.

/** What `host.getType()` answers inside guards, pipes, interceptors and filters. */
export const IM_CALLBACK_CONTEXT = 'im-callback'

/** The name of a module instance that is given none. */
export const DEFAULT_HANDLER = 'default'

/** The options of one instance, inside its own module. */
export const MODULE_OPTIONS = 'im-callback:options'

/** Metadata of a decorated method: a list of `HandlerMark`. */
export const HANDLER_MARKS = 'im-callback:handlers'

/** Token of the options of one instance, everywhere. */
export const optionsToken = (name: string): string => `im-callback:options:${name}`

/**
 * Token of the `CallbackHandler` of a module instance, for `overrideProvider` and for factories that inject it.
 *
 * @param name What the instance was given as `name`. Default: the one instance without a name.
 */
export const getImCallbackToken = (name: string = DEFAULT_HANDLER): string => `im-callback:handler:${name}`
