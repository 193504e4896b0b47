import type { MsgElement } from '@im-callback/core'

const refused = ['casino', '赌博']
const dropped = ['spam', '垃圾广告']
const masked = ['damn', '妈的']

/** What is to become of a message. */
export type Verdict =
  | { readonly action: 'allow' }
  | { readonly action: 'refuse'; readonly word: string }
  | { readonly action: 'drop' }
  | { readonly action: 'rewrite'; readonly MsgBody: readonly MsgElement[] }

/** Judges a message by the words in its text elements; the strictest rule that fits decides. */
export function moderate(message: readonly MsgElement[]): Verdict {
  const text = message.map(textOf).join('\n').toLowerCase()
  const word = refused.find((candidate) => text.includes(candidate))
  if (word !== undefined) return { action: 'refuse', word }
  if (dropped.some((candidate) => text.includes(candidate))) return { action: 'drop' }
  if (masked.some((candidate) => text.includes(candidate))) {
    return { action: 'rewrite', MsgBody: message.map(mask) }
  }
  return { action: 'allow' }
}

function textOf(element: MsgElement): string {
  return element.MsgType === 'TIMTextElem' ? element.MsgContent.Text : ''
}

function mask(element: MsgElement): MsgElement {
  if (element.MsgType !== 'TIMTextElem') return element
  const words = new RegExp(masked.join('|'), 'gi')
  const Text = element.MsgContent.Text.replace(words, (word) => '*'.repeat(word.length))
  return { MsgType: 'TIMTextElem', MsgContent: { Text } }
}
