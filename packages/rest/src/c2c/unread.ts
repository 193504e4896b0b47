import type { CallOptions } from '../client/call.js'
import { callerError } from '../errors/classes.js'
import { accountErrors, listOf, numberOf, textOf } from './answers.js'
import type { Send } from './history.js'
import type { UnreadMessages } from './results.js'

const endpoint = 'openim/get_c2c_unread_msg_num'
const mostPeers = 10

export async function unreadMessages(
  send: Send,
  { userId, peers, options }: { userId: string; peers: readonly string[]; options?: CallOptions | undefined },
): Promise<UnreadMessages> {
  if (!userId) throw callerError(endpoint, 'whose unread messages? Give the account.')
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

/** What may follow the account: the other sides one by one, or a list of them and options. */
export function peersAndOptions(rest: readonly unknown[]): {
  peers: string[]
  options?: CallOptions | undefined
} {
  const [first, options] = rest
  const peers: readonly unknown[] = Array.isArray(first) ? first : rest
  if (!peers.every((peer): peer is string => typeof peer === 'string' && peer !== '')) {
    throw callerError(
      endpoint,
      'the other sides are accounts, such as "bob"; options come after a list of them.',
    )
  }
  return Array.isArray(first) && typeof options === 'object'
    ? { peers: [...peers], options: { ...options } }
    : { peers: [...peers] }
}
