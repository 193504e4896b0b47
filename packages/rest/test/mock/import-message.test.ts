import { Message } from '../../src/index.js'
import { clientOf, now, start } from './app.js'

const old = () =>
  new Message()
    .from('alice')
    .to('bob')
    .text('hello')
    .seq(1)
    .random(2)
    .time(now - 3600)

describe('importMessage', () => {
  it('puts a message into the history at its time, and counts nothing', async () => {
    const server = await start()
    await expect(clientOf(server).importMessage(old())).resolves.toBeUndefined()
    expect(server.history('bob', 'alice')).toMatchObject([
      { MsgKey: `1_2_${now - 3600}`, MsgTimeStamp: now - 3600 },
    ])
    expect(server.unread('bob', 'alice')).toBe(0)
    expect(server.requests[0]?.body).toMatchObject({ SyncFromOldSystem: 2 })
  })

  it('counts a live one, which older services know by another number', async () => {
    for (const [legacyFields, SyncFromOldSystem] of [
      [false, 5],
      [true, 1],
    ] as const) {
      const server = await start()
      await clientOf(server, { legacyFields }).importMessage(old(), { as: 'live' })
      expect(server.unread('bob', 'alice')).toBe(1)
      expect(server.requests[0]?.body).toMatchObject({ SyncFromOldSystem })
    }
  })

  it('changes nothing when it is repeated, so it is repeated when no answer came', async () => {
    const server = await start()
    const client = clientOf(server, { retry: { attempts: 2, minDelay: 0, maxDelay: 0 } })
    server.fail({ reset: true, handled: true })
    await client.importMessage(old())
    await client.importMessage(old())
    expect(server.requestCount).toBe(3)
    expect(server.history('bob', 'alice')).toHaveLength(1)
  })

  it.each([
    ['sender', new Message().to('bob').text('hello').time(now)],
    ['time', new Message().from('alice').to('bob').text('hello')],
  ])('is not sent without %s', async (_what, message) => {
    const server = await start()
    await expect(clientOf(server).importMessage(message)).rejects.toMatchObject({
      kind: 'caller',
      attempts: 0,
    })
    expect(server.requestCount).toBe(0)
  })
})
