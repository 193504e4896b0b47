import type { MsgElement } from '@im-callback/core'
import { textMessage } from '@im-callback/testing'
import { numberedAccounts } from '../../src/tencent.js'
import { alice, BridgeBench, type BridgeBenchOptions, contents, support } from '../support/bridge.js'

let bench: BridgeBench
const start = async (options?: BridgeBenchOptions) => {
  bench = await BridgeBench.start(options)
}
afterEach(() => bench.close())

const received = () => contents(bench.store, support)
const texts = async () => (await received()).map(({ text }) => text)

const image: MsgElement = {
  MsgType: 'TIMImageElem',
  MsgContent: {
    UUID: 'A',
    ImageFormat: 1,
    ImageInfoArray: [{ Type: 1, Size: 1, Width: 1, Height: 1, URL: 'https://example.com/a.jpg' }],
  },
}

describe('from Tencent to the gateway', () => {
  it('a message to a support account is one of a customer to a seller of the shop', async () => {
    await start()
    await bench.say('1_1_1')
    const { messages } = await bench.store.page(support, 0n, { count: 10, bytes: 1 << 20 })
    expect(messages).toMatchObject([{ msgid: 1n, sender: alice, command: 24 }])
    expect(Buffer.from(messages[0]?.body ?? []).readBigInt64BE(16)).toBe(5n)
    expect(await received()).toEqual([{ text: 'hello', uuid: expect.stringMatching(/^[\da-f]{32}$/) }])
  })

  it('an event that comes again stores nothing twice, and another one does', async () => {
    await start()
    for (const key of ['1_1_1', '1_1_1', '1_2_1']) await bench.say(key)
    expect(await received()).toHaveLength(2)
    await bench.callback({ MsgKey: '1_1_1', From_Account: 'bob' })
    await bench.idle()
    expect(await received()).toHaveLength(3)
  })

  it('an event is tried again while the store fails', async () => {
    await start()
    jest.spyOn(bench.store, 'append').mockRejectedValueOnce(new Error('disk'))
    await bench.say('1_1_1')
    expect(await texts()).toEqual(['hello'])
  })

  it('what a handler of the gateway refuses is noted, and not tried again', async () => {
    const warnings: string[] = []
    await start({ bridge: { logger: { warn: (text) => warnings.push(text), error: () => undefined } } })
    let judged = 0
    bench.callbacks.on('Customer.BeforeSendMessage', (event) => {
      judged++
      return event.reply.reject(120001, 'no')
    })
    await bench.say('1_1_1')
    expect([await received(), judged, warnings.length]).toEqual([[], 1, 1])
    expect((await bench.queues.incoming.stats()).failed).toBe(0)
  })

  it('several texts are one', async () => {
    await start()
    await bench.say('1_1_1', [textMessage('hel'), textMessage('lo')])
    expect(await received()).toMatchObject([{ text: 'hello' }])
    expect((await received())[0]).not.toHaveProperty('MsgBody')
  })

  it('what is no text is there in words and as it came, and no text is there twice', async () => {
    await start()
    await bench.callback({ MsgBody: [textMessage('look:'), image], CloudCustomData: 'mine' })
    await bench.idle()
    expect(await received()).toMatchObject([
      { text: 'look:\n[image] https://example.com/a.jpg', MsgBody: [image], CloudCustomData: 'mine' },
    ])
  })

  it.each([
    ['TIMLocationElem', { Desc: 'here', Latitude: 1.5, Longitude: 2 }, '[location] here 1.5 2'],
    ['TIMFaceElem', { Index: 7, Data: '' }, '[sticker] 7'],
    ['TIMCustomElem', { Data: '{"secret":1}', Desc: 'card' }, '[custom] card'],
    ['TIMSoundElem', { Url: 'https://example.com/v', UUID: 'v' }, '[voice] https://example.com/v'],
    [
      'TIMFileElem',
      { FileName: 'a.pdf', Url: 'https://example.com/f' },
      '[file] a.pdf https://example.com/f',
    ],
    ['TIMVideoFileElem', { VideoUrl: 'https://example.com/m' }, '[video] https://example.com/m'],
    ['TIMRelayElem', { Title: 'our talk' }, '[forwarded] our talk'],
    ['TIMImageElem', {}, '[image]'],
    ['TIMNewElem', { Any: 1 }, '[TIMNewElem]'],
    ['TIMFileElem', { FileName: { a: 1 } }, '[file]'],
  ])('a %s of %j is "%s"', async (MsgType, MsgContent, text) => {
    await start()
    const element = { MsgType, MsgContent } as unknown as MsgElement
    await bench.say('1_1_1', [element])
    expect(await received()).toMatchObject([{ text, MsgBody: [element] }])
  })

  it('a message for those who are online is stored nowhere', async () => {
    await start()
    await bench.callback({ OnlineOnlyFlag: 1 })
    await bench.idle()
    expect(await received()).toEqual([])
    expect((await bench.queues.incoming.stats()).failed).toBe(0)
  })

  it('and is not kept when there is nobody to see it', async () => {
    await start({
      bridge: { supportAccounts: { support: { storeId: 5 } } },
      gateway: { assignment: { assign: () => undefined } },
    })
    await bench.callback({ OnlineOnlyFlag: 1 })
    await bench.idle()
    expect((await bench.queues.incoming.stats()).failed).toBe(0)
  })

  it('customers are never in the app of support: what they write would go out as an answer', async () => {
    await start({ bridge: { customers: numberedAccounts({ appId: 1453 }) } })
    await bench.callback({ From_Account: '77', MsgKey: '1_2_1' })
    await bench.idle()
    expect(bench.platform.requestCount).toBe(0)
    const [letter] = await bench.queues.incoming.deadLetters.list()
    expect(letter?.error).toContain('app of support')
  })

  it.each([
    ['to others', { To_Account: 'bob' }, {}],
    ['of a support account', { From_Account: 'support' }, {}],
    ['that were not delivered', { SendMsgResult: 80001 }, {}],
    ['of a backend', {}, { optPlatform: 'RESTAPI' }],
    ['of a backend, written otherwise', {}, { optPlatform: 'RestApi' }],
    ['to a name every object has', { To_Account: '__proto__' }, {}],
  ])('messages %s are left alone', async (_, fields, how) => {
    await start()
    expect(await bench.callback(fields, how)).toBe(200)
    await bench.idle()
    expect(await received()).toEqual([])
    expect((await bench.queues.incoming.stats()).failed).toBe(0)
  })

  it('an app that is not the bridge’s is left alone', async () => {
    await start({ bridge: { sdkAppId: 1400000001 } })
    await bench.say('1_1_1')
    expect(await received()).toEqual([])
  })

  it('an account the map knows no customer for is left out', async () => {
    await start({ bridge: { customers: { customerOf: () => undefined, accountOf: () => undefined } } })
    await bench.say('1_1_1')
    expect(await received()).toEqual([])
    expect((await bench.queues.incoming.stats()).failed).toBe(0)
  })

  it('accounts that should be numbers and are none become dead letters', async () => {
    await start({ bridge: { customers: 8 } })
    await bench.say('1_1_1')
    const [letter] = await bench.queues.incoming.deadLetters.list()
    expect(letter?.error).toContain('"alice" is no number')
    await bench.callback({ From_Account: '77', MsgKey: '1_2_1' })
    await bench.idle()
    expect(await contents(bench.store, { appId: 8n, uid: 77n })).toMatchObject([{ text: 'hello' }])
  })

  it('without a seller, and without anyone who chooses one, it is kept as a dead letter that says so', async () => {
    await start({ bridge: { supportAccounts: { support: { storeId: 5 } } } })
    await bench.say('1_1_1')
    const [letter] = await bench.queues.incoming.deadLetters.list()
    expect(letter?.error).toContain('no_seller')
  })

  it('the assignment chooses the seller', async () => {
    await start({
      bridge: { supportAccounts: { support: { storeId: 5 } } },
      gateway: { assignment: { assign: ({ storeId }) => (storeId === 5n ? 202n : undefined) } },
    })
    await bench.say('1_1_1')
    expect(await contents(bench.store, { appId: 1453n, uid: 202n })).toHaveLength(1)
  })

  it('content can be of one’s own making, and can be nothing', async () => {
    await start({
      bridge: {
        toContent: ({ MsgBody: [first] }) =>
          first?.MsgType === 'TIMTextElem' ? { text: 'x', uuid: 'mine' } : undefined,
      },
    })
    await bench.say('1_1_1')
    await bench.say('1_2_1', [image])
    expect(await received()).toEqual([{ text: 'x', uuid: expect.stringMatching(/^[\da-f]{32}$/) }])
  })

  it('the other way round nothing goes out', async () => {
    await start()
    await bench.say('1_1_1')
    expect(bench.platform.requestCount).toBe(0)
  })
})
