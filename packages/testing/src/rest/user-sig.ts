import { createHmac, timingSafeEqual } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { isObject } from './check/types.js'
import { Refusal } from './refusal.js'

/** What a UserSig must prove. */
export interface Proof {
  readonly sdkAppId: number
  readonly secretKey: string
  readonly identifier: string
  /** Milliseconds since 1970. */
  readonly now: number
}

/** More than a UserSig with a long identifier and a userbuf inflates to. */
const mostBytes = 8192

/**
 * Checks a UserSig (TLSSigAPIv2): inflates it, computes its HMAC anew, and looks at whom it is for and until when.
 *
 * @throws Refusal with the code the service answers
 * @see https://cloud.tencent.com/document/product/269/32688
 */
export function verifyUserSig(text: string, { sdkAppId, secretKey, identifier, now }: Proof): void {
  if (text === '') throw new Refusal(70002, 'usersig is missing or empty')
  if (!/^[\w*-]+$/.test(text))
    throw new Refusal(70003, 'usersig has letters, digits, *, - and _ only: was it escaped?')
  const claims = read(text)
  if (claims['TLS.ver'] !== '2.0') throw new Refusal(70003, 'usersig is of another version than 2.0')
  if (claims['TLS.sdkappid'] !== sdkAppId) throw new Refusal(70014, 'usersig was signed for another sdkappid')
  if (claims['TLS.identifier'] !== identifier)
    throw new Refusal(70013, 'usersig was signed for another identifier')
  if (!isSigned(claims, secretKey)) throw new Refusal(70009, 'usersig was signed with another key')
  const { 'TLS.time': time, 'TLS.expire': expire } = claims
  if (typeof time !== 'number' || typeof expire !== 'number')
    throw new Refusal(70003, 'usersig has a TLS.time or TLS.expire that is no number')
  if (!(now / 1000 < time + expire)) throw new Refusal(70001, 'usersig has expired')
}

type Claims = { readonly [name: string]: unknown }

function read(text: string): Claims {
  const bytes = Buffer.from(
    text.replace(/[*_-]/g, (char) => ({ '*': '+', '-': '/', _: '=' })[char] ?? ''),
    'base64',
  )
  try {
    const claims: unknown = JSON.parse(inflateSync(bytes, { maxOutputLength: mostBytes }).toString('utf8'))
    if (isObject(claims)) return claims
  } catch {
    // Whatever is broken about it, the service says the same.
  }
  throw new Refusal(70003, 'usersig cannot be read: is it truncated?')
}

function isSigned(claims: Claims, secretKey: string): boolean {
  const names = ['identifier', 'sdkappid', 'time', 'expire', ...('TLS.userbuf' in claims ? ['userbuf'] : [])]
  const content = names.map((name) => `TLS.${name}:${claims[`TLS.${name}`]}\n`).join('')
  const expected = createHmac('sha256', secretKey).update(content).digest()
  const given = Buffer.from(String(claims['TLS.sig']), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
