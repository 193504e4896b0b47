import { randomInt } from 'node:crypto'

/**
 * A sample with the time and the random numbers of now: a server that recognises repeated events would answer the
 * second of two equal ones as it did the first.
 */
export function fresh(sample: object, now: number): Record<string, unknown> {
  const body: Record<string, unknown> = { ...sample }
  const random = randomInt(2 ** 32)
  const seconds = Math.floor(now / 1000)
  const set = (field: string, value: unknown) => {
    if (Object.hasOwn(body, field)) body[field] = value
  }
  set('Random', random)
  set('MsgRandom', random)
  set('MsgTime', seconds)
  set('EventTime', Number(body.EventTime) > 1e12 ? now : seconds)
  if (Object.hasOwn(body, 'MsgRandom')) set('MsgKey', `${body.MsgSeq}_${random}_${seconds}`)
  return body
}
