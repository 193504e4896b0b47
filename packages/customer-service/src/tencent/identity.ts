import { createHash } from 'node:crypto'
import type { CustomerAfterSendMessageRequest } from '../callbacks/commands.js'

/** For the content of a relayed message: the same for every delivery of an event, and short enough for any client. */
export const uuidOf = (eventId: string): string =>
  createHash('sha256').update(eventId).digest('hex').slice(0, 32)

/**
 * What tells one answer from another: its number in the seller's queue, which orders answers of one second, and a number
 * from its id. Both are the same at every attempt, in every process.
 */
export function identityOf(
  eventId: string,
  { CustomerService: { Msgid } }: CustomerAfterSendMessageRequest,
): { readonly MsgSeq: number; readonly MsgRandom: number } {
  return {
    MsgSeq: Number(BigInt.asUintN(32, BigInt(Msgid))),
    MsgRandom: createHash('sha256').update(eventId).digest().readUInt32BE(0),
  }
}
