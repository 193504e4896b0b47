import { textOf, textsOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'

/** `openim/get_c2c_unread_msg_num`: the total, or the count of each peer asked for, but never both. */
export const unreadCounts: Endpoint = ({ body }, { accounts, conversations }) => {
  const owner = textOf(body, 'To_Account') ?? ''
  const peers = textsOf(body, 'Peer_Account')
  if (!accounts.has(owner)) throw new Refusal(90003, 'To_Account is unknown')
  if (peers === undefined) return { AllC2CUnreadMsgNum: conversations.unread(owner) }
  if (peers.length === 0) throw new Refusal(90003, 'Peer_Account is empty; leave it out for the total')
  const unknown = peers.filter((peer) => !accounts.has(peer))
  return {
    C2CUnreadMsgNumList: peers
      .filter((peer) => accounts.has(peer))
      .map((peer) => ({ Peer_Account: peer, C2CUnreadMsgNum: conversations.view(owner, peer).unread })),
    ...(unknown.length > 0 && {
      ErrorList: unknown.map((peer) => ({ Peer_Account: peer, ErrorCode: 70107 })),
    }),
  }
}
