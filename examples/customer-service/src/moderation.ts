import type { C2CBeforeSendMsgReply, C2CBeforeSendMsgVerdicts, MsgElement } from '@im-callback/core'

const refused = ['casino', '赌博']
const masked = ['damn', '妈的']

/** The part of an event that says what a message is: Tencent's one-to-one messages have it, and customer service, too. */
interface Message {
  readonly body: { readonly MsgBody: readonly MsgElement[] }
  readonly reply: C2CBeforeSendMsgVerdicts
}

/** One rule for `Customer.BeforeSendMessage` and for `C2C.CallbackBeforeSendMsg`: refuses some words, masks others. */
export function moderate({ body, reply }: Message): C2CBeforeSendMsgReply {
  const text = body.MsgBody.map(textOf).join('\n').toLowerCase()
  const word = refused.find((candidate) => text.includes(candidate))
  if (word !== undefined) return reply.reject(120001, `"${word}" is not welcome here`)
  if (masked.some((candidate) => text.includes(candidate))) {
    return reply.rewrite({ MsgBody: body.MsgBody.map(mask) })
  }
  return reply.ok()
}

/** What is no text is shown as it is, and may have words in it, too. */
function textOf(element: MsgElement): string {
  if (element.MsgType === 'TIMTextElem') return element.MsgContent.Text
  return element.MsgType === 'TIMCustomElem' ? element.MsgContent.Data : ''
}

function mask(element: MsgElement): MsgElement {
  if (element.MsgType !== 'TIMTextElem') return element
  const words = new RegExp(masked.join('|'), 'gi')
  const Text = element.MsgContent.Text.replace(words, (word) => '*'.repeat(word.length))
  return { MsgType: 'TIMTextElem', MsgContent: { Text } }
}
