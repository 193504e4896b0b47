import { UserSig } from '../../src/index.js'
import { clientOf, now, sdkAppId, secretKey, start } from './app.js'

const read = { Report_Account: 'bob', Peer_Account: 'alice' }
const setRead = 'openim/admin_set_msg_read'

describe('the signature a client calls with', () => {
  it('is one for many calls, also when they come at once', async () => {
    const server = await start()
    const client = clientOf(server)
    await Promise.all(Array.from({ length: 20 }, () => client.call(setRead, read)))
    expect(new Set(server.requests.map(({ userSig }) => userSig)).size).toBe(1)
    expect(new Set(server.requests.map(({ random }) => random)).size).toBe(20)
  })

  it('is made anew before it ends', async () => {
    let time = now
    const clock = () => time * 1000
    const server = await start({ clock })
    const client = clientOf(server, { clock, userSigExpire: 3600 })
    await client.call(setRead, read)
    time += 3600 - 300
    const signatures = () => new Set(server.requests.map(({ userSig }) => userSig)).size
    // No call waits for the new one while the old one holds.
    while (signatures() < 2) await client.call(setRead, read)
    time += 299
    await client.call(setRead, read)
    expect(signatures()).toBe(2)
  })

  it.each([70001, 70003, 70052])('is made anew once after %d', async (code) => {
    const server = await start()
    server.fail({ code })
    await clientOf(server).call(setRead, read)
    expect(server.requestCount).toBe(2)
    server.fail({ code }, 2)
    await expect(clientOf(server).call(setRead, read)).rejects.toMatchObject({
      code,
      kind: 'sign_again',
      attempts: 2,
    })
  })

  it('is not made anew when it was given as text', async () => {
    const expired = new UserSig({ sdkAppId, secretKey, clock: () => (now - 86_400) * 1000 })
    const userSig = await expired.sign('administrator', { expire: 3600 })
    const server = await start()
    const call = clientOf(server, { secretKey: undefined, userSig }).call(setRead, read)
    await expect(call).rejects.toMatchObject({ code: 70001, attempts: 1 })
  })

  it('may come from elsewhere', async () => {
    const server = await start({ admins: ['root'] })
    const signer = new UserSig({ sdkAppId, secretKey, clock: () => now * 1000 })
    const client = clientOf(server, {
      secretKey: undefined,
      identifier: 'root',
      sign: ({ identifier, expire }) => signer.sign(identifier, { expire }),
    })
    expect(await client.call(setRead, read)).toMatchObject({ ErrorCode: 0 })
  })

  it('is for identifiers of any printable characters', async () => {
    const identifier = 'a&b=c d/?#+%'
    const server = await start({ admins: [identifier] })
    expect(await clientOf(server, { identifier }).call(setRead, read)).toMatchObject({ ErrorCode: 0 })
  })

  it.each([
    ['another key', { secretKey: 'another-key' }, 70009],
    ['another app', { sdkAppId: 1400000001 }, 70020],
    ['an account that is no admin', { identifier: 'bob' }, 90009],
  ])('does not help with %s', async (_what, options, code) => {
    const server = await start()
    const call = clientOf(server, options).call(setRead, read)
    await expect(call).rejects.toMatchObject({ code, kind: 'configuration', attempts: 1 })
  })
})
