import type { MsgElement } from '@im-callback/core'
import { jsonObject } from '../domain/message-key.js'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const lenient = new TextDecoder()
const encoder = new TextEncoder()

/** The content of a message as text, or as base64 when it is none. */
export function contentText(content: Uint8Array): { text: string; encoding: 'utf8' | 'base64' } {
  try {
    return { text: utf8.decode(content), encoding: 'utf8' }
  } catch {
    return { text: Buffer.from(content).toString('base64'), encoding: 'base64' }
  }
}

/**
 * The content as elements of a message in Tencent's shape. Whatever clients may show as its text is shown to the rules: some
 * leave out a byte order mark, some take bytes that are no UTF-8 for question marks, and then find JSON.
 */
export function elementsOf(content: Uint8Array): MsgElement[] {
  const value = jsonObject(lenient.decode(content))
  if (value !== undefined && Object.hasOwn(value, 'text') && typeof value.text === 'string') {
    return [{ MsgType: 'TIMTextElem', MsgContent: { Text: value.text } }]
  }
  const { text, encoding } = contentText(content)
  if (encoding === 'base64') return [custom(text, encoding)]
  if (value !== undefined) return [custom(text, '')]
  return [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }]
}

function custom(Data: string, Ext: string): MsgElement {
  return { MsgType: 'TIMCustomElem', MsgContent: { Data, Desc: '', Ext } }
}

/**
 * Elements as content. Text takes the place of the text in `original`: what else its JSON has, a uuid say, stays.
 *
 * @throws TypeError for anything but text elements, or one `TIMCustomElem`
 */
export function contentOf(elements: readonly MsgElement[], original: Uint8Array): Uint8Array {
  const [first] = elements
  if (elements.length === 1 && first?.MsgType === 'TIMCustomElem') {
    const { Data, Ext } = first.MsgContent
    return Ext === 'base64' ? new Uint8Array(Buffer.from(Data, 'base64')) : encoder.encode(Data)
  }
  const text = elements.map(textOf).join('')
  const value = jsonObject(lenient.decode(original))
  if (value === undefined || !Object.hasOwn(value, 'text')) return encoder.encode(text)
  return encoder.encode(JSON.stringify({ ...value, text }))
}

function textOf(element: MsgElement): string {
  if (element.MsgType === 'TIMTextElem' && typeof element.MsgContent.Text === 'string') {
    return element.MsgContent.Text
  }
  throw new TypeError(
    `rewrite: a message of customer service is text or one TIMCustomElem; ${String(element.MsgType)} is neither.`,
  )
}
