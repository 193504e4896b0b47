// @ts-check
import { resolveFields } from './fields.mjs'

/** @typedef {import('../model.mjs').ReplyRules} ReplyRules */

/**
 * What the values of `ErrorCode` do, in one sentence.
 *
 * @param {ReplyRules} rules
 * @param {{ after?: Record<string, string> }} replies
 */
export function codesText(rules, replies) {
  if (rules.after) return replies.after?.[rules.after] ?? ''
  const parts = [`0: ${rules.ok}`]
  if (rules.verdicts) {
    const { min, max } = rules.verdicts
    parts.push(
      `anything else: the app failed, which the platform ignores by default (it fails open); use ${min}-${max}`,
    )
  }
  if (rules.reject) {
    const { min, max, seen } = rules.reject
    const all = rules.refuse ? ' everybody' : ''
    parts.push(seen === undefined ? `1: refuse${all}` : `1: refuse${all}, the client gets error ${seen}`)
    if (rules.drop) parts.push('2: drop silently, the sender sees success')
    if (min !== undefined)
      parts.push(`${min}-${max}: refuse${all}, this code and \`ErrorInfo\` reach the client`)
  }
  return parts.join('; ')
}

/**
 * The fields that the rules add to a reply.
 *
 * @param {import('./load.mjs').Context} context
 * @param {string} where
 * @param {ReplyRules} rules
 */
export function replyFields({ report, replies }, where, rules) {
  const names = [
    ...(rules.rewrite ? ['MsgBody', 'CloudCustomData'] : []),
    ...(rules.refuse ? [rules.refuse] : []),
    ...(rules.verdicts ? [rules.verdicts.field] : []),
    ...(rules.respond ? [rules.respond.field] : []),
  ]
  return resolveFields(report, replies.fields, `${where}: reply`, names)
}
