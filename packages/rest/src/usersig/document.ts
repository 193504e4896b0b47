import { fromBase64, fromUrlText, toUrlText } from './base64.js'
import { deflate, inflate } from './zlib.js'

/** What a UserSig holds, behind base64 and zlib. */
export interface UserSigDocument {
  readonly identifier: string
  readonly sdkAppId: number
  /** When it was signed, in Unix seconds. */
  readonly time: number
  /** Seconds it is valid from then on. */
  readonly expire: number
  /** Standard base64 of the signature. */
  readonly sig: string
  /** Standard base64 of the userbuf, where there is one. */
  readonly userbuf: string | undefined
}

/** The text that is signed. */
export function signedText(document: Omit<UserSigDocument, 'sig'>): string {
  const { identifier, sdkAppId, time, expire, userbuf } = document
  const head = `TLS.identifier:${identifier}\nTLS.sdkappid:${sdkAppId}\nTLS.time:${time}\nTLS.expire:${expire}\n`
  return userbuf === undefined ? head : `${head}TLS.userbuf:${userbuf}\n`
}

/** The text that goes into URLs and sign-ins. */
export async function pack({
  identifier,
  sdkAppId,
  time,
  expire,
  sig,
  userbuf,
}: UserSigDocument): Promise<string> {
  const json = JSON.stringify({
    'TLS.ver': '2.0',
    'TLS.identifier': identifier,
    'TLS.sdkappid': sdkAppId,
    'TLS.expire': expire,
    'TLS.time': time,
    'TLS.sig': sig,
    'TLS.userbuf': userbuf,
  })
  return toUrlText(await deflate(new TextEncoder().encode(json)))
}

// Far above what a signature needs: ids have 32 bytes, rooms few more.
const longestText = 8192
const longestJson = 16_384

/** What a text holds, unverified; undefined when it is no UserSig. Any text will do. */
export async function unpack(text: string): Promise<UserSigDocument | undefined> {
  if (typeof text !== 'string' || text.length > longestText) return undefined
  const packed = fromUrlText(text)
  const bytes = packed === undefined ? undefined : await inflate(packed, longestJson)
  const fields = bytes === undefined ? undefined : jsonObject(bytes)
  if (fields === undefined) return undefined
  const [identifier, sig, userbuf] = [fields['TLS.identifier'], fields['TLS.sig'], fields['TLS.userbuf']]
  const [sdkAppId, time, expire] = [fields['TLS.sdkappid'], fields['TLS.time'], fields['TLS.expire']]
  if (fields['TLS.ver'] !== '2.0' || !isIdentifier(identifier) || !isBase64(sig)) return undefined
  if (!isCount(sdkAppId) || !isCount(time) || !isCount(expire)) return undefined
  if (userbuf !== undefined && !isBase64(userbuf)) return undefined
  return { identifier, sdkAppId, time, expire, sig, userbuf }
}

function jsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** A line break would let one id pass for another in the signed text, and so would half a character. */
export const isIdentifier = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !/[\p{Cc}\p{Cs}]/u.test(value)

export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0

const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' && fromBase64(value) !== undefined
