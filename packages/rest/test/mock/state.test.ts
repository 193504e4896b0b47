import { Message } from '../../src/index.js'
import { clientOf, now, start } from './app.js'

const hello = (from = 'alice') => new Message().from(from).to('bob').text('hello')

describe('revokeMessage', () => {
  it('flags the message, and is done when it was done already', async () => {
    const server = await start()
    const client = clientOf(server)
    const { MsgKey } = await client.sendMessage(hello())
    await expect(client.revokeMessage('alice', 'bob', MsgKey)).resolves.toBeUndefined()
    await expect(client.revokeMessage('alice', 'bob', MsgKey)).resolves.toBeUndefined()
    expect(server.history('bob', 'alice')).toMatchObject([{ MsgFlagBits: 8 }])
  })

  it('is repeated when no answer came', async () => {
    const server = await start()
    const client = clientOf(server, { retry: { attempts: 2, minDelay: 0, maxDelay: 0 } })
    const { MsgKey } = await client.sendMessage(hello())
    server.fail({ status: 502, handled: true })
    await client.revokeMessage('alice', 'bob', MsgKey)
    expect(server.history('bob', 'alice')).toMatchObject([{ MsgFlagBits: 8 }])
  })

  it.each([
    [20022, `9_9_${now}`],
    [90054, 'no key'],
  ])('rejects with %d for %s', async (code, key) => {
    const server = await start()
    await expect(clientOf(server).revokeMessage('alice', 'bob', key)).rejects.toMatchObject({
      code,
      kind: 'caller',
    })
  })
})

describe('getUnreadMessageNum and setMessageRead', () => {
  it('count all, count by conversation, and go down', async () => {
    const server = await start()
    const client = clientOf(server)
    for (const from of ['alice', 'alice', '__proto__']) await client.sendMessage(hello(from))
    expect(await client.getUnreadMessageNum('bob')).toEqual({ Total: 3, Results: {}, Errors: [] })
    const { Results, Total } = await client.getUnreadMessageNum('bob', ['alice', '__proto__', 'carol'])
    expect(Object.entries(Results)).toEqual([
      ['alice', 2],
      ['__proto__', 1],
      ['carol', 0],
    ])
    expect(Total).toBe(0)
    await expect(client.setMessageRead('bob', 'alice')).resolves.toBeUndefined()
    expect(await client.getUnreadMessageNum('bob')).toMatchObject({ Total: 1 })
  })

  it('read until a moment', async () => {
    const server = await start()
    const client = clientOf(server)
    for (const time of [now - 2, now - 1]) {
      await client.importMessage(hello().time(time), { as: 'live' })
    }
    await client.setMessageRead('bob', 'alice', { MsgReadTime: now - 2 })
    expect(server.unread('bob', 'alice')).toBe(1)
  })

  it('list the conversations that failed', async () => {
    const server = await start({ accounts: ['alice', 'bob'] })
    const unread = await clientOf(server).getUnreadMessageNum('bob', ['alice', 'nobody'])
    expect(unread).toEqual({
      Total: 0,
      Results: { alice: 0 },
      Errors: [{ UserId: 'nobody', ErrorCode: 70107 }],
    })
  })

  it.each([
    [90008, 'nobody', 'alice'],
    [90003, 'bob', 'nobody'],
  ])('reject with %d for who is unknown', async (code, user, peer) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    await expect(clientOf(server).setMessageRead(user, peer)).rejects.toMatchObject({ code })
  })

  it('take ten conversations, and send nothing for eleven', async () => {
    const server = await start()
    const peers = Array.from({ length: 11 }, (_, index) => `user-${index}`)
    await expect(clientOf(server).getUnreadMessageNum('bob', peers)).rejects.toMatchObject({ attempts: 0 })
    expect(server.requestCount).toBe(0)
    const { Results } = await clientOf(server).getUnreadMessageNum('bob', peers.slice(1))
    expect(Object.keys(Results)).toHaveLength(10)
  })
})
