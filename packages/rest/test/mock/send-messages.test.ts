import { Message } from '../../src/index.js'
import { clientOf, now, start } from './app.js'

const toAll = (...accounts: string[]) =>
  new Message()
    .from('alice')
    .to(...accounts)
    .text('hello')
    .seq(1)
    .random(2)

describe('sendMessages', () => {
  it('reaches all under one key', async () => {
    const server = await start()
    const sent = await clientOf(server).sendMessages(toAll('bob', 'carol'))
    expect(sent).toEqual({ MsgKey: `1_2_${now}`, Errors: [] })
    for (const account of ['bob', 'carol']) {
      expect(server.history(account, 'alice')).toMatchObject([{ MsgKey: sent.MsgKey }])
    }
  })

  it('lists those it did not reach, and is no failure', async () => {
    const server = await start({ accounts: ['alice', 'bob'] })
    const { MsgKey, Errors } = await clientOf(server).sendMessages(toAll('bob', 'carol', '__proto__'))
    expect(MsgKey).toBe(`1_2_${now}`)
    expect(Errors).toEqual([
      { UserId: 'carol', ErrorCode: 70107 },
      { UserId: '__proto__', ErrorCode: 70107 },
    ])
  })

  it('fails when it reached nobody', async () => {
    const server = await start({ accounts: ['alice'] })
    await expect(clientOf(server).sendMessages(toAll('bob'))).rejects.toMatchObject({
      code: 70107,
      kind: 'caller',
    })
  })

  it('takes 500 receivers, and sends nothing to 501', async () => {
    const server = await start()
    const accounts = Array.from({ length: 501 }, (_, index) => `user-${index}`)
    await expect(clientOf(server).sendMessages(toAll(...accounts))).rejects.toMatchObject({ attempts: 0 })
    expect(server.requestCount).toBe(0)
    expect(await clientOf(server).sendMessages(toAll(...accounts.slice(1)))).toMatchObject({ Errors: [] })
    expect(server.unread('user-500', 'alice')).toBe(1)
  })
})
