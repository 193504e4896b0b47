import { builtin } from './builtin.js'

/**
 * Tracing channels of `node:diagnostics_channel`, where the runtime has them: `im-callback:receive`,
 * `im-callback:handle` and `im-callback:queue`. Without a subscriber they cost one comparison.
 */
interface TracingChannel {
  readonly hasSubscribers: boolean
  tracePromise<T>(work: () => Promise<T>, context: object): Promise<T>
}

const diagnostics = builtin<{ tracingChannel?: (name: string) => TracingChannel }>('node:diagnostics_channel')

const channels = {
  receive: diagnostics?.tracingChannel?.('im-callback:receive'),
  handle: diagnostics?.tracingChannel?.('im-callback:handle'),
  queue: diagnostics?.tracingChannel?.('im-callback:queue'),
}

type ChannelName = keyof typeof channels

/** Runs the work inside a tracing channel when someone listens to it. */
export function traced<T>(name: ChannelName, context: object, work: () => Promise<T>): Promise<T>
export function traced<T>(name: ChannelName, context: object, work: () => T | Promise<T>): T | Promise<T>
export function traced<T>(name: ChannelName, context: object, work: () => T | Promise<T>): T | Promise<T> {
  const channel = channels[name]
  return channel?.hasSubscribers ? channel.tracePromise(async () => work(), context) : work()
}
