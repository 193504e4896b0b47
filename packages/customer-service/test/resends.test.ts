import { CallbackHandler } from '@im-callback/core'
import {
  type CustomerMessage,
  customer,
  memoryStore,
  type OfflineMessage,
  type SellerAssignment,
} from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { quiet, startGateway } from './support/gateway.js'

const seller = { appId: 1453n, uid: 201n }
const wide = { count: 100, bytes: 1 << 20 }

describe('a resend of a stored message', () => {
  it('has its ACK also when no seller is left, or the seller has left the shop', async () => {
    const sellers: bigint[] = [201n]
    const assignment: SellerAssignment = {
      assign: () => sellers[0],
      belongs: (_, uid) => sellers.includes(uid),
    }
    const store = memoryStore()
    const bench = await startGateway({ assignment, store })
    const client = await bench.login('tA')
    for (const [sellerId, uuid] of [
      [0, 'u1'],
      [201, 'u2'],
    ] as const) {
      const body = messageBody([7, 101, 5, sellerId], `{"text":"hi","uuid":"${uuid}"}`)
      client.send(24, body)
      const first = await client.wait(5)
      sellers.pop()
      client.send(24, body)
      const second = await client.wait(5)
      expect([first.body.readInt8(4), second.body.readInt8(4)]).toEqual([0, 0])
      sellers.push(201n)
    }
    expect(await store.newest(seller)).toBe(2n)
    await bench.close()
  })

  it('is told to Customer.AfterSendMessage as it was stored', async () => {
    const store = memoryStore()
    const told: CustomerMessage[] = []
    let now = 1_700_000_000_000
    let isDown = true
    const start = () => {
      const callbacks = new CallbackHandler({ protocol: customer(), clock: () => now, logger: quiet })
      callbacks.on('Customer.BeforeSendMessage', ({ reply }) =>
        reply.rewrite({ MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'clean' } }] }),
      )
      callbacks.on('Customer.AfterSendMessage', ({ body }) => {
        if (isDown) throw new Error('the archive is down')
        told.push(body)
      })
      const assignment = { assign: () => (isDown ? 201n : 202n) }
      return startGateway({ store, callbacks, assignment, clock: () => now })
    }
    for (const status of [109, 0]) {
      const bench = await start()
      const client = await bench.login('tA')
      client.send(24, messageBody([7, 101, 5, 0], '{"text":"dirty","uuid":"u1"}'))
      expect((await client.wait(5)).body.readInt8(4)).toBe(status)
      await bench.close()
      isDown = false
      now += 60_000
    }
    expect(told).toMatchObject([
      {
        To_Account: '1453:201',
        MsgTime: 1_700_000_000,
        MsgBody: [{ MsgContent: { Text: 'clean' } }],
        CustomerService: { Content: '{"text":"clean","uuid":"u1"}', ReceiverId: '201' },
      },
    ])
  })

  it('is not pushed to an absent recipient again', async () => {
    const pushed: bigint[] = []
    const push = { push: ({ recipient }: OfflineMessage) => void pushed.push(recipient.uid) }
    const store = memoryStore()
    for (let node = 0; node < 2; node++) {
      const bench = await startGateway({ store, push })
      const client = await bench.login('tA')
      client.send(24, messageBody([7, 101, 5, 201], '{"uuid":"u1"}'))
      await client.wait(5)
      await bench.close()
    }
    expect(pushed).toEqual([201n])
  })

  it('posted: is known by its key, whatever the content says; without a key every call is a message', async () => {
    const store = memoryStore()
    const bench = await startGateway({ store })
    const from = { appId: 7, uid: 101 }
    const say = (uuid: string, key?: string) =>
      bench.gateway.post({ from, to: seller, content: `{"text":"hi","uuid":"${uuid}"}`, key })
    expect((await say('u1', 'order 1')).msgid).toBe(1n)
    expect((await say('u2', 'order 1')).msgid).toBe(1n)
    expect((await say('u3')).msgid).toBe(2n)
    expect((await say('u3')).msgid).toBe(3n)
    expect((await store.page(seller, 0n, wide)).messages).toHaveLength(3)
    await bench.close()
  })
})
