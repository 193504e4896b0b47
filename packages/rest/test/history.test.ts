import type { TencentRest } from '@im-callback/rest'
import { clientOf } from './support/client.js'
import { startService } from './support/service.js'

const query = { Operator_Account: 'alice', Peer_Account: 'bob' }
const message = (MsgKey: string) => ({ MsgKey, MsgSeq: 1, MsgBody: [], Extra: MsgKey })
const page = (LastMsgTime: number, LastMsgKey: string, keys: string[] = [], Complete = 0) => ({
  Complete,
  MsgCnt: keys.length,
  LastMsgTime,
  LastMsgKey,
  MsgList: keys.map(message),
})

/** A client of a service that answers these pages, one after the other and the last one for ever. */
async function reading(...pages: object[]) {
  const service = await startService((_, index) => pages[Math.min(index, pages.length - 1)] ?? {})
  return { service, client: clientOf(service, { clock: () => 5000 }) }
}

async function keysOf(messages: AsyncIterable<{ MsgKey: string }>) {
  const keys = []
  for await (const { MsgKey } of messages) keys.push(MsgKey)
  return keys
}

describe('pullMessages', () => {
  it('asks for the next page with time and key of the one before, and a range that stands still', async () => {
    const { service, client } = await reading(page(9, 'c', ['c', 'd']), page(9, 'a', ['a', 'b'], 1))
    expect(await keysOf(client.pullMessages(query))).toEqual(['d', 'c', 'b', 'a'])
    expect(service.received.map(({ body }) => body)).toEqual([
      { ...query, MaxCnt: 100, MinTime: 0, MaxTime: 5 },
      { ...query, MaxCnt: 100, MinTime: 0, MaxTime: 9, LastMsgKey: 'c' },
    ])
  })

  it('leaves out what the page before had, unless it is told not to', async () => {
    const pages = [page(9, 'b', ['b', 'c']), page(8, 'a', ['a', 'b'], 1)]
    expect(await keysOf((await reading(...pages)).client.pullMessages(query))).toEqual(['c', 'b', 'a'])
    const all = (await reading(...pages)).client.pullMessages(query, { unique: false })
    expect(await keysOf(all)).toEqual(['c', 'b', 'b', 'a'])
  })

  it('takes a message and its answer for two, although they have one key', async () => {
    const of = (From_Account: string) => ({ ...message('k'), From_Account })
    const pages = [
      { ...page(9, 'k'), MsgList: [of('bob')] },
      { ...page(9, 'k', [], 1), MsgList: [of('alice')] },
    ]
    expect(await keysOf((await reading(...pages)).client.pullMessages(query))).toEqual(['k', 'k'])
  })

  it('keeps fields that no type has', async () => {
    const { client } = await reading(page(9, 'a', ['a'], 1))
    for await (const found of client.pullMessages(query))
      expect(found).toMatchObject({ Extra: 'a', MsgFlagBits: 0 })
  })

  it('goes on over an empty page that leads further', async () => {
    const { client } = await reading(page(9, 'b'), page(8, 'a', ['a'], 1))
    expect(await keysOf(client.pullMessages(query))).toEqual(['a'])
  })

  it.each([
    ['to a second page and back', [page(9, 'a'), page(9, 'b'), page(9, 'a')], 3],
    ['forward in time', [page(9, 'a'), page(10, 'b')], 2],
    ['nowhere', [page(0, 'a')], 1],
  ])('stops where the pages lead %s', async (_, pages, count) => {
    const { service, client } = await reading(...pages)
    await expect(keysOf(client.pullMessages(query))).rejects.toMatchObject({ kind: 'invalid_response' })
    expect(service.received).toHaveLength(count)
  })

  it.each([
    [{ ...query, Peer_Account: '' }, {}, /Give Operator_Account and Peer_Account/],
    [{ ...query, MaxCnt: 0 }, {}, /ask for 1 message or more/],
    [query, { order: 'up' }, /order is "up"; give "newest-first" or "oldest-first"/],
    [query, { ordr: 'up' }, /no option "ordr"/],
  ])('of %j with %j is refused', async (wanted, options, said) => {
    const { service, client } = await reading(page(1, 'a', [], 1))
    await expect(client.pullMessages(wanted, options as object).next()).rejects.toThrow(said)
    expect(service.received).toHaveLength(0)
  })
})

describe('getUnreadMessageNum', () => {
  it('takes conversations one by one, or as a list before options', async () => {
    const { service, client } = await reading({
      C2CUnreadMsgNumList: [{ Peer_Account: '__proto__', C2CUnreadMsgNum: 2 }],
    })
    const found = await client.getUnreadMessageNum('alice', 'bob', '__proto__')
    expect(Object.entries(found.Results)).toEqual([['__proto__', 2]])
    await client.getUnreadMessageNum('alice', ['bob'], { timeout: 1000 })
    expect(service.received.map(({ body }) => body.Peer_Account)).toEqual([['bob', '__proto__'], ['bob']])
  })

  it.each([
    ['', 'bob'],
    ['alice', ''],
    ['alice', { timeout: 1 }],
  ])('refuses %j, %j', async (userId, peer) => {
    const { client } = await reading({})
    await expect(client.getUnreadMessageNum(userId, peer as string)).rejects.toMatchObject({ kind: 'caller' })
  })
})

describe('revokeMessage and setMessageRead', () => {
  it.each<[string, (client: TencentRest) => Promise<void>]>([
    ['which message', (client) => client.revokeMessage('alice', 'bob', '')],
    ['which message', (client) => client.revokeMessage('', 'bob', 'key')],
    ['whose conversation with whom', (client) => client.setMessageRead('alice', '')],
  ])('ask %s when it is not said', async (question, call) => {
    const { service, client } = await reading({})
    await expect(call(client)).rejects.toMatchObject({
      kind: 'caller',
      attempts: 0,
      message: new RegExp(question),
    })
    expect(service.received).toHaveLength(0)
  })
})
