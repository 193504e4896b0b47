import { createParamDecorator } from '@nestjs/common'
import { ImCallbackContext } from './im-callback.context.js'

/** A parameter that is the whole event, as an undecorated first one is anyway. */
export const WholeEvent = createParamDecorator((_data, host) => ImCallbackContext.from(host).event)

/** A parameter that is `event.body`; pipes may follow, as in `@Body()`. */
export const CallbackBody = createParamDecorator((_data, host) => ImCallbackContext.from(host).event.body)

/** A parameter that is `event.params`, what the URL says; pipes may follow. */
export const CallbackParams = createParamDecorator((_data, host) => ImCallbackContext.from(host).event.params)

/** A parameter that is `event.reply`, which builds the answers the command allows. */
export const CallbackReply = createParamDecorator((_data, host) => ImCallbackContext.from(host).reply)
