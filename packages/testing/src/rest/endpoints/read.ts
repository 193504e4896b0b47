import { objectsOf, textOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'

/** `openim/admin_set_msg_read` */
export const setRead: Endpoint = ({ body, now }, { accounts, conversations }) => {
  const reader = textOf(body, 'Report_Account') ?? ''
  const peer = textOf(body, 'Peer_Account') ?? ''
  if (!accounts.has(reader)) throw new Refusal(90008, 'Report_Account is unknown')
  if (!accounts.has(peer)) throw new Refusal(90003, 'Peer_Account is unknown')
  conversations.view(reader, peer).readUntil(readTimeOf(body.MsgReadTime) ?? now)
  return {}
}

/** The pages say text, clients send a number: both are taken. */
function readTimeOf(value: unknown): number | undefined {
  return value === undefined ? undefined : Number(value)
}

/** `openim/c2c_msg_read_receipt` */
export const sendReceipts: Endpoint = ({ body }, { conversations }) => {
  for (const info of objectsOf(body, 'C2CMsgInfo')) {
    const [from = '', to = '', key = ''] = ['From_Account', 'To_Account', 'MsgKey'].map((name) =>
      textOf(info, name),
    )
    const message = conversations.find(from, to, key)
    if (message !== undefined) message.IsPeerRead = 1
  }
  return {}
}
