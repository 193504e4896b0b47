import { textOf, textsOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'

/** `openim/delete_c2c_msg_ramble`: takes messages out of one side's view; the other keeps them. */
export const deleteMessages: Endpoint = ({ body }, { conversations }) => {
  const owner = textOf(body, 'Operator_Account') ?? ''
  const peer = textOf(body, 'Peer_Account') ?? ''
  const keys = textsOf(body, 'MsgKeyList') ?? []
  const view = conversations.view(owner, peer)
  for (const message of [...view.messages]) if (keys.includes(message.MsgKey)) view.forget(message)
  return { InvalidMsgKeyList: keys.filter((key) => !/^\d+_\d+_\d+$/.test(key)) }
}
