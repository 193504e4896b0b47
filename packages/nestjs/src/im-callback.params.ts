import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common'
import type { AnyCallbackEvent, AnyCommands } from './any-commands.js'
import { ImCallbackContext } from './im-callback.context.js'

type Factory<Data> = (data: Data, host: ExecutionContext) => unknown

const ownFactories = new WeakSet<object>()

/** Whether a parameter is taken out of an event by this package, and not by a decorator of somebody else. */
export function isOwnParameter(parameter: unknown): boolean {
  const { factory } = parameter as { factory?: unknown }
  return typeof factory === 'function' && ownFactories.has(factory)
}

/** Written out: what Nest 12 infers has names that Nest 11 does not know. */
type Parameter<Data> = (...dataOrPipes: (Data | PipeTransform | Type<PipeTransform>)[]) => ParameterDecorator

function parameter<Data>(read: (event: AnyCallbackEvent, data: Data) => unknown): Parameter<Data> {
  const factory: Factory<Data> = (data, host) => read(ImCallbackContext.from<AnyCommands>(host).event, data)
  ownFactories.add(factory)
  return createParamDecorator<Data>(factory)
}

/** The whole of it, or one property; what every object inherits is no property. */
function pick(whole: object, name: string | undefined): unknown {
  if (typeof name !== 'string') return whole
  return Object.hasOwn(whole, name) ? Reflect.get(whole, name) : undefined
}

/** A parameter that is the whole event, as an undecorated first one is anyway. */
export const WholeEvent: Parameter<undefined> = parameter((event) => event)

/** A parameter that is `event.body`, or the property of it that is named; pipes may follow, as in `@Body()`. */
export const CallbackBody: Parameter<string | undefined> = parameter(({ body }, name) => pick(body, name))

/** A parameter that is `event.params`, what the URL says, or the property of it that is named; pipes may follow. */
export const CallbackParams: Parameter<string | undefined> = parameter(({ params }, name) =>
  pick(params, name),
)

/** A parameter that is `event.reply`, which builds the answers the command allows. */
export const CallbackReply: Parameter<undefined> = parameter(({ reply }) => reply)
