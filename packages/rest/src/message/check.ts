import { callerError } from '../errors/classes.js'
import { wrongElements } from './check-elements.js'
import type { MessageFields } from './fields.js'

/** What a message is checked against. */
export interface MessageLimits {
  readonly endpoint: string
  /** Most receivers. */
  readonly receivers: number
  /** Most bytes of `MsgBody` as JSON. */
  readonly bytes: number
  /** Whether older fields may be sent. */
  readonly legacyFields: boolean
}

const encoder = new TextEncoder()

/** Throws when the platform would certainly refuse a message. */
export function checkMessage(fields: MessageFields, limits: MessageLimits): void {
  const wrong =
    wrongElements(fields.MsgBody) ?? wrongReceivers(fields.To_Account, limits) ?? wrongNumbers(fields, limits)
  if (wrong !== undefined) throw callerError(limits.endpoint, wrong)
  const text = JSON.stringify(fields.MsgBody)
  // No character has more than three bytes: most messages need not be counted.
  const bytes = text.length * 3 > limits.bytes ? encoder.encode(text).length : 0
  if (bytes > limits.bytes) {
    const sentence = `MsgBody has ${bytes} bytes; the limit is ${limits.bytes}. If your plan allows more, set messageLimit.`
    throw callerError(limits.endpoint, sentence)
  }
}

function wrongReceivers(receivers: MessageFields['To_Account'], limits: MessageLimits): string | undefined {
  const list = receiversOf(receivers)
  if (list.length === 0 || !list.every((account) => typeof account === 'string' && account !== '')) {
    return 'message receiver is not set; name who is to get it with to("alice").'
  }
  if (list.length <= limits.receivers) return undefined
  return limits.receivers === 1
    ? `it is for one receiver and there are ${list.length}; sendMessages sends to up to 500.`
    : `it is for ${limits.receivers} receivers at most and there are ${list.length}; send it in parts.`
}

/** The receivers as a list, whichever way they were given. */
export function receiversOf(receivers: MessageFields['To_Account']): readonly string[] {
  if (typeof receivers === 'string') return [receivers]
  return Array.isArray(receivers) ? receivers : []
}

const longestLife = 604_800

function wrongNumbers(fields: MessageFields, { legacyFields }: MessageLimits): string | undefined {
  for (const name of ['MsgRandom', 'MsgSeq'] as const) {
    if (isWhole(fields[name], 0xffffffff)) continue
    return `${name} is ${fields[name]}; it is a whole number from 0 to 4,294,967,295.`
  }
  const { MsgLifeTime: life } = fields
  if (!isWhole(life, longestLife)) return `MsgLifeTime is ${life}; it is whole seconds from 0 to 604,800.`
  if (life === undefined || life === 0 || legacyFields) return undefined
  return 'MsgLifeTime is an older field; send it with legacyFields: true, or leave it out: messages are kept by default.'
}

const isWhole = (value: number | undefined, most: number) =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value <= most)
