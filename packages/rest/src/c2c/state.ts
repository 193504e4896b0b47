import type { CallOptions } from '../client/call.js'
import { callerError } from '../errors/classes.js'
import { RestError } from '../errors/rest-error.js'
import type { Send } from './history.js'

/** The platform's answer to recalling a message again: what was asked for is so. */
const alreadyRecalled = 20023

export async function revoke(
  send: Send,
  { from, to, msgKey }: { from: string; to: string; msgKey: string },
  options?: CallOptions,
): Promise<void> {
  const endpoint = 'openim/admin_msgwithdraw'
  if (!from || !to || !msgKey) {
    throw callerError(endpoint, 'which message? Give the sender, the receiver and the MsgKey.')
  }
  try {
    await send(endpoint, { From_Account: from, To_Account: to, MsgKey: msgKey }, options)
  } catch (error) {
    if (!RestError.is(error) || error.code !== alreadyRecalled) throw error
  }
}

/** What {@link TencentRest.setMessageRead} may be told. */
export interface ReadOptions extends CallOptions {
  /** Messages until then are read, Unix seconds. Default: all. */
  readonly MsgReadTime?: number | undefined
}

export async function setRead(
  send: Send,
  { userId, peerUserId }: { userId: string; peerUserId: string },
  { MsgReadTime, ...options }: ReadOptions = {},
): Promise<void> {
  const endpoint = 'openim/admin_set_msg_read'
  if (!userId || !peerUserId) throw callerError(endpoint, 'whose conversation with whom? Give both accounts.')
  await send(endpoint, { Report_Account: userId, Peer_Account: peerUserId, MsgReadTime }, options)
}
