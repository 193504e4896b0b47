import { inspect } from 'node:util'
import { deflateSync, inflateSync } from 'node:zlib'
import { RoomPrivilege, UserSig, type UserSigOptions } from '@im-callback/rest'
import fc from 'fast-check'
import { sdkAppId, secretKey } from './support/client.js'
import { vectors } from './support/vectors.js'

const now = 1_700_000_000
const runs = { seed: 20261120, numRuns: 60 }

const signer = (options: Partial<UserSigOptions> & { at?: number } = {}) => {
  const { at = now, ...given } = options
  return new UserSig({ sdkAppId, secretKey, clock: () => at * 1000, ...given })
}

const toUrlText = (bytes: Uint8Array) =>
  Buffer.from(bytes).toString('base64').replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')

/** What a signature holds, read without the package. */
function open(text: string): Record<string, unknown> {
  const base64 = text.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '=')
  return JSON.parse(inflateSync(Buffer.from(base64, 'base64')).toString())
}

const seal = (fields: object) => toUrlText(deflateSync(JSON.stringify(fields)))

const identifiers = fc.string({ minLength: 1, maxLength: 32 }).filter((id) => !/[\p{Cc}\p{Cs}]/u.test(id))
const lifetimes = fc.integer({ min: 1, max: 15_552_000 })

describe('sign', () => {
  it.each(vectors)('gives the known answer for $userid until $expire', async (vector) => {
    const { userid, time, expire, room, privileges } = vector
    const userSig = signer({ sdkAppId: vector.sdkappid, secretKey: vector.key, at: time })
    const userbuf = room === undefined ? undefined : userSig.userbuf(userid, { room, privileges, expire })
    if (userbuf !== undefined) expect(Buffer.from(userbuf).toString('hex')).toBe(vector.userbufHex)
    expect(open(await userSig.sign(userid, { expire, userbuf }))).toEqual(vector.doc)
    await expect(userSig.verify(vector.sig, { identifier: userid, userbuf })).resolves.toEqual({
      valid: true,
      issuedAt: time,
      expiresAt: time + expire,
    })
  })

  it('uses only letters, digits, *, - and _', async () => {
    await fc.assert(
      fc.asyncProperty(identifiers, async (identifier) => {
        expect(await signer().sign(identifier)).toMatch(/^[A-Za-z\d*_-]+$/)
      }),
      runs,
    )
  })

  it('is for a day unless told otherwise', async () => {
    const found = await signer().verify(await signer().sign('alice'), { identifier: 'alice' })
    expect(found).toEqual({ valid: true, issuedAt: now, expiresAt: now + 86_400 })
  })

  it.each(['', 'two\nlines', 'nul\0', '\ud800'])('refuses the id %j', async (identifier) => {
    await expect(signer().sign(identifier)).rejects.toThrow(/give its id/)
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses to sign for %d seconds',
    async (expire) => {
      await expect(signer().sign('alice', { expire })).rejects.toThrow(/give whole seconds/)
    },
  )
})

describe('verify', () => {
  it('accepts what was signed, until it ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        identifiers,
        lifetimes,
        fc.option(fc.uint8Array(), { nil: undefined }),
        async (identifier, expire, userbuf) => {
          const text = await signer().sign(identifier, { expire, userbuf })
          const expected = { identifier, userbuf }
          const [last, end] = [signer({ at: now + expire - 1 }), signer({ at: now + expire })]
          expect(await last.verify(text, expected)).toMatchObject({ valid: true, expiresAt: now + expire })
          expect(await end.verify(text, expected)).toEqual({ valid: false, reason: 'expired' })
        },
      ),
      runs,
    )
  })

  // zlib can say one thing in several ways, so an edit may say the same; it must never say anything else.
  it('refuses whatever one character changed, left out or put in makes say something else', async () => {
    const text = await signer().sign('alice')
    const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-_+/=. ']
    const places = fc.integer({ min: 0, max: text.length })
    const edits = fc.tuple(places, fc.constantFrom(0, 1), fc.constantFrom('', ...alphabet))
    await fc.assert(
      fc.asyncProperty(edits, async ([at, removed, put]) => {
        const edited = text.slice(0, at) + put + text.slice(at + removed)
        fc.pre(edited !== text)
        const found = await signer().verify(edited, { identifier: 'alice' })
        if (found.valid) expect(open(edited)).toEqual(open(text))
      }),
      { ...runs, numRuns: 400 },
    )
  })

  it.each([
    ['identifier', { 'TLS.identifier': 'bob' }],
    ['app', { 'TLS.sdkappid': 1400000001 }],
    ['signature', { 'TLS.time': now + 1 }],
    ['signature', { 'TLS.expire': 86_401 }],
    ['signature', { 'TLS.userbuf': 'AAAA' }],
    ['signature', { 'TLS.sig': Buffer.alloc(32).toString('base64') }],
    ['signature', { 'TLS.sig': '' }],
    ['malformed', { 'TLS.ver': '1.0' }],
    ['malformed', { 'TLS.sig': 'not base64' }],
    ['malformed', { 'TLS.sdkappid': String(sdkAppId) }],
    ['malformed', { 'TLS.expire': 1e300 }],
    ['malformed', { 'TLS.identifier': 'alice\nTLS.sdkappid:1' }],
    ['malformed', { 'TLS.userbuf': 1 }],
  ])('says %s of a document with %j', async (reason, changes) => {
    const fields = { ...open(await signer().sign('alice')), ...changes }
    await expect(signer().verify(seal(fields), { identifier: 'alice' })).resolves.toEqual({
      valid: false,
      reason,
    })
  })

  it('refuses another key, another app and another account', async () => {
    const text = await signer().sign('alice')
    const [key, app] = [signer({ secretKey: `${secretKey}0` }), signer({ sdkAppId: sdkAppId + 1 })]
    await expect(key.verify(text, { identifier: 'alice' })).resolves.toMatchObject({ reason: 'signature' })
    await expect(app.verify(text, { identifier: 'alice' })).resolves.toMatchObject({ reason: 'app' })
    await expect(signer().verify(text, { identifier: 'Alice' })).resolves.toMatchObject({
      reason: 'identifier',
    })
  })

  it('wants the userbuf that is expected, or none', async () => {
    const [some, other] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)]
    const [plain, carrying] = [await signer().sign('alice'), await signer().sign('alice', { userbuf: some })]
    const reasonOf = async (text: string, userbuf?: Uint8Array) =>
      signer().verify(text, { identifier: 'alice', userbuf })
    expect(await reasonOf(carrying, some)).toMatchObject({ valid: true })
    expect(await reasonOf(carrying)).toMatchObject({ reason: 'userbuf' })
    expect(await reasonOf(carrying, other)).toMatchObject({ reason: 'userbuf' })
    expect(await reasonOf(plain, some)).toMatchObject({ reason: 'userbuf' })
  })

  it('calls any other text malformed, and never throws', async () => {
    const packed = fc.uint8Array().map((bytes) => toUrlText(deflateSync(bytes)))
    const documents = fc.json().map((json) => toUrlText(deflateSync(json)))
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), fc.base64String(), packed, documents), async (text) => {
        expect(await signer().verify(text, { identifier: 'alice' })).toEqual({
          valid: false,
          reason: 'malformed',
        })
      }),
      { ...runs, numRuns: 300 },
    )
  })

  it('does not unpack without bounds', async () => {
    const bomb = toUrlText(deflateSync(Buffer.alloc(4 << 20)))
    expect(bomb.length).toBeLessThan(8192)
    await expect(signer().verify(bomb, { identifier: 'alice' })).resolves.toMatchObject({
      reason: 'malformed',
    })
    const long = 'A'.repeat(1 << 20)
    await expect(signer().verify(long, { identifier: 'alice' })).resolves.toMatchObject({
      reason: 'malformed',
    })
  })
})

describe('userbuf', () => {
  it('is for all privileges and a day unless told otherwise', () => {
    const given = signer().userbuf('alice', { room: 7, privileges: RoomPrivilege.All, expire: 86_400 })
    expect(signer().userbuf('alice', { room: 7 })).toEqual(given)
  })

  it.each([
    { room: -1 },
    { room: 2 ** 32 },
    { room: 1.5 },
    { room: 1, privileges: 2 ** 32 },
    { room: 1, expire: 2 ** 32 },
  ])('refuses %j, which is no unsigned 32-bit number', (access) => {
    expect(() => signer().userbuf('alice', access)).toThrow(/whole number from 0 to 4,294,967,295/)
  })

  it('refuses a name that is too long to have a length', () => {
    expect(() => signer().userbuf('alice', { room: 'x'.repeat(65_536) })).toThrow(/65,535 bytes/)
  })
})

describe('UserSig', () => {
  it.each([
    [{ sdkAppId: 0, secretKey }, /sdkAppId is 0; give the app's number/],
    [{ sdkAppId: '1.4e9', secretKey }, /sdkAppId is a text that is no number/],
    [{ sdkAppId, secretKey: '' }, /secretKey is empty; copy it from the console/],
    [{ sdkAppId, secretKey, clok: Date.now }, /UserSig has no option "clok". Did you mean "clock"\?/],
  ])('refuses %j', (options, message) => {
    expect(() => new UserSig(options)).toThrow(message)
  })

  it('takes an app id as text, as environments give it', async () => {
    const text = await signer({ sdkAppId: String(sdkAppId) }).sign('alice')
    await expect(signer().verify(text, { identifier: 'alice' })).resolves.toMatchObject({ valid: true })
  })

  it('does not show its key', async () => {
    const userSig = signer()
    await userSig.sign('alice')
    expect(
      inspect(userSig, { depth: 9, showHidden: true, getters: true }) + JSON.stringify(userSig),
    ).not.toContain(secretKey)
  })
})
