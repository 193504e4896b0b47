import { inflateSync } from 'node:zlib'
import { UserSig } from '@im-callback/rest'
import { sdkAppId, secretKey } from './support/client.js'
import { vectors } from './support/vectors.js'

const at = (seconds: number) => () => seconds * 1000
const signer = (now = 1_700_000_000, key = secretKey) =>
  new UserSig({ sdkAppId, secretKey: key, clock: at(now) })

/** What a signature holds, read without the package. */
function open(text: string): Record<string, unknown> {
  const base64 = text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString())
}

describe('signing', () => {
  it.each(vectors)('gives the known answer for $userid until $expire', async (vector) => {
    const { sdkappid, key, userid, time, expire, room, privileges } = vector
    const userSig = new UserSig({ sdkAppId: sdkappid, secretKey: key, clock: at(time) })
    const userbuf = room === undefined ? undefined : userSig.userbuf(userid, { room, privileges, expire })
    if (userbuf !== undefined) expect(Buffer.from(userbuf).toString('hex')).toBe(vector.userbufHex)
    expect(open(await userSig.sign(userid, { expire, userbuf }))).toEqual(vector.doc)
    await expect(userSig.verify(vector.sig, { identifier: userid, userbuf })).resolves.toEqual({
      valid: true,
      issuedAt: time,
      expiresAt: time + expire,
    })
  })

  it('uses only letters that need no escaping in a URL, apart from *', async () => {
    await expect(signer().sign('alice')).resolves.toMatch(/^[A-Za-z\d*_-]+$/)
  })

  it('is for a day unless told otherwise', async () => {
    const found = await signer().verify(await signer().sign('alice'), { identifier: 'alice' })
    expect(found).toMatchObject({ valid: true, expiresAt: 1_700_086_400 })
  })
})
