import type { FieldRule } from '../rules.js'
import { elementProblem } from './elements.js'
import { isType, kindOf, typeInWords } from './types.js'

/** Why a body does not fit: the first thing found. */
export interface Violation {
  /** The top-level field it is about: error codes are given by it. */
  readonly field: string
  readonly kind: 'missing' | 'type' | 'value' | 'count' | 'element'
  /** A sentence for `ErrorInfo`. */
  readonly text: string
}

type Fields = { readonly [name: string]: unknown }

/** The first violation of the rules in a request body, or undefined. Fields nobody knows are ignored, as ever. */
export function firstViolation(rules: readonly FieldRule[], body: Fields): Violation | undefined {
  for (const rule of rules) {
    const problem = checkField(rule, body, '')
    if (problem !== undefined) return { field: rule.name, ...problem }
  }
  return undefined
}

type Problem = Omit<Violation, 'field'>

function checkField(rule: FieldRule, holder: Fields, prefix: string): Problem | undefined {
  const path = prefix + rule.name
  const value = Object.hasOwn(holder, rule.name) ? holder[rule.name] : undefined
  if (value === undefined) return rule.required ? { kind: 'missing', text: `${path} is missing` } : undefined
  if (!isType(rule.type, value)) {
    return { kind: 'type', text: `${path} is ${kindOf(value)}, not ${typeInWords(rule.type)}` }
  }
  return checkValue(rule, value, path)
}

function checkValue(rule: FieldRule, value: unknown, path: string): Problem | undefined {
  const items = Array.isArray(value) ? value : [value]
  if (Array.isArray(value) && value.length > (rule.maxItems ?? Infinity)) {
    return { kind: 'count', text: `${path} has ${value.length} items; ${rule.maxItems} are the most` }
  }
  const stray = items.find((item) => rule.values !== undefined && !rule.values.includes(item))
  if (stray !== undefined) {
    return {
      kind: 'value',
      text: `${path} is ${JSON.stringify(stray)}; it is one of ${rule.values?.join(', ')}`,
    }
  }
  if (typeof value === 'number' && rule.max !== undefined && (value < 0 || value > rule.max)) {
    return { kind: 'value', text: `${path} is ${value}; it is between 0 and ${rule.max}` }
  }
  return checkParts(rule, items, path)
}

function checkParts(rule: FieldRule, items: readonly unknown[], path: string): Problem | undefined {
  for (const part of rule.fields ?? []) {
    for (const item of items) {
      const problem = checkField(part, item as Fields, `${path}.`)
      if (problem !== undefined) return rule.elements ? { ...problem, kind: 'element' } : problem
    }
  }
  const text = rule.elements ? elementProblem(items, checkField) : undefined
  return text === undefined ? undefined : { kind: 'element', text: `${path}: ${text}` }
}
