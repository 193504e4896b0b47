import { elementRules } from '../generated/elements.js'
import type { FieldRule } from '../rules.js'

interface Element {
  readonly MsgType: string
  readonly MsgContent: { readonly [name: string]: unknown }
}

type CheckField = (
  rule: FieldRule,
  holder: Element['MsgContent'],
  prefix: string,
) => { readonly text: string } | undefined

/**
 * What is wrong with the elements of a message: a type nobody knows, a field that is missing, a second TIMCustomElem.
 * That `MsgType` is a string and `MsgContent` an object has been looked at before.
 */
export function elementProblem(items: readonly unknown[], checkField: CheckField): string | undefined {
  const elements = items as readonly Element[]
  if (elements.length === 0) return 'a message has one element at least'
  for (const { MsgType, MsgContent } of elements) {
    const rules = elementRules.get(MsgType)
    if (rules === undefined) return `${JSON.stringify(MsgType)} is no element that can be sent`
    for (const rule of rules) {
      const problem = checkField(rule, MsgContent, `${MsgType}.`)
      if (problem !== undefined) return problem.text
    }
  }
  if (elements.filter(({ MsgType }) => MsgType === 'TIMCustomElem').length > 1)
    return 'a message has one TIMCustomElem at most'
  return undefined
}
