import type { Protocol } from '@im-callback/core'

/** What is needed of an event to answer an exception. */
export interface FailedEvent {
  readonly command: string
  readonly body: object
}

/**
 * The default of `exceptionReply`: an `HttpException` with a status below 500, which is also what a guard that denies
 * throws, refuses where the command can be refused, and lets the operation go on where it cannot. Anything else is a
 * fault, and left to the handler's `onError`: status 500 by default, and another attempt for an event from the queue.
 */
export function replyToException(
  exception: unknown,
  { command, body }: FailedEvent,
  protocol: Pick<Protocol<unknown>, 'verdict'>,
): object | undefined {
  const status = statusOf(exception)
  return status === undefined || status >= 500 ? undefined : protocol.verdict('reject', command, { ...body })
}

/** The status of an `HttpException`, of whichever copy of Nest it comes. */
export function statusOf(exception: unknown): number | undefined {
  if (!(exception instanceof Error) || !('getStatus' in exception)) return undefined
  const status: unknown = typeof exception.getStatus === 'function' ? exception.getStatus() : undefined
  return typeof status === 'number' ? status : undefined
}
