import { type AckStatus, ackStatus, ackStatusOf } from '../domain/status.js'

/** Why a message will not arrive. */
export class SendError extends Error {
  override readonly name = 'SendError'
  /** The ACK's status; undefined when the client gave up itself. */
  readonly code: number | undefined
  /** The same as a name, where it is known. */
  readonly status: AckStatus | undefined

  constructor(message: string, code?: number) {
    super(message)
    this.code = code
    this.status = code === undefined ? undefined : ackStatusOf(code)
  }
}

/** The error behind the status of an ACK. */
export function refusal(code: number): SendError {
  const status = ackStatusOf(code)
  const why = status === undefined ? `The server refused the message with ${code}.` : ackStatus[status].when
  return new SendError(why, code)
}

/** Refusals that another attempt may find gone. */
const passing = new Set<number>([
  ackStatus.storage_failed.code,
  ackStatus.rate_limited.code,
  ackStatus.check_failed.code,
])

export const isPassing = (code: number): boolean => passing.has(code)
