import { CallbackHandler } from './callback-handler.js'

// The ESM and the CommonJS build can both be loaded in one process; they share one default handler.
const key = Symbol.for('im-callback.default-handler')
const shared = globalThis as { [key]?: CallbackHandler }

/**
 * The handler that adapters use when they are given none, configured by the environment (`IM_SDK_APP_ID`,
 * `IM_CALLBACK_TOKEN`).
 */
shared[key] ??= new CallbackHandler()
export const defaultHandler: CallbackHandler = shared[key]

/** Registers a handler with the {@link defaultHandler}. */
export const on: CallbackHandler['on'] = (command, handle) => defaultHandler.on(command, handle)
/** Removes a handler from the {@link defaultHandler}. */
export const off: CallbackHandler['off'] = (command) => defaultHandler.off(command)
/** Sets the before hook of the {@link defaultHandler}. */
export const before: CallbackHandler['before'] = (hook) => defaultHandler.before(hook)
/** Adds middleware to the {@link defaultHandler}. */
export const use: CallbackHandler['use'] = (middleware) => defaultHandler.use(middleware)
/** Sets the fallback of the {@link defaultHandler}. */
export const fallback: CallbackHandler['fallback'] = (handle) => defaultHandler.fallback(handle)
/** Makes an event for the {@link defaultHandler}. */
export const createEvent: CallbackHandler['createEvent'] = (...parts) => defaultHandler.createEvent(...parts)
/** Dispatches an event through the {@link defaultHandler}. */
export const handle: CallbackHandler['handle'] = (event) => defaultHandler.handle(event)
