import { nearest } from '@im-callback/core'
import { elementRules } from '../generated/elements.js'

/**
 * What is wrong with the elements of a message, or undefined. Only what the platform certainly refuses; it knows more.
 *
 * @see https://cloud.tencent.com/document/product/269/2720
 */
export function wrongElements(body: unknown): string | undefined {
  if (!Array.isArray(body) || body.length === 0) {
    return 'message content is not set; add an element, such as new Message().text("hello").'
  }
  for (const [index, element] of body.entries()) {
    const wrong = wrongElement(element)
    if (wrong !== undefined) return `invalid message content: MsgBody[${index}] ${wrong}`
  }
  const custom = body.filter((element) => element.MsgType === 'TIMCustomElem').length
  return custom > 1 ? 'invalid message content: a message has at most one TIMCustomElem.' : undefined
}

function wrongElement(element: unknown): string | undefined {
  if (!isObject(element)) return 'is no { MsgType, MsgContent }.'
  const { MsgType, MsgContent } = element
  if (typeof MsgType !== 'string' || !isObject(MsgContent))
    return 'is no { MsgType: text, MsgContent: object }.'
  const rules = elementRules.get(MsgType)
  if (rules === undefined) return `is of type ${JSON.stringify(MsgType)}. ${hint(MsgType)}`
  for (const [name, type] of rules) {
    const value = Object.hasOwn(MsgContent, name) ? MsgContent[name] : undefined
    if (!isOfType(value, type)) return `(${MsgType}) needs ${name}, ${described[type] ?? type}.`
  }
  return undefined
}

function hint(type: string): string {
  const meant = nearest(type, elementRules.keys())
  if (meant !== undefined) return `Did you mean "${meant}"?`
  return 'It is not one the REST API takes; client.call("openim/sendmsg", …) sends it without this check.'
}

const described: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  'object[]': 'a list of objects',
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'number') return Number.isFinite(value)
  if (type === 'object[]') return Array.isArray(value) && value.every(isObject)
  return typeof value === type
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
