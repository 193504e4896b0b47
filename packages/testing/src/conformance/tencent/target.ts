import { tencentSign } from '@im-callback/core'
import type { Change } from '../request.js'
import { app } from './sample.js'

/** The request target of a good request, changed. `Sign` follows `RequestTime` unless it is given. */
export async function target(change: Change = {}): Promise<string> {
  const { path = app.path, token = app.tokens[0], sign = (digest) => digest, suffix = '' } = change
  const RequestTime = change.query?.RequestTime ?? String(app.now)
  const query: Record<string, string | undefined> = {
    SdkAppid: app.sdkAppId,
    CallbackCommand: 'C2C.CallbackBeforeSendMsg',
    contenttype: 'json',
    ClientIP: '203.0.113.7',
    OptPlatform: 'iOS',
    RequestTime,
    Sign: sign(await tencentSign(token, change.signedTime ?? RequestTime)),
    ...change.query,
  }
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const text = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
  return `${path}?${text}${suffix}`
}
