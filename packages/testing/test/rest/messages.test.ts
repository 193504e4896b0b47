import { call, message, now, start, text } from './app.js'

const [sendmsg, batchsendmsg, importmsg] = ['openim/sendmsg', 'openim/batchsendmsg', 'openim/importmsg']
const bodies = (history: readonly { MsgBody: unknown }[]) => history.map(({ MsgBody }) => MsgBody)

describe('sendmsg', () => {
  it('stores a message on both sides, unread by the receiver, and answers its key and time', async () => {
    const server = await start()
    const answer = await call(server, 'openim/sendmsg', message({ CloudCustomData: 'order 7' }))
    const MsgKey = `1_100_${now}`
    expect(answer).toEqual({
      ActionStatus: 'OK',
      ErrorCode: 0,
      ErrorInfo: '',
      MsgTime: now,
      MsgKey,
      MsgId: expect.stringMatching(/./),
    })
    const stored = {
      From_Account: 'alice',
      To_Account: 'bob',
      MsgSeq: 1,
      MsgRandom: 100,
      MsgTimeStamp: now,
      MsgKey,
      MsgFlagBits: 0,
      IsPeerRead: 0,
      MsgBody: [text('hello')],
      CloudCustomData: 'order 7',
    }
    expect(server.history('alice', 'bob')).toMatchObject([stored])
    expect(server.history('bob', 'alice')).toMatchObject([stored])
    expect([server.unread('bob', 'alice'), server.unread('alice', 'bob')]).toEqual([1, 0])
  })

  it('is from the caller when no sender is named, and gets a sequence number of the server', async () => {
    const server = await start()
    await call(server, sendmsg, message({ From_Account: undefined, MsgSeq: undefined }))
    expect(server.history('bob', 'administrator')).toMatchObject([{ MsgSeq: 1, MsgKey: `1_100_${now}` }])
  })

  it.each([
    ['SyncOtherMachine 2: the receiver alone has it', { SyncOtherMachine: 2 }, [0, 1, 1]],
    ['SyncOtherMachine 1: both have it', { SyncOtherMachine: 1 }, [1, 1, 1]],
    ['OnlineOnlyFlag 1: nobody has it', { OnlineOnlyFlag: 1 }, [0, 0, 0]],
    ['MsgLifeTime 0, as it was once said: nobody has it', { MsgLifeTime: 0 }, [0, 0, 0]],
    ['the newer of the two counts', { MsgLifeTime: 0, OnlineOnlyFlag: 0 }, [1, 1, 1]],
    ['NoUnread: it does not count', { SendMsgControl: ['NoUnread', 'NoLastMsg'] }, [1, 1, 0]],
  ])('%s', async (_what, changes, [sender, receiver, unread]) => {
    const server = await start()
    expect(await call(server, sendmsg, message(changes))).toMatchObject({ ErrorCode: 0 })
    expect(server.history('alice', 'bob')).toHaveLength(sender ?? -1)
    expect(server.history('bob', 'alice')).toHaveLength(receiver ?? -1)
    expect(server.unread('bob', 'alice')).toBe(unread)
  })

  describe('knows a message by its sequence number, random number and second', () => {
    it.each<[string, object, number]>([
      ['the same: once', {}, 1],
      ['other content under the same numbers: the first stays', { MsgBody: [text('again')] }, 1],
      ['another random number: twice', { MsgRandom: 101 }, 2],
      ['another sequence number: twice', { MsgSeq: 2 }, 2],
    ])('%s', async (_what, changes, count) => {
      const server = await start()
      const first = await call(server, sendmsg, message())
      const second = await call(server, sendmsg, message(changes))
      expect(server.history('bob', 'alice')).toHaveLength(count)
      expect(server.unread('bob', 'alice')).toBe(count)
      expect(bodies(server.history('bob', 'alice'))[0]).toEqual([text('hello')])
      if (count === 1) expect(second).toEqual(first)
    })

    it('also without a sequence number', async () => {
      const server = await start()
      for (const _ of [1, 2]) await call(server, sendmsg, message({ MsgSeq: undefined }))
      expect(server.history('bob', 'alice')).toHaveLength(1)
    })

    it('but not in the next second', async () => {
      let second = now
      const server = await start({ clock: () => second * 1000 })
      await call(server, sendmsg, message())
      second++
      await call(server, sendmsg, message())
      expect(server.history('bob', 'alice')).toHaveLength(2)
    })
  })

  it.each<[number, object]>([
    [90003, { To_Account: undefined }],
    [90003, { To_Account: 7 }],
    [90012, { To_Account: 'nobody' }],
    [20003, { From_Account: 'nobody' }],
    [90002, { MsgBody: undefined }],
    [90007, { MsgBody: text('hello') }],
    [90010, { MsgBody: [] }],
    [90010, { MsgBody: [{ MsgType: 'TIMTextElem' }] }],
    [90010, { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: {} }] }],
    [90010, { MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 7 } }] }],
    [90010, { MsgBody: [{ MsgType: 'TIMOddElem', MsgContent: {} }] }],
    [90010, { MsgBody: [{ MsgType: 'constructor', MsgContent: {} }] }],
    [90010, { MsgBody: ['1', '2'].map((Data) => ({ MsgType: 'TIMCustomElem', MsgContent: { Data } })) }],
    [90005, { MsgRandom: undefined }],
    [90005, { MsgRandom: 1.5 }],
    [90005, { MsgRandom: 4294967296 }],
    [90005, { MsgRandom: -1 }],
    [90001, { MsgSeq: 4294967296 }],
    [90006, { MsgTimeStamp: 'now' }],
    [90026, { MsgLifeTime: 604801 }],
    [90026, { MsgLifeTime: -1 }],
    [90044, { MsgLifeTime: '60' }],
    [90031, { SyncOtherMachine: '1' }],
    [90031, { SyncOtherMachine: 3 }],
    [90043, { OfflinePushInfo: 'loud' }],
    [90043, { OfflinePushInfo: { PushFlag: '0' } }],
    [90043, { OfflinePushInfo: { AndroidInfo: { VIVOClassification: 'system' } } }],
    [90001, { SendMsgControl: ['NoUnred'] }],
    [93000, { MsgBody: [text('x'.repeat(8192))] }],
  ])('answers %d to %j and stores nothing', async (code, changes) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    const answer = await call(server, sendmsg, message(changes))
    expect(answer).toMatchObject({
      ActionStatus: 'FAIL',
      ErrorCode: code,
      ErrorInfo: expect.stringMatching(/\w/),
    })
    expect(server.history('bob', 'alice')).toEqual([])
  })

  it('takes every element, and zeros in the push settings', async () => {
    const server = await start()
    const elements = [
      text('look'),
      { MsgType: 'TIMLocationElem', MsgContent: { Desc: 'here', Latitude: 29.34, Longitude: 116 } },
      { MsgType: 'TIMFaceElem', MsgContent: { Index: 6 } },
      { MsgType: 'TIMCustomElem', MsgContent: { Data: '{}', Desc: 'a card' } },
      { MsgType: 'TIMSoundElem', MsgContent: { Url: 'u', UUID: 'i', Size: 1, Second: 2, Download_Flag: 2 } },
      {
        MsgType: 'TIMImageElem',
        MsgContent: {
          UUID: 'i',
          ImageFormat: 1,
          ImageInfoArray: [{ Type: 1, Size: 1, Width: 2, Height: 3, URL: 'u' }],
        },
      },
    ]
    const push = { PushFlag: 0, AndroidInfo: { VIVOClassification: 0 }, ApnsInfo: { BadgeMode: 0 } }
    const answer = await call(server, sendmsg, message({ MsgBody: elements, OfflinePushInfo: push }))
    expect(answer).toMatchObject({ ErrorCode: 0 })
    expect(bodies(server.history('bob', 'alice'))).toEqual([elements])
  })
})

describe('batchsendmsg', () => {
  const batch = (changes: object = {}) => message({ To_Account: ['bob', 'carol'], ...changes })

  it('sends to all under one key', async () => {
    const server = await start()
    const answer = await call(server, batchsendmsg, batch())
    expect(answer).toEqual(expect.objectContaining({ ActionStatus: 'OK', MsgKey: `1_100_${now}` }))
    expect(answer).not.toHaveProperty('ErrorList')
    for (const to of ['bob', 'carol']) {
      expect(server.history('alice', to)).toMatchObject([{ To_Account: to, MsgKey: `1_100_${now}` }])
      expect(server.unread(to, 'alice')).toBe(1)
    }
  })

  it('says SomeError with code 0 when some receivers are unknown', async () => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await call(server, batchsendmsg, batch())).toMatchObject({
      ActionStatus: 'SomeError',
      ErrorCode: 0,
      ErrorList: [{ To_Account: 'carol', ErrorCode: 70107 }],
    })
    expect(server.unread('bob', 'alice')).toBe(1)
  })

  it.each<[number, object]>([
    [70107, { To_Account: ['carol'] }],
    [90008, { From_Account: 'nobody' }],
    [90001, { To_Account: 'bob' }],
    [90001, { To_Account: [] }],
    [90011, { To_Account: Array.from({ length: 501 }, (_, index) => `user-${index}`) }],
    [90055, { MsgBody: [text('x'.repeat(8192))] }],
  ])('fails with %d', async (code, changes) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await call(server, batchsendmsg, batch(changes))).toMatchObject({
      ActionStatus: 'FAIL',
      ErrorCode: code,
    })
  })
})

describe('importmsg', () => {
  const imported = (changes: object = {}) =>
    message({ SyncFromOldSystem: 2, MsgTimeStamp: now - 3600, ...changes })

  it('puts a message at its own time, read or unread', async () => {
    const server = await start()
    await call(server, sendmsg, message({ MsgBody: [text('now')] }))
    await call(server, importmsg, imported({ MsgBody: [text('an hour ago')] }))
    expect(bodies(server.history('bob', 'alice'))).toEqual([[text('an hour ago')], [text('now')]])
    expect(server.unread('bob', 'alice')).toBe(1)
    await call(server, importmsg, imported({ SyncFromOldSystem: 5, MsgRandom: 2 }))
    expect(server.unread('bob', 'alice')).toBe(2)
  })

  it('keeps the first of those with the same numbers and time, in either direction', async () => {
    const server = await start()
    await call(server, importmsg, imported())
    for (const changes of [{ MsgBody: [text('other')] }, { From_Account: 'bob', To_Account: 'alice' }]) {
      expect(await call(server, importmsg, imported(changes))).toMatchObject({ ErrorCode: 0 })
    }
    expect(bodies(server.history('bob', 'alice'))).toEqual([[text('hello')]])
    await call(server, importmsg, imported({ MsgTimeStamp: now }))
    await call(server, importmsg, imported({ To_Account: 'carol' }))
    expect(server.history('alice', 'bob')).toHaveLength(2)
    expect(server.history('alice', 'carol')).toHaveLength(1)
  })

  it('imports once what was sent live with these numbers', async () => {
    const server = await start()
    await call(server, sendmsg, message({ MsgSeq: undefined }))
    await call(server, importmsg, imported({ MsgTimeStamp: now }))
    expect(server.history('bob', 'alice')).toHaveLength(1)
  })

  it.each<[number, object]>([
    [90030, { SyncFromOldSystem: undefined }],
    [90030, { SyncFromOldSystem: 3 }],
    [90006, { MsgTimeStamp: undefined }],
    [90008, { From_Account: undefined }],
    [90008, { From_Account: 'nobody' }],
    [90012, { To_Account: 'nobody' }],
    [90003, { To_Account: undefined }],
  ])('answers %d to %j', async (code, changes) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await call(server, importmsg, imported(changes))).toMatchObject({ ErrorCode: code })
  })
})
