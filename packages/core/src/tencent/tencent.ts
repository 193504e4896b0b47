import type { CallbackError } from '../errors.js'
import { checkOptionNames } from '../nearest.js'
import type { Protocol, URLParams } from '../protocol.js'
import { isPromise } from '../realm.js'
import type { Query } from '../receive/params.js'
import type { JsonObject } from '../receive/parse.js'
import type { Clock } from '../time.js'
import { type Apps, appLookup } from './apps.js'
import type { TencentCommands } from './generated/index.js'
import { tencentCommands } from './generated/index.js'
import { idempotencyKey } from './idempotency-key.js'
import { reply } from './reply.js'
import { TencentReply } from './reply-builder.js'
import { SignatureCheck } from './signature.js'

/** How to know the callbacks of one Tencent Cloud Chat app, or of several. */
export interface TencentOptions {
  /** Your SDKAppID. Default: `IM_SDK_APP_ID` of the environment; without one any app is accepted, with a warning. */
  readonly sdkAppId?: number | string | undefined
  /**
   * The callback token of the console; a list while it is being rotated. Default: `IM_CALLBACK_TOKEN` of the
   * environment. Without one signatures are not checked.
   */
  readonly token?: string | readonly string[] | undefined
  /** Several apps: a record by SDKAppID, or a function that is asked for each request and may be async. */
  readonly apps?: Apps | undefined
  /** Default `Date.now`. */
  readonly clock?: Clock | undefined
}

/**
 * The protocol of Tencent Cloud Chat (腾讯云即时通信 IM).
 *
 * @see https://cloud.tencent.com/document/product/269/1522
 * @example
 * ```ts
 * import { CallbackHandler, tencent } from '@im-callback/core'
 *
 * const one = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: ['new-token', 'old-token'] }) })
 * const many = new CallbackHandler({
 *   protocol: tencent({ apps: { 1400000000: { token: 'a' }, 1400000001: { token: 'b' } } }),
 * })
 * ```
 */
export function tencent(options: TencentOptions = {}): Protocol<TencentCommands> {
  checkOptionNames('tencent()', options, ['sdkAppId', 'token', 'apps', 'clock'])
  const lookup = appLookup(options)
  const signature = new SignatureCheck(options.clock ?? Date.now)
  return {
    name: 'Tencent',
    commands: tencentCommands,
    defaults: { deadline: 1800, onTimeout: 'allow', onError: 'fail' },
    params: urlParams,
    authenticate: ({ params, query }) => {
      const app = lookup(params.SdkAppid)
      return isPromise(app) ? app.then((found) => signature.check(query, found)) : signature.check(query, app)
    },
    app: (params) => lookup(params.SdkAppid),
    identify: (params, body) => ({ url: params.CallbackCommand || undefined, body: commandInBody(body) }),
    idempotencyKey,
    verdicts: (command, body) => new TencentReply(command, body),
    verdict: (policy, command, body) => new TencentReply(command, body).byPolicy(policy),
    reply,
    failure: refusal,
  }
}

function urlParams(query: Query): URLParams {
  const params: URLParams = {
    SdkAppid: query.get('SdkAppid') ?? '',
    CallbackCommand: query.get('CallbackCommand') ?? '',
  }
  const contentType = query.get('contenttype')
  const clientIP = query.get('ClientIP')
  const platform = query.get('OptPlatform')
  if (contentType !== undefined) params.ContentType = contentType
  if (clientIP !== undefined) params.ClientIP = clientIP
  if (platform !== undefined) params.OptPlatform = platform
  return params
}

/** At the top of the body, or, in the batches of `Push.*`, in each event. */
function commandInBody(body: JsonObject): string | undefined {
  const named = ownText(body, 'CallbackCommand')
  if (named !== undefined || !Array.isArray(body.Events)) return named
  const first: unknown = body.Events[0]
  return typeof first === 'object' && first !== null
    ? ownText(first as JsonObject, 'CallbackCommand')
    : undefined
}

function ownText(object: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(object, name) ? object[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

function refusal(error: CallbackError): { status: number; body: object } {
  return {
    status: error.status,
    body: { ActionStatus: 'FAIL', ErrorCode: error.status, ErrorInfo: `${error.code}: ${error.message}` },
  }
}
