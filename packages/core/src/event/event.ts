import type { App, CommandMap, URLParams } from '../protocol.js'
import type { HeaderBag } from '../request.js'

/**
 * One callback, as handlers see it.
 *
 * @example
 * ```ts
 * import { CallbackHandler } from '@im-callback/core'
 *
 * const im = new CallbackHandler()
 * im.on('C2C.CallbackBeforeSendMsg', (event) => {
 *   const first = event.body.MsgBody[0]
 *   if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text.includes('spam')) {
 *     return event.reply.reject(120001, 'no advertising, please')
 *   }
 * })
 * ```
 */
export interface CallbackEvent<
  Command extends string = string,
  Body = object,
  Verdicts = unknown,
  Rest = unknown,
> {
  /** The command word. */
  readonly command: Command
  /** What the URL said. */
  readonly params: URLParams
  /** The parsed body. Integers beyond 2^53 are decimal strings. */
  readonly body: Body
  /** The body's exact text; re-serialised when only a parsed object was left of it. */
  readonly rawBody: string
  /** Request headers by lower-case name; empty when the event comes from a queue. */
  readonly headers: HeaderBag
  /** The app it came in for: what `apps` answered. Undefined when no app is configured. */
  readonly app: App | undefined
  /** Builds the answers this command allows. */
  readonly reply: Verdicts
  /**
   * The client the handler was given as `rest`, for talking back to the platform.
   *
   * @throws TypeError when it was given none
   */
  readonly rest: Rest
  /** Aborts when the deadline has passed: the answer is out, further work is for nothing. */
  readonly signal: AbortSignal
  /** When the request came in, milliseconds since 1970. */
  readonly receivedAt: number
  /** 1 at first; higher when a queue tries again. */
  readonly attempt: number
  /** Idempotency key: the same for every delivery of this event, in this process and others. */
  readonly id: string
  /** The body read anew from `rawBody`, as a type of your own. It is not checked. */
  json<T>(): T
}

/** The event of one command of a command map. */
export type EventOf<Commands, C extends keyof Commands, Rest = unknown> = CallbackEvent<
  C & string,
  Commands[C] extends { request: infer Body } ? Body : never,
  Commands[C] extends { verdicts: infer Verdicts } ? Verdicts : never,
  Rest
>

/** Any event of a command map; comparing `event.command` narrows it. */
export type AnyEvent<Commands, Rest = unknown> = {
  [C in keyof Commands]: EventOf<Commands, C, Rest>
}[keyof Commands]

/** What a handler of one command may return. Nothing means OK. */
export type ReplyOf<Commands extends CommandMap<Commands>, C extends keyof Commands> = Commands[C]['reply']

/** A reply to any command of a command map. */
export type AnyReply<Commands extends CommandMap<Commands>> = Commands[keyof Commands]['reply']

// biome-ignore lint/suspicious/noConfusingVoidType: a handler that returns nothing is a `void` function.
export type Returned<Reply> = Reply | void | undefined | null | Promise<Reply | void | undefined | null>
