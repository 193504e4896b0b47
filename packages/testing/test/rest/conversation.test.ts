import type { RestServer } from '../../src/rest.js'
import { call, message, now, start, text } from './app.js'

const day = 86_400

interface Page {
  readonly Complete: number
  readonly MsgCnt: number
  readonly LastMsgTime: number
  readonly LastMsgKey: string
  readonly MsgList: readonly {
    readonly MsgKey: string
    readonly MsgFlagBits: number
    readonly MsgBody: unknown
  }[]
}

const ask = (changes: object = {}) => ({
  Operator_Account: 'bob',
  Peer_Account: 'alice',
  MaxCnt: 100,
  MinTime: now - day,
  MaxTime: now,
  ...changes,
})

async function history(server: RestServer, changes: object = {}): Promise<Page> {
  const answer = await call(server, 'openim/admin_getroammsg', ask(changes))
  expect(answer).toMatchObject({ ErrorCode: 0 })
  return answer as Page
}

/** One message in each of the last seconds, oldest first. */
async function chat(server: RestServer, count: number, changes: (index: number) => object = () => ({})) {
  for (let index = 0; index < count; index++) {
    const parts = { MsgRandom: index, MsgTimeStamp: now - count + index, SyncFromOldSystem: 5 }
    await call(server, 'openim/importmsg', message({ ...parts, ...changes(index) }))
  }
}

/** All pages, as a client asks for them. */
async function allPages(server: RestServer, MaxCnt: number): Promise<Page[]> {
  const pages = [await history(server, { MaxCnt })]
  for (let last = pages[0]; last?.Complete === 0 && pages.length < 100; last = pages.at(-1)) {
    pages.push(await history(server, { MaxCnt, MaxTime: last.LastMsgTime, LastMsgKey: last.LastMsgKey }))
  }
  return pages
}

const keys = (pages: readonly Page[]) => pages.map(({ MsgList }) => MsgList.map(({ MsgKey }) => MsgKey))

describe('admin_getroammsg', () => {
  it('is empty and complete where nothing was said', async () => {
    const server = await start()
    expect(await history(server)).toMatchObject({ Complete: 1, MsgCnt: 0, MsgList: [] })
  })

  it('pages backwards while each page runs forwards, and names its oldest message', async () => {
    const server = await start()
    await chat(server, 5)
    const pages = await allPages(server, 2)
    expect(pages.map(({ Complete, MsgCnt }) => [Complete, MsgCnt])).toEqual([
      [0, 2],
      [0, 2],
      [1, 1],
    ])
    const key = (index: number) => `1_${index}_${now - 5 + index}`
    expect(keys(pages)).toEqual([[key(3), key(4)], [key(1), key(2)], [key(0)]])
    expect(pages.map(({ LastMsgTime, LastMsgKey }) => [LastMsgTime, LastMsgKey])).toEqual([
      [now - 2, key(3)],
      [now - 4, key(1)],
      [now - 5, key(0)],
    ])
  })

  it('separates messages of one second by the key, in the order of their sequence numbers', async () => {
    const server = await start()
    await chat(server, 5, (index) => ({ MsgTimeStamp: now, MsgSeq: [3, 1, 2, 5, 4][index] }))
    const key = (seq: number, random: number) => `${seq}_${random}_${now}`
    expect(keys(await allPages(server, 2))).toEqual([
      [key(4, 4), key(5, 3)],
      [key(2, 2), key(3, 0)],
      [key(1, 1)],
    ])
  })

  it('ends a page at 13 KB, but gives one message at least', async () => {
    const server = await start()
    await chat(server, 4, (index) => ({ MsgBody: [text('x'.repeat(index === 1 ? 8000 : 6000))] }))
    const pages = await allPages(server, 100)
    expect(pages.map(({ MsgCnt }) => MsgCnt)).toEqual([2, 1, 1])
    const tiny = await start({ pageBytes: 1 })
    await chat(tiny, 2)
    expect((await allPages(tiny, 100)).map(({ MsgCnt }) => MsgCnt)).toEqual([1, 1])
  })

  it.each([
    ['both ends belong to the range', { MinTime: now - 4, MaxTime: now - 2 }, 3],
    ['an empty range', { MinTime: now + 1, MaxTime: now + 2 }, 0],
    ['a range turned round', { MinTime: now, MaxTime: now - 5 }, 0],
    ['a key of another second changes nothing', { LastMsgKey: `1_0_${now - 5}` }, 5],
    [
      'the older names of the accounts',
      { Operator_Account: undefined, Peer_Account: undefined, From_Account: 'bob', To_Account: 'alice' },
      5,
    ],
  ])('%s', async (_what, changes, count) => {
    const server = await start()
    await chat(server, 5)
    expect((await history(server, changes)).MsgCnt).toBe(count)
  })

  it('goes back seven days, or as many as the app has', async () => {
    for (const [historyDays, count] of [
      [undefined, 1],
      [30, 2],
    ] as const) {
      const server = await start({ historyDays })
      await chat(server, 2, (index) => ({ MsgTimeStamp: now - (index === 0 ? 8 : 6) * day }))
      expect((await history(server, { MinTime: 0 })).MsgCnt).toBe(count)
    }
  })

  it.each<[number, object]>([
    [90008, { Operator_Account: undefined }],
    [90008, { Operator_Account: 'nobody' }],
    [90003, { Peer_Account: 7 }],
    [90001, { MaxCnt: undefined }],
    [90001, { MinTime: 'yesterday' }],
  ])('answers %d to %j', async (code, changes) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await call(server, 'openim/admin_getroammsg', ask(changes))).toMatchObject({ ErrorCode: code })
  })

  it('forgets the oldest messages past the number that is kept', async () => {
    const server = await start({ keepMessages: 2 })
    await chat(server, 4, (index) => ({ From_Account: index < 2 ? 'carol' : 'alice' }))
    expect(server.history('bob', 'carol')).toEqual([])
    expect(server.history('bob', 'alice')).toHaveLength(2)
    expect(server.unread('bob', 'carol')).toBe(0)
  })
})

describe('admin_msgwithdraw', () => {
  const recall = (changes: object = {}) => ({
    From_Account: 'alice',
    To_Account: 'bob',
    MsgKey: `1_100_${now}`,
    ...changes,
  })

  it('flags the message on both sides and takes it from the unread ones', async () => {
    const server = await start()
    await call(server, 'openim/sendmsg', message())
    expect(await call(server, 'openim/admin_msgwithdraw', recall())).toMatchObject({ ErrorCode: 0 })
    expect((await history(server)).MsgList).toMatchObject([{ MsgFlagBits: 8 }])
    expect(server.history('alice', 'bob')).toMatchObject([{ MsgFlagBits: 8 }])
    expect(server.unread('bob', 'alice')).toBe(0)
  })

  it('says so the second time', async () => {
    const server = await start()
    await call(server, 'openim/sendmsg', message())
    await call(server, 'openim/admin_msgwithdraw', recall())
    expect(await call(server, 'openim/admin_msgwithdraw', recall())).toMatchObject({ ErrorCode: 20023 })
  })

  it('recalls from one receiver of many', async () => {
    const server = await start()
    await call(server, 'openim/batchsendmsg', message({ To_Account: ['bob', 'carol'] }))
    await call(server, 'openim/admin_msgwithdraw', recall({ To_Account: 'carol' }))
    expect(server.history('bob', 'alice')).toMatchObject([{ MsgFlagBits: 0 }])
    expect(server.history('carol', 'alice')).toMatchObject([{ MsgFlagBits: 8 }])
  })

  it.each<[number, object]>([
    [20022, { MsgKey: `2_100_${now}` }],
    [20022, { From_Account: 'bob', To_Account: 'alice' }],
    [90054, { MsgKey: 'first' }],
    [90054, { MsgKey: `${'1'.repeat(40)}_1_${now}` }],
    [90054, { MsgKey: undefined }],
    [90008, { From_Account: 'nobody' }],
    [90003, { To_Account: 'nobody' }],
  ])('answers %d to %j', async (code, changes) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    await call(server, 'openim/sendmsg', message())
    expect(await call(server, 'openim/admin_msgwithdraw', recall(changes))).toMatchObject({ ErrorCode: code })
    expect(server.history('bob', 'alice')).toMatchObject([{ MsgFlagBits: 0 }])
  })
})

describe('unread counts', () => {
  const counts = (server: RestServer, body: object) => call(server, 'openim/get_c2c_unread_msg_num', body)
  const read = (server: RestServer, body: object) =>
    call(server, 'openim/admin_set_msg_read', { Report_Account: 'bob', Peer_Account: 'alice', ...body })

  it('are a total, or a count for each peer', async () => {
    const server = await start()
    await chat(server, 3)
    await chat(server, 2, () => ({ From_Account: 'carol' }))
    const total = await counts(server, { To_Account: 'bob' })
    expect(total).toMatchObject({ AllC2CUnreadMsgNum: 5 })
    expect(total).not.toHaveProperty('C2CUnreadMsgNumList')
    const listed = await counts(server, { To_Account: 'bob', Peer_Account: ['alice', 'carol', 'dave'] })
    expect(listed).toMatchObject({
      C2CUnreadMsgNumList: [
        { Peer_Account: 'alice', C2CUnreadMsgNum: 3 },
        { Peer_Account: 'carol', C2CUnreadMsgNum: 2 },
        { Peer_Account: 'dave', C2CUnreadMsgNum: 0 },
      ],
    })
    expect(listed).not.toHaveProperty('AllC2CUnreadMsgNum')
    expect(listed).not.toHaveProperty('ErrorList')
  })

  it('lists the peers that are no accounts', async () => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await counts(server, { To_Account: 'bob', Peer_Account: ['alice', 'nobody'] })).toMatchObject({
      C2CUnreadMsgNumList: [{ Peer_Account: 'alice', C2CUnreadMsgNum: 0 }],
      ErrorList: [{ Peer_Account: 'nobody', ErrorCode: 70107 }],
    })
  })

  it.each([
    ['all of it', {}, 0],
    ['until a second', { MsgReadTime: now - 2 }, 1],
    ['which may be text', { MsgReadTime: String(now - 2) }, 1],
    ['before everything', { MsgReadTime: now - 100 }, 3],
  ])('go down by what is read: %s', async (_what, body, left) => {
    const server = await start()
    await chat(server, 3)
    expect(await read(server, body)).toMatchObject({ ErrorCode: 0 })
    expect(server.unread('bob', 'alice')).toBe(left)
  })

  it.each<[number, object]>([
    [90003, { To_Account: 'nobody' }],
    [90003, { Peer_Account: [] }],
    [90003, { Peer_Account: Array.from({ length: 11 }, () => 'alice') }],
    [90003, { Peer_Account: 'alice' }],
  ])('answer %d to %j', async (code, body) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await counts(server, { To_Account: 'bob', ...body })).toMatchObject({ ErrorCode: code })
  })

  it.each<[number, object]>([
    [90008, { Report_Account: undefined }],
    [90008, { Report_Account: 'nobody' }],
    [90003, { Peer_Account: 'nobody' }],
  ])('are not read with %d: %j', async (code, body) => {
    const server = await start({ accounts: ['alice', 'bob'] })
    expect(await read(server, body)).toMatchObject({ ErrorCode: code })
  })
})

describe('other endpoints of messages', () => {
  const named = { From_Account: 'alice', To_Account: 'bob', MsgKey: `1_100_${now}` }

  it('modify_c2c_msg changes content and custom data for both', async () => {
    const server = await start()
    await call(server, 'openim/sendmsg', message())
    await call(server, 'openim/modify_c2c_msg', { ...named, MsgBody: [text('better')] })
    await call(server, 'openim/modify_c2c_msg', { ...named, CloudCustomData: 'edited' })
    for (const [owner, peer] of [
      ['alice', 'bob'],
      ['bob', 'alice'],
    ] as const) {
      expect(server.history(owner, peer)).toMatchObject([
        { MsgBody: [text('better')], CloudCustomData: 'edited' },
      ])
    }
    expect(await call(server, 'openim/modify_c2c_msg', named)).toMatchObject({ ErrorCode: 20001 })
  })

  it('delete_c2c_msg_ramble deletes on one side', async () => {
    const server = await start()
    await call(server, 'openim/sendmsg', message())
    const body = { Operator_Account: 'bob', Peer_Account: 'alice', MsgKeyList: [named.MsgKey, 'odd'] }
    expect(await call(server, 'openim/delete_c2c_msg_ramble', body)).toMatchObject({
      InvalidMsgKeyList: ['odd'],
    })
    expect(server.history('bob', 'alice')).toEqual([])
    expect(server.unread('bob', 'alice')).toBe(0)
    expect(server.history('alice', 'bob')).toHaveLength(1)
  })

  it('c2c_msg_read_receipt shows that a message was read', async () => {
    const server = await start()
    await call(server, 'openim/sendmsg', message())
    const body = { Operator_Account: 'bob', Peer_Account: 'alice', C2CMsgInfo: [named] }
    expect(await call(server, 'openim/c2c_msg_read_receipt', body)).toMatchObject({ ErrorCode: 0 })
    expect(server.history('alice', 'bob')).toMatchObject([{ IsPeerRead: 1 }])
  })
})
