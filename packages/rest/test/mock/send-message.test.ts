import { manualClock } from '@im-callback/testing'
import { Message } from '../../src/index.js'
import { advanceUntil, clientOf, now, start } from './app.js'

const hello = () => new Message().from('alice').to('bob').text('hello')

describe('sendMessage', () => {
  it('answers key and time; both sides have the message', async () => {
    const server = await start()
    const sent = await clientOf(server).sendMessage(hello().seq(7).random(9).customData({ order: 1 }))
    expect(sent).toEqual({ MsgKey: `7_9_${now}`, MsgTime: now })
    const message = {
      MsgKey: sent.MsgKey,
      CloudCustomData: '{"order":1}',
      From_Account: 'alice',
      To_Account: 'bob',
    }
    expect(server.history('alice', 'bob')).toMatchObject([message])
    expect(server.history('bob', 'alice')).toMatchObject([message])
    expect(server.unread('bob', 'alice')).toBe(1)
  })

  it('takes the fields themselves as well', async () => {
    const server = await start()
    const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } }] as const
    const { MsgKey } = await clientOf(server).sendMessage({ To_Account: 'bob', MsgBody })
    expect(server.history('bob', 'administrator')).toMatchObject([{ MsgKey, MsgBody }])
  })

  it.each<[string, (message: Message) => Message, [number, number, number]]>([
    ['as it is', (message) => message, [1, 1, 1]],
    ['syncToSender', (message) => message.syncToSender(), [1, 1, 1]],
    ['hideFromSender', (message) => message.hideFromSender(), [0, 1, 1]],
    ['onlineOnly', (message) => message.onlineOnly(), [0, 0, 0]],
    ['lifeTime(0)', (message) => message.lifeTime(0), [0, 0, 0]],
    ['noUnread', (message) => message.noUnread().noLastMsg().withMuteNotifications(), [1, 1, 0]],
    ['forbidden callbacks', (message) => message.forbidBeforeCallback().forbidAfterCallback(), [1, 1, 1]],
  ])('%s: the sender has %j', async (_what, change, [sender, receiver, unread]) => {
    const server = await start()
    await clientOf(server).sendMessage(change(hello()))
    expect(server.history('alice', 'bob')).toHaveLength(sender)
    expect(server.history('bob', 'alice')).toHaveLength(receiver)
    expect(server.unread('bob', 'alice')).toBe(unread)
  })

  it('sends every element, and zeros of the push settings as zeros', async () => {
    const server = await start()
    const message = hello()
      .location({ Desc: 'here', Latitude: 29.34, Longitude: 116.33 })
      .face({ Index: 6 })
      .custom({ Data: '{}' })
      .sound({ Url: 'u', UUID: 'i', Size: 1, Second: 2, Download_Flag: 2 })
      .image({
        UUID: 'i',
        ImageFormat: 1,
        ImageInfoArray: [{ Type: 1, Size: 1, Width: 2, Height: 3, URL: 'u' }],
      })
      .file({ Url: 'u', UUID: 'i', FileSize: 1, FileName: 'n', Download_Flag: 2 })
      .offlinePush({ PushFlag: 0, AndroidInfo: { VIVOClassification: 0 }, ApnsInfo: { BadgeMode: 0 } })
    await clientOf(server).sendMessage(message)
    expect(server.history('bob', 'alice')[0]?.MsgBody.map(({ MsgType }) => MsgType)).toEqual([
      'TIMTextElem',
      'TIMLocationElem',
      'TIMFaceElem',
      'TIMCustomElem',
      'TIMSoundElem',
      'TIMImageElem',
      'TIMFileElem',
    ])
    expect(server.requests[0]?.body).toMatchObject({
      OfflinePushInfo: { PushFlag: 0, AndroidInfo: { VIVOClassification: 0 }, ApnsInfo: { BadgeMode: 0 } },
    })
  })

  it('is one message however often the same object is sent within the second', async () => {
    const server = await start()
    const message = hello()
    const client = clientOf(server)
    const [first, second] = [await client.sendMessage(message), await client.sendMessage(message)]
    expect(second).toEqual(first)
    expect(server.history('bob', 'alice')).toHaveLength(1)
    await client.sendMessage(hello())
    expect(server.history('bob', 'alice')).toHaveLength(2)
  })

  it('is not sent again when it may have arrived, unless that is allowed; then with the same numbers', async () => {
    const retry = { attempts: 3, minDelay: 0, maxDelay: 0 }
    for (const [retryUnsafe, count] of [
      [false, 1],
      [true, 2],
    ] as const) {
      const server = await start()
      server.fail({ reset: true, handled: true })
      const sent = clientOf(server, { retry, retryUnsafe }).sendMessage(hello())
      if (retryUnsafe) await sent
      else await expect(sent).rejects.toMatchObject({ mayHaveArrived: true, attempts: 1 })
      expect(server.requestCount).toBe(count)
      expect(new Set(server.requests.map(({ body }) => JSON.stringify(body))).size).toBe(1)
      expect(server.history('bob', 'alice')).toHaveLength(1)
    }
  })

  it('is sent again when the platform says that it was not taken', async () => {
    const server = await start()
    server.fail({ endpoint: 'openim/sendmsg', code: 60018 })
    const time = manualClock(now * 1000)
    const retry = { attempts: 2, minDelay: 0, maxDelay: 0 }
    const { clock, timers } = time
    const sent = clientOf(server, { retry, clock, timers }).sendMessage(hello())
    await server.arrived(1)
    await advanceUntil(time, sent)
    expect(server.requestCount).toBe(2)
    expect(server.history('bob', 'alice')).toHaveLength(1)
  })

  it.each<[number, Message]>([
    [20003, hello().from('nobody')],
    [90012, hello().setReceivers('nobody')],
  ])('rejects with %d for who is unknown', async (code, message) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    await expect(clientOf(server).sendMessage(message)).rejects.toMatchObject({ code, kind: 'caller' })
  })
})
