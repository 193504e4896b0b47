import type { Struct } from './decode.js'
import { isSince, type ServerVersion } from './version.js'

/** The refusal a decoded reply means to a server, or undefined: it goes on. */
export function refusal(version: ServerVersion, reply: Struct): Refusal | undefined {
  const { actionCode, errCode, nextCode } = codes(reply)
  if (!refuses(version, { actionCode, errCode, nextCode })) return undefined
  const isMadeUp = version === '2.3' && errCode === 0
  return { errCode: isMadeUp ? 201 : errCode, errMsg: String(reply.errMsg ?? '') }
}

/** What reaches the client. */
export interface Refusal {
  readonly errCode: number
  readonly errMsg: string
}

interface Codes {
  readonly actionCode: number
  readonly errCode: number
  readonly nextCode: number
}

/** Integers that are not there are 0 to Go. */
export function codes({ actionCode, errCode, nextCode }: Struct): Codes {
  return {
    actionCode: Number(actionCode ?? 0),
    errCode: Number(errCode ?? 0),
    nextCode: Number(nextCode ?? 0),
  }
}

function refuses(version: ServerVersion, { actionCode, errCode, nextCode }: Codes): boolean {
  if (isSince(version, '3.7')) return actionCode === 0 && nextCode === 1
  if (isSince(version, '3.6')) return false
  if (isSince(version, '3.5')) return actionCode !== 0 || nextCode === 1
  if (isSince(version, '3.0')) return actionCode !== 0 || errCode !== 0
  return version === '2.3' ? actionCode !== 0 : actionCode === 1 && errCode === 0
}
