import type { EventOf, ReplyOf } from '../event/event.js'
import { isReceivedEvent, ReceivedEvent } from '../event/received-event.js'
import { nearest } from '../nearest.js'
import type { App, CommandMap, Protocol, URLParams } from '../protocol.js'
import type { CloseOptions, ConsumerStats, QueueStats } from '../queue/queue.js'
import { dispatch } from '../receive/dispatch.js'
import { nameNow } from '../receive/identify.js'
import { parse } from '../receive/parse.js'
import { receive } from '../receive/receive.js'
import type { CallbackReply, CallbackRequest } from '../request.js'
import type { TencentCommands } from '../tencent/generated/index.js'
import { tencent } from '../tencent/tencent.js'
import { consumeJob } from './consume.js'
import { createEngine, deadlineFrom, type Engine } from './engine.js'
import type { HandlerOptions } from './options.js'
import {
  type AnyHandle,
  type AnyMiddleware,
  type BeforeHook,
  type Fallback,
  type Handle,
  type Middleware,
  type Route,
  toRoute,
} from './routes.js'

/** Command names of a command map. */
export type CommandOf<Commands> = keyof Commands & string

/**
 * Receives callbacks and hands them to your handlers. Give it to an adapter (`imCallback(im)`), or call
 * {@link CallbackHandler.receive} with a request of your own making.
 *
 * @example
 * ```ts
 * import { CallbackHandler, tencent } from '@im-callback/core'
 *
 * const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: 'my-token' }) })
 *
 * im.on('C2C.CallbackBeforeSendMsg', (event) => {
 *   if (event.body.From_Account === 'spammer') return event.reply.reject(120001, 'you are muted')
 * })
 * im.on('C2C.CallbackAfterSendMsg', { async: true, handle: (event) => console.log(event.rawBody) })
 * ```
 */
export class CallbackHandler<Commands extends CommandMap<Commands> = TencentCommands, Rest = unknown> {
  /** The platform this handler speaks with. */
  readonly protocol: Protocol<Commands>
  readonly #engine: Engine
  #isConsuming = false

  constructor(options: HandlerOptions<Commands, Rest> = {}) {
    // Without a protocol the command map is its default, Tencent's: the one case the compiler cannot follow.
    this.protocol = options.protocol ?? (tencent({ clock: options.clock }) as unknown as Protocol<Commands>)
    this.#engine = createEngine(options, this.protocol)
  }

  /**
   * Registers the handler of a command; registering again replaces it.
   *
   * @throws TypeError when there is no function to call
   * @example
   * ```ts
   * import { CallbackHandler } from '@im-callback/core'
   *
   * const im = new CallbackHandler()
   * im.on('Group.CallbackBeforeSendMsg', (event) => event.reply.reject(10100, 'this group is read-only'))
   * im.on('Group.CallbackAfterSendMsg', { async: true, handle: async (event) => console.log(event.id) })
   * ```
   */
  on<C extends CommandOf<Commands>>(
    command: C,
    handle: Handle<Commands, C, Rest> | Route<Commands, C, Rest>,
  ): this {
    this.#warnIfUnknown(command)
    const route = toRoute(command, handle)
    if (route.asyncResponse !== undefined) this.protocol.reply(route.asyncResponse, command, {})
    this.#engine.routes.set(command, route)
    if (route.async && this.#engine.consume) this.work()
    return this
  }

  /** Forgets the handler of a command; its events go to the fallback from now on. */
  off(command: CommandOf<Commands>): this {
    this.#engine.routes.delete(command)
    return this
  }

  /** Whether a command has a handler. */
  has(command: CommandOf<Commands>): boolean {
    return this.#engine.routes.has(command)
  }

  /** How a command is handled, if it is. */
  get<C extends CommandOf<Commands>>(command: C): Route<Commands, C, Rest> | undefined {
    return this.#engine.routes.get(command) as Route<Commands, C, Rest> | undefined
  }

  /** Commands that have a handler. */
  commands(): string[] {
    return [...this.#engine.routes.keys()]
  }

  /** Sets the hook that runs before everything else; what it returns, if anything, is the answer. */
  before(hook: BeforeHook<Commands, Rest>): this {
    this.#engine.before = asFunction('before', hook)
    return this
  }

  /** Adds a layer around all handlers; the first one added is the outermost. It runs where the handler runs. */
  use(middleware: Middleware<Commands, Rest>): this {
    this.#engine.middleware.push(asFunction('use', middleware) as AnyMiddleware)
    return this
  }

  /** Sets the handler of commands without a route. Default: OK, since platforms send commands nobody asked for. */
  fallback(handle: Fallback<Commands, Rest>): this {
    this.#engine.fallback = asFunction('fallback', handle)
    return this
  }

  /**
   * An event without HTTP. The body may be text, bytes or the object itself; `app` becomes `event.app`.
   *
   * @throws CallbackError when the body is not a JSON object
   */
  createEvent<C extends CommandOf<Commands>>(
    command: C,
    params: Partial<URLParams>,
    body: string | Uint8Array | Commands[C]['request'],
    { app }: { app?: App | undefined } = {},
  ): EventOf<Commands, C, Rest> {
    const { value, text } = parse(body)
    const complete = { SdkAppid: '', CallbackCommand: command, ...params }
    const receivedAt = this.#engine.clock()
    const now = nameNow(this.#engine, command)
    const { rest } = this.#engine
    const parts = { command: now, params: complete, body: value, text, app, rest, receivedAt }
    return new ReceivedEvent(this.protocol, parts) as unknown as EventOf<Commands, C, Rest>
  }

  /**
   * Dispatches an event without HTTP: before hook, middleware, route or fallback, deadline and policies as ever, but no
   * dedupe. Resolves with the answer; rejects with a `CallbackError` where HTTP would have said 500 or 503.
   */
  async handle<C extends CommandOf<Commands>>(event: EventOf<Commands, C>): Promise<ReplyOf<Commands, C>> {
    const received: object = event
    if (!isReceivedEvent(received)) {
      throw new TypeError('handle(event) takes what createEvent(command, params, body) answers.')
    }
    const deadline = deadlineFrom(this.#engine, this.#engine.clock())
    try {
      const answer = await dispatch(this.#engine, received, deadline)
      return answer.object as ReplyOf<Commands, C>
    } finally {
      deadline.clear()
    }
  }

  /** One HTTP request to one HTTP answer: what adapters call. It never rejects. */
  receive(request: CallbackRequest): Promise<CallbackReply> {
    return receive(this.#engine, request)
  }

  /**
   * Starts handling events from the queue in this process; calling it again does nothing. Only needed with
   * `consume: false`, and in a worker whose routes are all registered: without it the first async route starts it.
   *
   * @example
   * ```ts
   * import { type CallbackQueue, CallbackHandler } from '@im-callback/core'
   *
   * function startWorker(queue: CallbackQueue): CallbackHandler {
   *   const im = new CallbackHandler({ queue, consume: false })
   *   im.on('C2C.CallbackAfterSendMsg', { async: true, handle: (event) => console.log(event.id) })
   *   return im.work()
   * }
   * ```
   */
  work(): this {
    if (this.#isConsuming) return this
    this.#isConsuming = true
    this.#engine.queue.consume((job, signal) => consumeJob(this.#engine, job, signal))
    return this
  }

  /** How many consumers there are, and how many jobs are where. */
  async stats(): Promise<{ consumers: ConsumerStats; queue: QueueStats }> {
    const { queue } = this.#engine
    return { consumers: queue.consumers(), queue: await queue.stats() }
  }

  /**
   * Closes the queue: no more events are taken, what runs is finished. What waits in a durable queue stays there for
   * the next process; what waits in memory is handled first, unless `drain` is false.
   */
  async close(options?: CloseOptions): Promise<void> {
    const { queue, logger } = this.#engine
    await queue.close(options)
    if (queue.isDurable) return
    const { waiting, active, delayed } = await queue.stats()
    const left = waiting + active + delayed
    if (left > 0) logger.error(`im-callback: the queue was closed with ${left} events not handled`)
  }

  #warnIfUnknown(command: string): void {
    const { commands, name } = this.protocol
    if (Object.hasOwn(commands, command)) return
    const today = this.protocol.successor?.(command)
    if (today !== undefined) {
      this.#engine.logger.warn(
        `im-callback: "${command}" is called "${today}" today; a handler of that name gets both.`,
      )
      return
    }
    const meant = nearest(command, Object.keys(commands))
    const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`
    this.#engine.logger.warn(`im-callback: "${command}" is not a ${name} command I know.${hint}`)
  }
}

function asFunction(name: string, value: unknown): AnyHandle {
  if (typeof value === 'function') return value as AnyHandle
  throw new TypeError(`${name}(…) takes a function.`)
}
