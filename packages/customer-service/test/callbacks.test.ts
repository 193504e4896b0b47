import {
  type C2CBeforeSendMsgVerdicts,
  type CallbackEvent,
  CallbackHandler,
  MemoryQueue,
  type MsgElement,
  type TencentCommands,
  tencent,
} from '@im-callback/core'
import { type CustomerCommands, customer, memoryStore } from '../src/index.js'
import { contentOf, messageBody } from './support/bodies.js'
import { quiet, startGateway, type TestGateway } from './support/gateway.js'

/** A rule as people write it for Tencent: it knows elements and verdicts, and nothing of who calls. */
function moderate(event: CallbackEvent<string, { MsgBody: MsgElement[] }, C2CBeforeSendMsgVerdicts>) {
  const [first] = event.body.MsgBody
  if (first?.MsgType !== 'TIMTextElem') return
  const { Text } = first.MsgContent
  if (Text.includes('casino')) return event.reply.reject(120001, 'not welcome here')
  if (Text.includes('spam')) return event.reply.drop()
  if (Text.includes('damn')) {
    const clean = { MsgType: 'TIMTextElem', MsgContent: { Text: Text.replace('damn', '****') } } as const
    return event.reply.rewrite({ MsgBody: [clean] })
  }
}

const seller = { appId: 1453n, uid: 201n }
const wide = { count: 100, bytes: 1 << 20 }

describe('messages pass through a CallbackHandler', () => {
  let bench: TestGateway
  let store: ReturnType<typeof memoryStore>
  let callbacks: CallbackHandler<CustomerCommands>
  beforeEach(async () => {
    store = memoryStore()
    callbacks = new CallbackHandler({ protocol: customer(), queue: new MemoryQueue(), logger: quiet })
    bench = await startGateway({ store, callbacks })
  })
  afterEach(async () => {
    await bench.close()
    await callbacks.close()
  })

  const send = async (content: string | Buffer, { flags = 0 } = {}) => {
    const client = await bench.login('tA')
    client.send(24, messageBody([7, 101, 5, 201], content), { flags })
    return (await client.wait(5)).body.readInt8(4)
  }
  const stored = async () =>
    (await store.page(seller, 0n, wide)).messages.map(({ body }) => contentOf(Buffer.from(body)))

  it('a rule written for Tencent serves both', async () => {
    new CallbackHandler<TencentCommands>({ protocol: tencent({ sdkAppId: 1 }) }).on(
      'C2C.CallbackBeforeSendMsg',
      moderate,
    )
    callbacks.on('Customer.BeforeSendMessage', moderate)
    expect(await send('{"text":"hello"}')).toBe(0)
    expect(await send('{"text":"to the casino"}')).toBe(108)
    expect(await send('{"text":"spam"}')).toBe(0)
    expect(await send('{"uuid":"u1","text":"damn it"}')).toBe(0)
    expect(await send('damn')).toBe(0)
    expect(await stored()).toEqual(['{"text":"hello"}', '{"uuid":"u1","text":"**** it"}', '****'])
  })

  it.each([
    ['behind a byte order mark', Buffer.from('\ufeff{"text":"the c\\u0061sino"}')],
    [
      'beside bytes that are no text',
      Buffer.concat([Buffer.from('{"text":"casino","x":"'), Buffer.from([0xff, 0x22, 0x7d])]),
    ],
  ])('a rule sees the text that clients show: %s', async (_, content) => {
    callbacks.on('Customer.BeforeSendMessage', moderate)
    expect(await send(content)).toBe(108)
  })

  it.each([
    ['{"text":"hi"}', { MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }],
    ['plain', { MsgType: 'TIMTextElem', MsgContent: { Text: 'plain' } }],
    ['{"image":"x"}', { MsgType: 'TIMCustomElem', MsgContent: { Data: '{"image":"x"}', Desc: '', Ext: '' } }],
    [
      '{"__proto__":{"text":"x"}}',
      { MsgType: 'TIMCustomElem', MsgContent: { Data: '{"__proto__":{"text":"x"}}', Desc: '', Ext: '' } },
    ],
    [
      Buffer.from([0xff]),
      { MsgType: 'TIMCustomElem', MsgContent: { Data: '/w==', Desc: '', Ext: 'base64' } },
    ],
  ])('shows %s as an element', async (content, element) => {
    const seen: unknown[] = []
    callbacks.on('Customer.BeforeSendMessage', (event) => {
      seen.push(event.body.MsgBody)
      return event.reply.rewrite({ MsgBody: event.body.MsgBody })
    })
    expect(await send(content)).toBe(0)
    expect(seen).toEqual([[element]])
    expect((await stored())[0]).toBe(Buffer.from(content).toString())
  })

  it('tells who writes to whom, with numbers of 64 bits as text', async () => {
    const bodies: unknown[] = []
    callbacks.on('Customer.AfterSendMessage', (event) => void bodies.push(event.body, event.params))
    const uid = 2n ** 60n
    await bench.gateway.post({ from: seller, to: { appId: 7, uid }, content: 'x', storeId: 5n, key: 'k' })
    expect(bodies).toMatchObject([
      {
        CallbackCommand: 'Customer.AfterSendMessage',
        From_Account: '1453:201',
        To_Account: `7:${uid}`,
        OnlineOnlyFlag: 0,
        CustomerService: {
          Command: 25,
          ReceiverId: String(uid),
          StoreId: '5',
          Content: 'x',
          Msgid: '1',
          IsRepeat: false,
        },
      },
      { SdkAppid: '1453' },
    ])
  })

  it('tells of a message that comes again after a restart, with its first number', async () => {
    const seen: unknown[] = []
    callbacks.on('Customer.AfterSendMessage', ({ body }) => void seen.push(body.CustomerService))
    const sent = { from: seller, to: { appId: 7, uid: 101 }, content: 'x' }
    for (const key of ['a', 'b']) await bench.gateway.post({ ...sent, key })
    const restarted = await startGateway({ store, callbacks })
    await restarted.gateway.post({ ...sent, key: 'a' })
    await restarted.close()
    expect(seen).toMatchObject([
      { Msgid: '1', IsRepeat: false },
      { Msgid: '2', IsRepeat: false },
      { Msgid: '1', IsRepeat: true },
    ])
  })

  it('judges unpersistent messages, too, and tells so', async () => {
    const flags: number[] = []
    callbacks.on('Customer.BeforeSendMessage', (event) => {
      flags.push(event.body.OnlineOnlyFlag)
      return event.reply.reject()
    })
    expect(await send('typing', { flags: 2 })).toBe(108)
    expect(flags).toEqual([1])
  })

  it('answers 109 when a message was rewritten to more than a frame carries', async () => {
    const long = { MsgType: 'TIMTextElem', MsgContent: { Text: 'x'.repeat(32_732) } } as const
    callbacks.on('Customer.BeforeSendMessage', (event) => event.reply.rewrite({ MsgBody: [long] }))
    expect(await send('x')).toBe(109)
    expect(await stored()).toEqual([])
  })

  it('does not judge a resend again: it was stored', async () => {
    let judged = 0
    callbacks.on('Customer.BeforeSendMessage', (event) => (judged++ === 0 ? undefined : event.reply.reject()))
    expect(await send('{"uuid":"x"}')).toBe(0)
    expect(await send('{"uuid":"x"}')).toBe(0)
    expect([judged, await stored()]).toEqual([1, ['{"uuid":"x"}']])
  })

  it('answers 109 when a handler throws, and stores nothing: a resend is safe', async () => {
    let calls = 0
    callbacks.on('Customer.BeforeSendMessage', () => {
      if (calls++ === 0) throw new Error('no')
    })
    expect(await send('{"uuid":"x"}')).toBe(109)
    expect(await stored()).toEqual([])
    expect(await send('{"uuid":"x"}')).toBe(0)
    expect(await stored()).toHaveLength(1)
  })

  it('keeps the order of messages whose handlers take different times', async () => {
    const waits: (() => void)[] = []
    callbacks.on('Customer.BeforeSendMessage', async (event) => {
      if (event.body.MsgSeq === 2) await new Promise<void>((resolve) => waits.push(resolve))
    })
    const client = await bench.login('tA')
    for (const content of ['first', 'second']) client.send(24, messageBody([7, 101, 5, 201], content))
    while (waits.length === 0) await new Promise((resolve) => setImmediate(resolve))
    waits[0]?.()
    await client.wait(5)
    await client.wait(5)
    expect(await stored()).toEqual(['first', 'second'])
  })

  it('acknowledges only when the event is on its queue; the resend puts it there', async () => {
    const archived: unknown[] = []
    const queue = new MemoryQueue()
    let isFull = true
    const enqueue = queue.enqueue.bind(queue)
    jest.spyOn(queue, 'enqueue').mockImplementation(async (job) => {
      if (isFull) throw new Error('full')
      await enqueue(job)
    })
    const handler = new CallbackHandler({ protocol: customer(), queue, logger: quiet })
    handler.on('Customer.AfterSendMessage', { async: true, handle: (event) => void archived.push(event.id) })
    const own = await startGateway({ store, callbacks: handler })
    const client = await own.login('tA')
    const status = async () => {
      client.send(24, messageBody([7, 101, 5, 201], '{"uuid":"x"}'))
      return (await client.wait(5)).body.readInt8(4)
    }
    expect(await status()).toBe(109)
    isFull = false
    expect(await status()).toBe(0)
    expect(await status()).toBe(0)
    await own.close()
    await handler.close()
    expect(archived).toHaveLength(1)
    expect(await stored()).toHaveLength(1)
  })
})

describe('customer()', () => {
  const event = <C extends keyof CustomerCommands>(command: C) => {
    const handler = new CallbackHandler({ protocol: customer(), logger: quiet })
    const body = { CallbackCommand: command, From_Account: 'a', MsgKey: 'k' } as never
    return { handler, event: handler.createEvent(command, {}, body) }
  }

  it('offers an after-event nothing but OK, also in JavaScript', () => {
    const reply = event('Customer.AfterSendMessage').event.reply as unknown as C2CBeforeSendMsgVerdicts
    for (const verdict of [() => reply.reject(), () => reply.drop(), () => reply.rewrite({ MsgBody: [] })]) {
      expect(verdict).toThrow('only acknowledged')
    }
  })

  it('says what a verdict needs', () => {
    const { reply } = event('Customer.BeforeSendMessage').event
    expect(() => reply.reject(5 as never)).toThrow('120001 to 130000')
    expect(() => reply.rewrite({})).toThrow('{ MsgBody }')
    expect(() => reply.rewrite({ CloudCustomData: 'x' })).toThrow('CloudCustomData')
    const face = { MsgType: 'TIMFaceElem', MsgContent: { Index: 1, Data: '' } } as const
    expect(() => reply.rewrite({ MsgBody: [face] })).toThrow('TIMFaceElem')
  })

  it('has one id for a message and its resends, and another for each event', () => {
    const ids = [event('Customer.BeforeSendMessage'), event('Customer.AfterSendMessage')].map(
      (each) => each.event.id,
    )
    expect(new Set(ids).size).toBe(2)
    expect(event('Customer.BeforeSendMessage').event.id).toBe(ids[0])
  })

  it('is not served over HTTP', async () => {
    const { handler } = event('Customer.BeforeSendMessage')
    const reply = await handler.receive({
      method: 'POST',
      url: '/?CallbackCommand=x',
      headers: {},
      body: '{}',
    })
    expect(reply.status).toBe(403)
  })

  it('refuses what a handler may not answer', async () => {
    const { handler, event: message } = event('Customer.BeforeSendMessage')
    handler.on('Customer.BeforeSendMessage', (() => 'no') as never)
    await expect(handler.handle(message)).rejects.toThrow()
  })
})
