/** What kind of device a connection comes from. */
export const Platform = { iOS: 1, Android: 2, Web: 3, Server: 4 } as const

/** AUTH_TOKEN: who wants to log in, from what. */
export interface AuthToken {
  /** One of {@link Platform}; other numbers are taken as they are. */
  readonly platform: number
  readonly token: string
  /** The name the client gives its device; may be empty. */
  readonly deviceId: string
}

const decoder = new TextDecoder('utf-8', { fatal: true })
const encoder = new TextEncoder()

/** Reads AUTH_TOKEN: platform, then token and device id, each behind a byte with its length. */
export function readAuthToken(body: Uint8Array): AuthToken | undefined {
  const [platform, tokenLength] = body
  if (platform === undefined || tokenLength === undefined || body.length < 4) return undefined
  const deviceAt = 2 + tokenLength
  const deviceLength = body[deviceAt]
  if (deviceLength === undefined || body.length < deviceAt + 1 + deviceLength) return undefined
  try {
    return {
      platform,
      token: decoder.decode(body.subarray(2, deviceAt)),
      deviceId: decoder.decode(body.subarray(deviceAt + 1, deviceAt + 1 + deviceLength)),
    }
  } catch {
    return undefined
  }
}

/**
 * Writes AUTH_TOKEN.
 *
 * @throws RangeError when token or device id have more than 255 bytes
 */
export function writeAuthToken({ platform, token, deviceId }: AuthToken): Uint8Array {
  const [tokenBytes, deviceBytes] = [encoder.encode(token), encoder.encode(deviceId)]
  if (tokenBytes.length > 255 || deviceBytes.length > 255) {
    throw new RangeError('Token and device id may have 255 bytes of UTF-8 each; give shorter ones.')
  }
  const body = new Uint8Array(3 + tokenBytes.length + deviceBytes.length)
  body[0] = platform
  body[1] = tokenBytes.length
  body.set(tokenBytes, 2)
  body[2 + tokenBytes.length] = deviceBytes.length
  body.set(deviceBytes, 3 + tokenBytes.length)
  return body
}
