import { infoOf } from '../names.js'
import type { ReplyFields } from '../types/command-info.js'
import { isSingleJoin, isWithUnderscores } from '../upgrade.js'
import { dialectOf, type Sent } from '../version.js'
import { checkedFields, integer, object, text } from './value.js'

/** What the client of a refused operation gets. */
interface Refusal {
  readonly errCode: number
  readonly errMsg: string
  readonly errDlt: string
}

/** What an answer means, on whatever version. */
export interface Meaning {
  /** Undefined: the operation goes on. */
  readonly refusal: Refusal | undefined
  /** What is to be changed about it. */
  readonly changes: Record<string, unknown>
}

const base = ['actionCode', 'errCode', 'errMsg', 'errDlt', 'nextCode', 'operationID']

/** Reads what a handler answered; throws when the server could not read it, or would do something else with it. */
export function meaning(result: unknown, sent: Sent): Meaning {
  if (result === undefined || result === null) return { refusal: undefined, changes: {} }
  const answer = object(`The answer to ${sent.command}`, result)
  const codes = Object.fromEntries(Object.entries(answer).filter(([name]) => base.includes(name)))
  const refusal = refusalIn(codes, sent)
  const rest = Object.entries(answer).filter(([name]) => !base.includes(name))
  return { refusal, changes: changesIn(Object.fromEntries(rest), sent) }
}

function changesIn(given: object, { command, body }: Sent): Record<string, unknown> {
  const info = infoOf(command)
  if (info === undefined) return plain(command, given)
  const known: ReplyFields = info.reply.fields
  const isShapedForOld = isSingleJoin(body) || isWithUnderscores(command, body)
  // What the writer has added for an old server is there again when middleware has seen the reply.
  const own = isShapedForOld
    ? Object.entries(given).filter(([name]) => Object.hasOwn(known, name))
    : undefined
  return checkedFields(command, known, own === undefined ? given : Object.fromEntries(own))
}

/** Of commands that are not in the catalogue nothing is known to be wrong, but that Go does not heed the case of names. */
function plain(command: string, given: object): Record<string, unknown> {
  for (const name of Object.keys(given)) {
    const meant = base.find((one) => one.toLowerCase() === folded(name))
    if (meant !== undefined)
      throw new TypeError(`${command}: the reply has a field "${name}". Did you mean "${meant}"?`)
  }
  return JSON.parse(JSON.stringify(given))
}

/** As Go compares names: the long s and the Kelvin sign are letters to it. */
const folded = (name: string) => name.replaceAll('\u017f', 's').replaceAll('\u212a', 'k').toLowerCase()

function refusalIn(codes: Record<string, unknown>, sent: Sent): Refusal | undefined {
  const { command } = sent
  const code = (name: string) => integer(`${command}: ${name}`, 'int32', codes[name] ?? 0)
  const [actionCode, errCode, nextCode] = [code('actionCode'), code('errCode'), code('nextCode')]
  const [errMsg, errDlt] = ['errMsg', 'errDlt'].map((name) => text(`${command}: ${name}`, codes[name] ?? ''))
  if (actionCode === 0 && errCode === 0 && nextCode === 0) return undefined
  const isV2 = dialectOf(sent) !== 'v3'
  const refuses = nextCode === 1 ? actionCode === 0 : isV2 && actionCode === 1
  if (!refuses) throw ambiguous(command)
  if (infoOf(command)?.reply.reject === false)
    throw new TypeError(`${command} cannot be refused: it has happened.`)
  if (errCode !== 0 || nextCode === 1) checkErrorCode(command, errCode)
  return { errCode, errMsg: errMsg ?? '', errDlt: errDlt ?? '' }
}

/** Refusals with a code that would not arrive as it is are none. */
export function checkErrorCode(command: string, errCode: number): void {
  if (Number.isInteger(errCode) && errCode >= 100 && errCode < 2 ** 31) return
  throw new RangeError(
    `${command}: errCode ${errCode} does not refuse as meant. Use 100 or more, best 20001 to 29999: ` +
      'with 0 the client is told success, with 1 to 99 an internal error.',
  )
}

function ambiguous(command: string): TypeError {
  return new TypeError(
    `The answer to ${command} neither goes on nor refuses on every server: { actionCode: 1 } lets operations go on ` +
      'from v3.7, and errCode alone refuses only before v3.5. To refuse, return event.reply.reject(20001, "text"), ' +
      'or { actionCode: 0, errCode: 20001, nextCode: 1 }.',
  )
}
