import { CallerError, Message, type MessageFields } from '@im-callback/rest'
import { clientOf } from './support/client.js'
import { startService } from './support/service.js'

const hello = () => new Message().from('alice').to('bob').text('hello')
const text = { MsgType: 'TIMTextElem', MsgContent: { Text: 'hello' } } as const

/** What is sent for a message. */
async function sent(message: Message | MessageFields, options = {}) {
  const service = await startService()
  await clientOf(service, options).sendMessage(message)
  return service.received[0]?.body
}

describe('a message', () => {
  it('is sent as it was built, and nothing else', async () => {
    const message = new Message().to('bob').text('hello').random(1).seq(2)
    expect(await sent(message)).toEqual({ To_Account: 'bob', MsgBody: [text], MsgRandom: 1, MsgSeq: 2 })
  })

  it('has all that can be said of it', async () => {
    const message = hello()
      .syncToSender()
      .onlineOnly()
      .noUnread()
      .noLastMsg()
      .withMuteNotifications()
      .forbidBeforeCallback()
      .forbidAfterCallback()
      .customData({ order: 4711 })
      .offlinePush({ PushFlag: 0, ApnsInfo: { BadgeMode: 0, Sound: '' } })
      .needReadReceipt()
      .supportExtension()
      .random(0)
      .seq(0)
    expect(await sent(message)).toEqual({
      From_Account: 'alice',
      To_Account: 'bob',
      MsgBody: [text],
      SyncOtherMachine: 1,
      OnlineOnlyFlag: 1,
      SendMsgControl: ['NoUnread', 'NoLastMsg', 'WithMuteNotifications'],
      ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'],
      CloudCustomData: '{"order":4711}',
      OfflinePushInfo: { PushFlag: 0, ApnsInfo: { BadgeMode: 0, Sound: '' } },
      IsNeedReadReceipt: 1,
      SupportMessageExtension: 1,
      MsgRandom: 0,
      MsgSeq: 0,
    })
  })

  it('adds up elements and receivers, and replaces them', () => {
    const identity = () => ({ MsgRandom: 1, MsgSeq: 1 })
    const message = new Message().to('a', 'b').to('b', 'c').text('one').add(text)
    expect(message.fields(identity)).toMatchObject({ To_Account: ['a', 'b', 'c'] })
    expect(message.fields(identity).MsgBody).toHaveLength(2)
    message.setReceivers('d').setBody(text)
    expect(message.fields(identity)).toMatchObject({ To_Account: ['d'], MsgBody: [text] })
  })

  it.each([
    ['as it is', 'text', 'text'],
    ['as JSON', [1, { a: null }], '[1,{"a":null}]'],
  ])('takes custom data %s', async (_, data, expected) => {
    expect(await sent(hello().customData(data))).toMatchObject({ CloudCustomData: expected })
  })

  it('takes no custom data that JSON cannot write', () => {
    expect(() => hello().customData(undefined)).toThrow(/takes text, or what JSON can write/)
  })

  it('fills in the download flags of sounds, files and videos', () => {
    const video = { VideoUUID: 'v', VideoSize: 1, VideoSecond: 1, VideoFormat: 'mp4' }
    const thumb = { ThumbUUID: 't', ThumbSize: 1, ThumbWidth: 1, ThumbHeight: 1, ThumbFormat: 'JPG' }
    const { MsgBody } = new Message()
      .sound({ Url: 'u', UUID: 'i', Size: 1, Second: 1 })
      .file({ Url: 'u', UUID: 'i', FileSize: 1, FileName: 'f' })
      .video({ ...video, ...thumb, VideoUrl: 'u', ThumbUrl: 'u' })
      .fields(() => ({ MsgRandom: 1, MsgSeq: 1 }))
    expect(MsgBody).toMatchObject([
      { MsgContent: { Download_Flag: 2 } },
      { MsgContent: { Download_Flag: 2 } },
      { MsgContent: { VideoDownloadFlag: 2, ThumbDownloadFlag: 2 } },
    ])
  })

  it('has numbers of its own, those of one client in order', async () => {
    const service = await startService()
    const client = clientOf(service, { random: Math.random })
    const message = hello()
    for (const each of [message, hello(), message, { To_Account: 'bob', MsgBody: [text] }])
      await client.sendMessage(each)
    const numbers = service.received.map(({ body }) => [body.MsgSeq, body.MsgRandom])
    const first = Number(numbers[0]?.[0])
    expect(numbers.map(([seq]) => (Number(seq) - first) >>> 0)).toEqual([0, 1, 0, 2])
    expect(numbers[2]).toEqual(numbers[0])
    expect(new Set(numbers.map(([, random]) => random)).size).toBe(3)
  })
})

describe('older fields', () => {
  const legacy = { legacyFields: true }

  it('say online only by the life time, and when it was sent', async () => {
    const old = await sent(hello().onlineOnly().time(5), legacy)
    expect(old).toMatchObject({ MsgLifeTime: 0, MsgTimeStamp: 5 })
    expect(old).not.toHaveProperty('OnlineOnlyFlag')
    const today = await sent(hello().lifeTime(0).time(5))
    expect(today).toMatchObject({ OnlineOnlyFlag: 1 })
    expect(today).not.toHaveProperty('MsgLifeTime')
    expect(today).not.toHaveProperty('MsgTimeStamp')
  })

  it('keep a message for some time', async () => {
    expect(await sent(hello().lifeTime(604_800), legacy)).toMatchObject({ MsgLifeTime: 604_800 })
  })
})

describe('what the platform would certainly refuse is not sent:', () => {
  const custom = { MsgType: 'TIMCustomElem', MsgContent: { Data: 'x' } }
  const bodies: [string, unknown, RegExp][] = [
    ['no elements', [], /^openim\/sendmsg: message content is not set; add an element/],
    ['no list', 'hello', /message content is not set/],
    ['no element', [null], /invalid message content: MsgBody\[0\] is no \{ MsgType, MsgContent \}/],
    ['no content', [{ MsgType: 'TIMTextElem' }], /is no \{ MsgType: text, MsgContent: object \}/],
    ['a mistyped type', [{ ...text, MsgType: 'TIMTextElm' }], /"TIMTextElm"\. Did you mean "TIMTextElem"\?/],
    ['another type', [{ ...text, MsgType: 'Poll' }], /client\.call\("openim\/sendmsg", …\)/],
    ['a type of a prototype', [{ ...text, MsgType: 'constructor' }], /is of type "constructor"/],
    [
      'no text',
      [text, { MsgType: 'TIMTextElem', MsgContent: {} }],
      /MsgBody\[1\] \(TIMTextElem\) needs Text, a text/,
    ],
    ['no number', [{ MsgType: 'TIMFaceElem', MsgContent: { Index: '1' } }], /needs Index, a number/],
    ['no sound to load', [{ MsgType: 'TIMSoundElem', MsgContent: { UUID: 'i' } }], /needs Url, a text/],
    [
      'renditions that are none',
      [{ MsgType: 'TIMImageElem', MsgContent: { UUID: 'i', ImageFormat: 1, ImageInfoArray: [1] } }],
      /needs ImageInfoArray, a list of objects/,
    ],
    ['two custom elements', [custom, custom], /at most one TIMCustomElem/],
    [
      'more bytes than there may be',
      [{ ...text, MsgContent: { Text: '字'.repeat(2800) } }],
      /has 8451 bytes; the limit is 8192/,
    ],
  ]
  const fields: [string, object, RegExp][] = [
    ['nobody', { To_Account: '' }, /message receiver is not set/],
    ['no list of receivers', { To_Account: 7 }, /message receiver is not set/],
    ['two receivers of one', { To_Account: ['a', 'b'] }, /one receiver and there are 2; sendMessages/],
    ['a random that is no u32', { MsgRandom: 2 ** 32 }, /MsgRandom is 4294967296/],
    ['a fraction', { MsgSeq: 0.5 }, /MsgSeq is 0.5; it is a whole number/],
    ['a life that is too long', { MsgLifeTime: 604_801 }, /whole seconds from 0 to 604,800/],
    ['an older field', { MsgLifeTime: 60 }, /older field; send it with legacyFields: true/],
  ]
  const all = [...bodies.map(([what, MsgBody, said]) => [what, { MsgBody }, said] as const), ...fields]

  it.each(all)('%s', async (_, wrong, message) => {
    const service = await startService()
    const call = clientOf(service).sendMessage({
      To_Account: 'bob',
      MsgBody: [text],
      ...wrong,
    } as MessageFields)
    const failed = await call.catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(CallerError)
    expect(failed).toMatchObject({ kind: 'caller', attempts: 0, mayHaveArrived: false, message })
    expect(service.received).toHaveLength(0)
  })

  it('nothing at all', async () => {
    const call = clientOf(await startService()).sendMessage(undefined as never)
    await expect(call).rejects.toThrow(/there is no message; build one with new Message\(\)/)
  })

  it.each([
    [new Message().to('bob').time(1).text('x'), /message sender is not set/],
    [hello(), /message time is not set/],
  ])('an import without its origin (%#)', async (message, said) => {
    const service = await startService()
    await expect(clientOf(service).importMessage(message)).rejects.toThrow(said)
    await expect(clientOf(service).importMessage(message, { as: 'new' as 'live' })).rejects.toThrow(
      /as is "new"/,
    )
    await clientOf(service, { legacyFields: true }).importMessage(message, { as: 'live' })
    expect(service.received.map(({ body }) => body.SyncFromOldSystem)).toEqual([1])
  })

  it('but larger ones are where the plan allows it', async () => {
    expect(await sent(hello().text('x'.repeat(9000)), { messageLimit: 12_288 })).toBeDefined()
  })
})
