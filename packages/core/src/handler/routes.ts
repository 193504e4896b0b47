import type { AnyEvent, AnyReply, EventOf, ReplyOf, Returned } from '../event/event.js'
import type { ReceivedEvent } from '../event/received-event.js'
import { checkOptionNames } from '../nearest.js'
import type { CommandMap } from '../protocol.js'

/**
 * Handles one command. Return nothing to let the operation go on, what `event.reply` builds, or a whole response
 * object, which is sent as it is.
 */
export type Handle<Commands extends CommandMap<Commands>, C extends keyof Commands, Rest = unknown> = (
  event: EventOf<Commands, C, Rest>,
) => Returned<ReplyOf<Commands, C>>

/** How a command is handled. */
export interface Route<Commands extends CommandMap<Commands>, C extends keyof Commands, Rest = unknown> {
  /** Answer at once and handle from the queue. Default false. */
  readonly async?: boolean | undefined
  /** The answer of an async route. Default: what the fallback answers. */
  readonly asyncResponse?: ReplyOf<Commands, C> | undefined
  readonly handle: Handle<Commands, C, Rest>
}

/** Handles whatever has no route. */
export type Fallback<Commands extends CommandMap<Commands>, Rest = unknown> = (
  event: AnyEvent<Commands, Rest>,
) => Returned<AnyReply<Commands>>

/** Runs before everything else; returning a reply ends the callback there. */
export type BeforeHook<Commands extends CommandMap<Commands>, Rest = unknown> = (
  event: AnyEvent<Commands, Rest>,
) => Returned<AnyReply<Commands>>

/**
 * Wraps handlers like layers of an onion: `next()` runs what is inside and resolves with its reply, OK when the handler
 * returned nothing. A layer that returns nothing itself leaves that reply as it is.
 */
export type Middleware<Commands extends CommandMap<Commands>, Rest = unknown> = (
  event: AnyEvent<Commands, Rest>,
  next: () => Promise<AnyReply<Commands>>,
) => Returned<AnyReply<Commands>>

/** A route once its types have done their work. */
export interface AnyRoute {
  readonly async: boolean
  readonly asyncResponse: object | undefined
  readonly handle: AnyHandle
}

export type AnyHandle = (event: ReceivedEvent) => unknown
export type AnyMiddleware = (event: ReceivedEvent, next: () => Promise<unknown>) => unknown

/** Checks what was given to `on`, and says what is wrong with it. */
export function toRoute(command: string, given: unknown): AnyRoute {
  if (typeof given === 'function') {
    return { async: false, asyncResponse: undefined, handle: given as AnyHandle }
  }
  const route = (given ?? {}) as Partial<AnyRoute>
  checkOptionNames(`on("${command}", …)`, route, ['async', 'asyncResponse', 'handle'])
  const { handle, async = false, asyncResponse } = route
  if (typeof handle !== 'function') {
    throw new TypeError(
      `on("${command}", …) takes a function, or { async, asyncResponse, handle: function }.`,
    )
  }
  return { async, asyncResponse, handle }
}
