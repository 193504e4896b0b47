import type { MsgElement, Ok, Rewrite } from '@im-callback/core'
import { moderate } from './moderate.js'

/**
 * What the rule says of a Tencent message, as an answer: a message is a list of elements, and texts among them are
 * judged one by one.
 */
export function answerTencent<Reply>(
  message: readonly MsgElement[],
  reply: Ok<Reply> & Rewrite<Reply>,
  reject: (reason: string) => Reply,
): Reply {
  const verdicts = message.map((element) => moderate(textOf(element)))
  for (const verdict of verdicts) if (verdict.action === 'refuse') return reject(verdict.reason)
  if (verdicts.every(({ action }) => action === 'allow')) return reply.ok()
  const MsgBody = message.map((element, index): MsgElement => {
    const verdict = verdicts[index]
    return verdict?.action === 'rewrite'
      ? { MsgType: 'TIMTextElem', MsgContent: { Text: verdict.text } }
      : element
  })
  return reply.rewrite({ MsgBody })
}

function textOf(element: MsgElement): string {
  return element.MsgType === 'TIMTextElem' ? element.MsgContent.Text : ''
}
