import type { Protocol, URLParams } from '@im-callback/core'

/** What is needed of an event to answer an exception. */
export interface FailedEvent {
  readonly command: string
  readonly body: object
  /** What the URL said; platforms with several versions answer by it. */
  readonly params?: URLParams | undefined
  /** Whether it was answered long ago, and is now handled from the queue. Every event knows it by itself. */
  readonly isFromQueue?: boolean | undefined
}

/** Who is turned away with these is turned away the next time, too. */
const denials = [401, 403]

/** Request Timeout, Too Early, Too Many Requests: nothing is wrong with the callback, and it may go well later. */
const passing = [408, 425, 429]

/**
 * The default of `exceptionReply`. An `HttpException` with a status below 500, which is also what a guard that denies
 * throws, refuses where the command can be refused, and lets the operation go on where it cannot. Anything else is a
 * fault, and left to the handler's `onError`: status 500 by default, and another attempt for an event from the queue.
 *
 * Nothing may get lost: what cannot be refused is a fault with 408, 425 and 429, and so is everything but 401 and 403
 * that happens to an event from the queue.
 */
export function replyToException(
  exception: unknown,
  { command, body, params, isFromQueue = false }: FailedEvent,
  protocol: Pick<Protocol<unknown>, 'verdict'>,
): object | undefined {
  const status = statusOf(exception)
  if (status === undefined || status >= 500) return undefined
  if (isFromQueue && !denials.includes(status)) return undefined
  const refusal = protocol.verdict('reject', command, { ...body }, params)
  if (!passing.includes(status)) return refusal
  const isRefused =
    JSON.stringify(refusal) !== JSON.stringify(protocol.verdict('allow', command, { ...body }, params))
  return isRefused ? refusal : undefined
}

/** The status of an `HttpException`, of whichever copy of Nest it comes. */
export function statusOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error) || !('getStatus' in exception)) return undefined
  const status: unknown = typeof exception.getStatus === 'function' ? exception.getStatus() : undefined
  return typeof status === 'number' ? status : undefined
}
