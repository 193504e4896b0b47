import { UserSigError } from '@im-callback/rest'
import { manualClock } from '@im-callback/testing'
import { clientOf } from './support/client.js'
import { fail, startService } from './support/service.js'

const check = { CheckItem: [{ UserID: 'alice' }] }
const kick = { UserID: 'alice' }

/** Signs `sig-1`, `sig-2`, …, and counts. */
function counter() {
  let made = 0
  return {
    sign: () => `sig-${++made}`,
    get made() {
      return made
    },
  }
}

const noKey = { secretKey: undefined }

describe('the signature of a client', () => {
  it('is made once for calls that come together', async () => {
    const service = await startService()
    let made = 0
    const sign = async () => `sig-${++made}`
    const client = clientOf(service, { ...noKey, sign })
    await Promise.all(Array.from({ length: 20 }, () => client.account.kick(kick)))
    expect(made).toBe(1)
    expect(service.received).toHaveLength(20)
  })

  it.each([
    { userSigExpire: 86_400, margin: 300 },
    { userSigExpire: 600, margin: 60 },
  ])(
    'of $userSigExpire s is renewed $margin s before it ends, without anybody waiting for it',
    async ({ userSigExpire, margin }) => {
      const service = await startService()
      const time = manualClock()
      const signer = counter()
      const client = clientOf(service, { ...noKey, sign: signer.sign, userSigExpire, clock: time.clock })
      await client.account.kick(kick)
      await time.advance((userSigExpire - margin) * 1000 - 1)
      await client.account.kick(kick)
      expect(signer.made).toBe(1)
      await time.advance(1)
      await client.account.kick(kick)
      await client.account.kick(kick)
      expect(service.received.map(({ query }) => query.get('usersig'))).toEqual([
        'sig-1',
        'sig-1',
        'sig-1',
        'sig-2',
      ])
    },
  )

  it('is used until its end when no new one can be made', async () => {
    const service = await startService()
    const time = manualClock()
    let isBroken = false
    const sign = () => {
      if (isBroken) throw new Error('the signer is down')
      return 'sig-1'
    }
    const client = clientOf(service, { ...noKey, sign, userSigExpire: 1000, clock: time.clock })
    await client.account.kick(kick)
    isBroken = true
    await time.advance(950_000)
    await expect(client.account.kick(kick)).resolves.toMatchObject({ ErrorCode: 0 })
    await time.advance(50_000)
    await expect(client.account.kick(kick)).rejects.toMatchObject({
      kind: 'sign_again',
      attempts: 0,
      cause: new Error('the signer is down'),
    })
    isBroken = false
    await expect(client.account.kick(kick)).resolves.toMatchObject({ ErrorCode: 0 })
  })

  it('is asked for once in ten seconds while the old one holds and no new one can be made', async () => {
    const service = await startService()
    const time = manualClock()
    let asked = 0
    const sign = () => {
      if (++asked > 1) throw new Error('the signer is down')
      return 'sig-1'
    }
    const client = clientOf(service, { ...noKey, sign, userSigExpire: 100, clock: time.clock })
    await client.account.kick(kick)
    await time.advance(90_000)
    for (let i = 0; i < 5; i++) await client.account.kick(kick)
    expect(asked).toBe(2)
    await time.advance(9999)
    await client.account.kick(kick)
    expect(asked).toBe(2)
    await time.advance(1)
    await expect(client.account.kick(kick)).rejects.toMatchObject({ kind: 'sign_again', attempts: 0 })
    expect(asked).toBe(3)
  })

  it('is not waited for longer than the timeout, and is asked for again by the next call', async () => {
    const service = await startService()
    const time = manualClock()
    const answers = [new Promise<string>(() => undefined), Promise.resolve('sig-2')]
    const { timers } = time
    const client = clientOf(service, { ...noKey, sign: () => answers.shift() ?? '', timeout: 3000, timers })
    const call = client.account.kick(kick)
    const failed = expect(call).rejects.toThrow(/signing failed/)
    await time.advance(3000)
    await failed
    await expect(client.account.kick(kick)).resolves.toMatchObject({ ErrorCode: 0 })
  })

  it('is no signature when the signer answers none', async () => {
    const service = await startService()
    const client = clientOf(service, { ...noKey, sign: () => '' })
    await expect(client.account.kick(kick)).rejects.toThrow(/there is no UserSig to call with/)
    expect(service.received).toHaveLength(0)
  })
})

describe('a signature the platform does not accept', () => {
  it.each([70001, 70003, 70052])('is made anew, once for all calls that had it (%d)', async (code) => {
    const service = await startService(({ query }) => (query.get('usersig') === 'sig-1' ? fail(code) : {}))
    const signer = counter()
    const client = clientOf(service, { ...noKey, sign: async () => signer.sign() })
    const calls = Array.from({ length: 20 }, () => client.account.check(check))
    for (const answer of await Promise.all(calls)) expect(answer.ErrorCode).toBe(0)
    expect(signer.made).toBe(2)
  })

  it('is made anew once for each call, not for ever', async () => {
    const service = await startService(() => fail(70003))
    const signer = counter()
    const client = clientOf(service, { ...noKey, sign: signer.sign })
    const failed = await client.account.kick(kick).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(UserSigError)
    expect(failed).toMatchObject({ kind: 'sign_again', code: 70003, attempts: 2 })
    expect(signer.made).toBe(2)
  })

  it('is made anew once in ten seconds when the new ones are not accepted either', async () => {
    const time = manualClock()
    const service = await startService(() => fail(70003))
    const signer = counter()
    const client = clientOf(service, { ...noKey, sign: signer.sign, clock: time.clock })
    const kicked = () => client.account.kick(kick).catch((error: unknown) => error)
    expect(await kicked()).toMatchObject({ attempts: 2 })
    for (let i = 0; i < 5; i++) expect(await kicked()).toMatchObject({ kind: 'sign_again', attempts: 1 })
    expect(signer.made).toBe(2)
    await time.advance(10_000)
    expect(await kicked()).toMatchObject({ attempts: 2 })
    expect(signer.made).toBe(3)
  })

  it('does not take attempts from what fails otherwise', async () => {
    const service = await startService((_, index) => [fail(70001), fail(70500), fail(70500), {}][index])
    const client = clientOf(service, { retry: { attempts: 3, minDelay: 0, maxDelay: 0 } })
    await expect(client.account.kick(kick)).resolves.toMatchObject({ ErrorCode: 0 })
    expect(service.received).toHaveLength(4)
  })

  it('stays what it is when it was given as text', async () => {
    const service = await startService(() => fail(70001))
    const client = clientOf(service, { ...noKey, userSig: 'fixed' })
    await expect(client.account.kick(kick)).rejects.toMatchObject({ kind: 'sign_again', attempts: 1 })
    expect(service.received).toHaveLength(1)
  })

  it.each([70009, 70013, 70014])('is a matter of configuration after %d', async (code) => {
    const service = await startService(() => fail(code))
    await expect(clientOf(service).account.kick(kick)).rejects.toMatchObject({
      kind: 'configuration',
      attempts: 1,
    })
  })
})
