/**
 * Tracing channels of `node:diagnostics_channel`, where the runtime has them: `im-callback:receive`,
 * `im-callback:handle` and `im-callback:queue`. Asked for by name instead of imported, so that this file loads
 * anywhere. Without a subscriber they cost one comparison.
 */
interface TracingChannel {
  readonly hasSubscribers: boolean
  tracePromise<T>(work: () => Promise<T>, context: object): Promise<T>
}

interface Runtime {
  readonly getBuiltinModule?: (
    name: string,
  ) => { tracingChannel?: (name: string) => TracingChannel } | undefined
}

const runtime = (globalThis as { process?: Runtime }).process
const diagnostics = runtime?.getBuiltinModule?.('node:diagnostics_channel')

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
