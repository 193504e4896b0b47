import { integerOf, textOf } from '../body.js'
import type { Endpoint } from '../endpoint.js'
import { Refusal } from '../refusal.js'
import { pageOf } from '../state/page.js'

/** `openim/admin_getroammsg`: one side's view of a conversation, a page at a time, backwards. */
export const history: Endpoint = ({ body, now }, { accounts, conversations, historySeconds, pageBytes }) => {
  const owner = textOf(body, 'Operator_Account') ?? textOf(body, 'From_Account') ?? ''
  const peer = textOf(body, 'Peer_Account') ?? textOf(body, 'To_Account') ?? ''
  if (!accounts.has(owner)) throw new Refusal(90008, 'Operator_Account is unknown')
  const { messages, isComplete } = pageOf(conversations.view(owner, peer).messages, {
    minTime: Math.max(integerOf(body, 'MinTime') ?? 0, now - historySeconds),
    maxTime: integerOf(body, 'MaxTime') ?? now,
    before: textOf(body, 'LastMsgKey'),
    maxCount: integerOf(body, 'MaxCnt') ?? 0,
    maxBytes: pageBytes,
  })
  const [oldest] = messages
  return {
    Complete: isComplete ? 1 : 0,
    MsgCnt: messages.length,
    LastMsgTime: oldest?.MsgTimeStamp ?? 0,
    LastMsgKey: oldest?.MsgKey ?? '',
    MsgList: messages,
  }
}
