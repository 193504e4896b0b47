import type { RestServer } from '@im-callback/testing/rest'
import { type HistoryMessage, Message, type TencentRest } from '../../src/index.js'
import { clientOf, now, start } from './app.js'

const conversation = { Operator_Account: 'bob', Peer_Account: 'alice' }

async function chat(client: TencentRest, count: number, timeOf = (index: number) => now - count + index) {
  for (let index = 0; index < count; index++) {
    const message = new Message().from('alice').to('bob').text(`message ${index}`).seq(index).random(1)
    await client.importMessage(message.time(timeOf(index)))
  }
}

async function collect(messages: AsyncIterable<HistoryMessage>): Promise<number[]> {
  const seqs: number[] = []
  for await (const { MsgSeq } of messages) seqs.push(MsgSeq)
  return seqs
}

describe('fetchMessages', () => {
  it('answers a page, and what the next one begins with', async () => {
    const server = await start()
    const client = clientOf(server)
    await chat(client, 3)
    const page = await client.fetchMessages({ ...conversation, MaxCnt: 2 })
    expect(page).toMatchObject({
      Count: 2,
      HasMore: true,
      LastMsgTime: now - 2,
      LastMsgKey: `1_1_${now - 2}`,
    })
    expect(page.List.map(({ MsgSeq }) => MsgSeq)).toEqual([1, 2])
    const { LastMsgTime: MaxTime, LastMsgKey } = page
    const last = await client.fetchMessages({ ...conversation, MaxCnt: 2, MaxTime, LastMsgKey })
    expect(last).toMatchObject({ Count: 1, HasMore: false, List: [{ MsgSeq: 0 }] })
  })

  it('asks with the older names where they are wanted', async () => {
    const server = await start()
    const client = clientOf(server, { legacyFields: true })
    await chat(client, 2)
    expect(await client.fetchMessages(conversation)).toMatchObject({ Count: 2 })
    expect(server.requests.at(-1)?.body).toMatchObject({ From_Account: 'bob', To_Account: 'alice' })
    expect(server.requests.at(-1)?.body).not.toHaveProperty('Operator_Account')
  })

  it('reads each side as it is, with recalled messages flagged', async () => {
    const server = await start()
    const client = clientOf(server)
    const { MsgKey } = await client.sendMessage(
      new Message().from('alice').to('bob').text('hi').hideFromSender(),
    )
    await client.revokeMessage('alice', 'bob', MsgKey)
    expect(await client.fetchMessages(conversation)).toMatchObject({ List: [{ MsgKey, MsgFlagBits: 8 }] })
    const own = { Operator_Account: 'alice', Peer_Account: 'bob' }
    expect(await client.fetchMessages(own)).toMatchObject({ Count: 0, HasMore: false, List: [] })
  })
})

describe('pullMessages', () => {
  async function recorded(
    count: number,
    timeOf?: (index: number) => number,
  ): Promise<[RestServer, TencentRest]> {
    const server = await start()
    const client = clientOf(server)
    await chat(client, count, timeOf)
    return [server, client]
  }

  it('goes through all pages, newest first', async () => {
    const [, client] = await recorded(5)
    expect(await collect(client.pullMessages({ ...conversation, MaxCnt: 2 }))).toEqual([4, 3, 2, 1, 0])
  })

  it('or oldest first', async () => {
    const [, client] = await recorded(5)
    const messages = client.pullMessages({ ...conversation, MaxCnt: 2 }, { order: 'oldest-first' })
    expect(await collect(messages)).toEqual([0, 1, 2, 3, 4])
  })

  it('loses nothing within one second', async () => {
    const [, client] = await recorded(7, () => now)
    expect(await collect(client.pullMessages({ ...conversation, MaxCnt: 3 }))).toEqual([6, 5, 4, 3, 2, 1, 0])
  })

  it('goes through pages that 13 KB end', async () => {
    const server = await start()
    const client = clientOf(server)
    for (let seq = 0; seq < 5; seq++) {
      await client.sendMessage(
        new Message().from('alice').to('bob').text('x'.repeat(6000)).seq(seq).random(1),
      )
    }
    expect(await collect(client.pullMessages(conversation))).toEqual([4, 3, 2, 1, 0])
    expect(server.requests.filter(({ endpoint }) => endpoint === 'openim/admin_getroammsg')).toHaveLength(3)
  })

  it('asks for no page that nobody wants', async () => {
    const [server, client] = await recorded(5)
    const before = server.requestCount
    for await (const { MsgSeq } of client.pullMessages({ ...conversation, MaxCnt: 2 }))
      if (MsgSeq === 3) break
    expect(server.requestCount).toBe(before + 1)
  })

  it('ends with its signal', async () => {
    const [, client] = await recorded(5)
    const abort = new AbortController()
    const messages = client.pullMessages({ ...conversation, MaxCnt: 1 }, { signal: abort.signal })
    await messages.next()
    abort.abort(new Error('enough'))
    await expect(messages.next()).rejects.toThrow('enough')
  })

  it.each<[string, object]>([
    ['the same key for ever', { LastMsgTime: now, LastMsgKey: 'same' }],
    ['no key', { LastMsgTime: now, LastMsgKey: '' }],
    ['no time', { LastMsgKey: '1_1_1' }],
  ])('never goes round in circles: %s', async (_what, last) => {
    const server = await start()
    server.respond('openim/admin_getroammsg', { Complete: 0, MsgCnt: 0, MsgList: [], ...last })
    const messages = collect(clientOf(server).pullMessages(conversation))
    await expect(messages).rejects.toMatchObject({ kind: 'invalid_response' })
    expect(server.requestCount).toBeLessThanOrEqual(2)
  })
})
