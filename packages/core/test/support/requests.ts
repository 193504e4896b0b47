import type { CallbackRequest, Logger } from '../../src/index.js'
import { tencentSign } from '../../src/index.js'

export const appId = '1400000000'
export const token = 'xxxxyyyy'
/** The moment of the official signature sample. */
export const now = 1_669_872_112_000

/** A request as the platform sends it, unsigned. Parameters of `undefined` are left out. */
export function request(
  command: string | undefined,
  body: CallbackRequest['body'],
  params: Record<string, string | undefined> = {},
): CallbackRequest {
  const query = Object.entries({ SdkAppid: appId, CallbackCommand: command, contenttype: 'json', ...params })
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return { method: 'POST', url: `/im/callback?${query.join('&')}`, headers: {}, body }
}

/** The same, signed. */
export async function signed(
  command: string,
  body: CallbackRequest['body'],
  by: { token?: string; time?: string } = {},
): Promise<CallbackRequest> {
  const { token: key = token, time = String(now / 1000) } = by
  return request(command, body, { Sign: await tencentSign(key, time), RequestTime: time })
}

/** A C2C message with one text element. */
export function textMessage(text: string, more: object = {}): string {
  return JSON.stringify({
    CallbackCommand: 'C2C.CallbackBeforeSendMsg',
    From_Account: 'alice',
    To_Account: 'bob',
    MsgSeq: 48374,
    MsgRandom: 2837546,
    MsgTime: 1669872112,
    MsgKey: '48374_2837546_1669872112',
    OnlineOnlyFlag: 0,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: text } }],
    ...more,
  })
}

/** A logger that keeps what it is told. */
export function recorder(): Logger & { warnings: string[]; errors: string[] } {
  const warnings: string[] = []
  const errors: string[] = []
  return {
    warnings,
    errors,
    warn: (message) => void warnings.push(message),
    error: (message) => void errors.push(message),
  }
}

/** A promise and the means to settle it. */
export function gate<T = void>() {
  let open: (value: T) => void = () => undefined
  let fail: (error: unknown) => void = () => undefined
  const promise = new Promise<T>((resolve, reject) => {
    open = resolve
    fail = reject
  })
  return { promise, open, fail }
}
