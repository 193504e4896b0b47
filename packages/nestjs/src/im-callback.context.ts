import type { AnyEvent, TencentCommands } from '@im-callback/core'
import type { ArgumentsHost } from '@nestjs/common'
import { likeRequestOf } from './http-likeness.js'
import { IM_CALLBACK_CONTEXT } from './im-callback.constants.js'

const contexts = new WeakMap<object, object>()

/**
 * What guards, pipes, interceptors and filters see of a callback. There is one for each event: what a guard puts on it
 * is still there in the handler. It is also what `@Inject(REQUEST)` gives request-scoped providers: those written for
 * HTTP find `headers`, `ip`, `url` and the like on it, as they would on a request.
 *
 * @example
 * ```ts
 * import { ImCallbackContext } from '@im-callback/nestjs'
 * import type { CanActivate, ExecutionContext } from '@nestjs/common'
 *
 * export class OwnAppOnly implements CanActivate {
 *   canActivate(context: ExecutionContext): boolean {
 *     if (!ImCallbackContext.is(context)) return true
 *     return ImCallbackContext.from(context).event.params.SdkAppid === '1400000000'
 *   }
 * }
 * ```
 */
export class ImCallbackContext<Commands = TencentCommands> {
  readonly event: AnyEvent<Commands>

  private constructor(event: AnyEvent<Commands>) {
    this.event = event
  }

  /** Builds the answers the command allows. */
  get reply(): AnyEvent<Commands>['reply'] {
    return this.event.reply
  }

  /** Whether this is a callback and not an HTTP request, a message or a query. */
  static is(host: ArgumentsHost): boolean {
    return host.getType<string>() === IM_CALLBACK_CONTEXT
  }

  /** The context of the callback that is being handled. Throws when it is something else: ask `is` before. */
  static from<Commands = TencentCommands>(host: ArgumentsHost): ImCallbackContext<Commands> {
    if (!ImCallbackContext.is(host)) {
      throw new TypeError(
        `This is a context of type "${host.getType()}" and no callback; ask ImCallbackContext.is.`,
      )
    }
    return ImCallbackContext.of<Commands>(host.getArgByIndex(0))
  }

  /** The context of an event. */
  static of<Commands = TencentCommands>(event: AnyEvent<Commands>): ImCallbackContext<Commands> {
    const known = contexts.get(event)
    if (known !== undefined) return known as ImCallbackContext<Commands>
    const context = new ImCallbackContext<Commands>(event)
    contexts.set(event, context)
    return context
  }
}

likeRequestOf(ImCallbackContext.prototype, (context) => {
  if (!(context instanceof ImCallbackContext)) throw new TypeError('This is no ImCallbackContext.')
  return context.event
})
