// @ts-check

/** @typedef {import('../model.mjs').Command} Command */

/**
 * What `event.reply` offers for a command: the call and what it does.
 *
 * @param {Command} command
 * @returns {string[][]}
 */
export function verdictRows({ phase, rules }) {
  const { reject, verdicts, refuse, respond } = rules
  const range = reject?.min === undefined ? '' : `, or a code of your own from ${reject.min} to ${reject.max}`
  const seen = reject?.seen === undefined ? '' : ` (the client gets error ${reject.seen})`
  return [
    ['`ok()`', okText(phase, rules)],
    ...(reject ? [['`reject(code?, info?)`', `Refuse with code 1${seen}${range}`]] : []),
    ...(verdicts
      ? [
          [
            '`verdicts([{ To_Account, ResultCode, ResultInfo? }])`',
            `One verdict per account: 0 allows, ${verdicts.min} to ${verdicts.max} refuses`,
          ],
          [
            '`reject(code?, info?)`',
            `The same refusal for every account, ${verdicts.min} unless told otherwise`,
          ],
        ]
      : []),
    ...(rules.drop ? [['`drop()`', 'Drop the message silently; the sender sees success']] : []),
    ...(rules.rewrite ? [['`rewrite({ MsgBody?, CloudCustomData? })`', 'Deliver this instead']] : []),
    ...(refuse ? [['`refuseMembers([…])`', `Leave these out (\`${refuse}\`), let the others in`]] : []),
    ...(respond
      ? [['`respond(data)`', `Answer with text, or an object as JSON (\`${respond.field}\`)`]]
      : []),
  ]
}

/**
 * @param {Command['phase']} phase
 * @param {Command['rules']} rules
 */
function okText(phase, { ok = '', verdicts }) {
  if (phase === 'after') return 'Acknowledge'
  return `${verdicts ? 'Allow every account' : capital(ok)}; also what happens when you return nothing`
}

/** @param {string} text */
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1)
