import { createHash, timingSafeEqual } from 'node:crypto'
import { bannedWord, refusalCode, refusalText, sdkAppId, token } from '../callback.js'

// What a careful user writes without this suite: the same checks, the same verdicts.

/** A query parameter as the frameworks' parsers may hand it over. */
type Parameter = string | readonly unknown[] | object | undefined

export interface Query {
  readonly SdkAppid?: Parameter
  readonly CallbackCommand?: Parameter
  readonly Sign?: Parameter
  readonly RequestTime?: Parameter
}

/** Whether our app is meant, and the signature is right and at most a minute old. */
export function isGenuine({ SdkAppid, Sign, RequestTime }: Query): boolean {
  if (SdkAppid !== sdkAppId || typeof Sign !== 'string' || typeof RequestTime !== 'string') return false
  const age = Math.abs(Date.now() / 1000 - Number(RequestTime))
  if (!(age <= 60)) return false
  const expected = createHash('sha256')
    .update(token + RequestTime)
    .digest()
  const given = Buffer.from(Sign, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

export interface Callback {
  readonly MsgBody: readonly { readonly MsgType: string; readonly MsgContent: { readonly Text?: string } }[]
}

export function answerTo(command: unknown, body: Callback): object {
  switch (command) {
    case 'C2C.CallbackBeforeSendMsg': {
      const [first] = body.MsgBody
      if (first?.MsgType === 'TIMTextElem' && first.MsgContent.Text?.includes(bannedWord)) {
        return { ActionStatus: 'OK', ErrorCode: refusalCode, ErrorInfo: refusalText }
      }
      return { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
    }
    default:
      return { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
  }
}

export const forbidden = { ActionStatus: 'FAIL', ErrorCode: 403, ErrorInfo: 'bad signature' }
