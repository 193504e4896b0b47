export { type FailedEvent, replyToException } from './exception-reply.js'
export { getImCallbackToken, IM_CALLBACK_CONTEXT } from './im-callback.constants.js'
export { ImCallbackContext } from './im-callback.context.js'
export {
  type HandlerChoice,
  ImCallback,
  type ImCallbackDecorator,
  type ImCallbackOptions,
} from './im-callback.decorators.js'
export { InjectImCallback } from './im-callback.inject.js'
export { ImCallbackModule } from './im-callback.module.js'
export type { ImCallbackModuleExtras } from './im-callback.module-definition.js'
export type { ExceptionReply, ImCallbackModuleOptions, ShutdownOptions } from './im-callback.options.js'
export { CallbackBody, CallbackParams, CallbackReply } from './im-callback.params.js'
