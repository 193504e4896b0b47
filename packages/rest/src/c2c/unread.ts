import type { CallOptions } from '../client/call.js'
import { callerError } from '../errors/classes.js'
import { accountErrors, listOf, numberOf, textOf } from './answers.js'
import type { Send } from './history.js'
import type { UnreadMessages } from './results.js'

const endpoint = 'openim/get_c2c_unread_msg_num'
const mostPeers = 10

export async function unreadMessages(
  send: Send,
  { userId, peers }: { userId: string; peers: readonly string[] },
  options?: CallOptions,
): Promise<UnreadMessages> {
  if (!userId) throw callerError(endpoint, 'whose unread messages? Give the account.')
  if (!Array.isArray(peers)) throw callerError(endpoint, 'the other sides are a list, such as ["bob"].')
  if (peers.length > mostPeers) {
    throw callerError(
      endpoint,
      `it takes ${mostPeers} conversations at most and there are ${peers.length}; ask in parts.`,
    )
  }
  const named = peers.length > 0 ? { Peer_Account: peers } : {}
  const answer = await send(endpoint, { To_Account: userId, ...named }, options)
  const counts = listOf(answer, 'C2CUnreadMsgNumList').map(
    (item) => [textOf(item, 'Peer_Account'), numberOf(item, 'C2CUnreadMsgNum')] as const,
  )
  return {
    Total: numberOf(answer, 'AllC2CUnreadMsgNum'),
    // `fromEntries` defines members: an account named `__proto__` is one of them.
    Results: Object.fromEntries(counts),
    Errors: accountErrors(answer, 'Peer_Account'),
  }
}
