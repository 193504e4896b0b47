import { type Clock, tencentSign } from '@im-callback/core'

/** What the platform puts on the callback URL. */
export interface CallbackUrlOptions {
  readonly command: string
  readonly sdkAppId: number | string
  /** The callback token. Without one, or with an empty one, the URL is not signed. */
  readonly token?: string | undefined
  /** Unix seconds of the signature. Default: the present moment. */
  readonly requestTime?: number | string | undefined
  /** Where the present moment comes from. Default `Date.now`. */
  readonly clock?: Clock | undefined
  /** Default `json`; empty: left out. */
  readonly contentType?: string | undefined
  /** IP address of the client. Default `127.0.0.1`; empty: left out. */
  readonly clientIP?: string | undefined
  /** Platform of the client. Default `iOS`; empty: left out. */
  readonly optPlatform?: string | undefined
}

/**
 * The URL of a callback as the platform builds it: parameters in the documented order, signed when there is a token.
 *
 * @param base Absolute, or a path alone; a query of its own is kept in front.
 * @see https://cloud.tencent.com/document/product/269/1522
 * @example
 * ```ts
 * import { callbackUrl } from '@im-callback/testing'
 *
 * const url = await callbackUrl('http://127.0.0.1:3000/im/callback', {
 *   command: 'State.StateChange',
 *   sdkAppId: 1400000000,
 *   token: 'my-token',
 * })
 * ```
 */
export async function callbackUrl(base: string, options: CallbackUrlOptions): Promise<string> {
  const { contentType = 'json', clientIP = '127.0.0.1', optPlatform = 'iOS', clock = Date.now } = options
  const query = new URLSearchParams({ SdkAppid: String(options.sdkAppId), CallbackCommand: options.command })
  if (contentType !== '') query.set('contenttype', contentType)
  if (clientIP !== '') query.set('ClientIP', clientIP)
  if (optPlatform !== '') query.set('OptPlatform', optPlatform)
  if (options.token) {
    const time = options.requestTime ?? Math.floor(clock() / 1000)
    query.set('Sign', await tencentSign(options.token, time))
    query.set('RequestTime', String(time))
  }
  return `${base}${base.includes('?') ? '&' : '?'}${query}`
}
