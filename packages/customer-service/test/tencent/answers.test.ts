import { assignSellers } from '../../src/index.js'
import { alice, BridgeBench, type BridgeBenchOptions, contents, support } from '../support/bridge.js'

let bench: BridgeBench
const start = async (options?: BridgeBenchOptions) => {
  bench = await BridgeBench.start(options)
  await bench.say('1_1_1')
}
afterEach(() => bench.close())

const failed = async () => (await bench.queues.outgoing.stats()).failed
const notices = async () => (await contents(bench.store, support)).filter((each) => 'undelivered' in each)

describe('from the gateway to Tencent', () => {
  it('an answer goes out in the name of the support account', async () => {
    await start()
    await bench.answer('hi there')
    expect(bench.seenByAlice()).toEqual([['support', { Text: 'hi there' }]])
    expect(bench.platform.unread('alice', 'support')).toBe(1)
    expect(bench.sent()[0]?.body).toMatchObject({
      SyncOtherMachine: 1,
      ForbidCallbackControl: ['ForbidBeforeSendMsgCallback', 'ForbidAfterSendMsgCallback'],
    })
  })

  it('a callback of the answer, should there be one, does not come back', async () => {
    await start()
    await bench.answer('hi there')
    await bench.callback({ From_Account: 'support', To_Account: 'alice' }, { optPlatform: 'RESTAPI' })
    await bench.idle()
    expect(await contents(bench.store, alice)).toHaveLength(2)
    expect(bench.sent()).toHaveLength(1)
  })

  it('answers have numbers that grow with the queue, and differ', async () => {
    await start()
    for (const text of ['one', 'two', 'three']) await bench.answer(text)
    const numbers = bench.platform.history('alice', 'support').map(({ MsgSeq }) => MsgSeq)
    expect(numbers).toEqual([2, 3, 4])
    const random = bench.platform.history('alice', 'support').map(({ MsgRandom }) => MsgRandom)
    expect(new Set(random).size).toBe(3)
  })

  it('content that is no text is a custom element', async () => {
    await start()
    await bench.answer({ coupon: 7 })
    expect(bench.seenByAlice()).toEqual([['support', { Data: '{"coupon":7}', Desc: '', Ext: '' }]])
  })

  it('elements can be of one’s own making, and can be nothing', async () => {
    await start({
      bridge: {
        toElements: ({ MsgBody, CustomerService }) =>
          CustomerService.Content.includes('read') ? undefined : [...MsgBody, ...MsgBody],
      },
    })
    await bench.answer({ read: 'u' })
    await bench.answer('twice')
    expect(bench.platform.history('alice', 'support').map(({ MsgBody }) => MsgBody.length)).toEqual([2])
  })

  it('command 64 is an answer, too', async () => {
    await start()
    await bench.answer('v2', { form: 'v2' })
    expect(bench.seenByAlice()).toEqual([['support', { Text: 'v2' }]])
  })

  it('customers who are no accounts, and sellers among themselves, are left alone', async () => {
    await start()
    await bench.answer('x', { to: { appId: 7, uid: 1 } })
    await bench.answer('x', { to: { appId: 8, uid: 99 } })
    await bench.answer('x', { to: { appId: 1453, uid: 1 }, form: 'v2' })
    expect([bench.platform.requestCount, await failed()]).toEqual([0, 0])
  })

  it('each shop answers by its own account', async () => {
    await start({
      bridge: { supportAccounts: { support: { storeId: 5, sellerId: 201 }, sales: { storeId: 6 } } },
    })
    await bench.answer('from sales', { storeId: 6 })
    expect(bench.seenByAlice('sales')).toEqual([['sales', { Text: 'from sales' }]])
    expect(bench.seenByAlice()).toEqual([])
  })

  it('of several accounts none is guessed: the seller is told', async () => {
    await start({
      bridge: { supportAccounts: { support: { storeId: 5, sellerId: 201 }, sales: { storeId: 6 } } },
    })
    await bench.answer({ text: 'whose?', uuid: 'a-1' }, { storeId: 9 })
    expect(bench.platform.requestCount).toBe(0)
    expect(await notices()).toMatchObject([
      { text: expect.stringContaining('no_account'), undelivered: 'a-1' },
    ])
  })
})

describe('an answer that fails', () => {
  it.each([
    ['with a code that may pass', { code: 60008 }],
    ['with HTTP 502', { status: 502 }],
    ['with a wrong key, say', { code: 70009 }],
    ['by too many calls', { code: 60010 }],
    ['by a reset', { reset: true }],
  ] as const)('%s, is tried again, under the same numbers', async (_, fault) => {
    await start()
    bench.platform.fail({ endpoint: 'openim/sendmsg', ...fault })
    await bench.answer('hi')
    const [first, second, ...others] = bench.sent()
    expect([second?.text, others]).toEqual([first?.text, []])
    expect(bench.seenByAlice()).toHaveLength(1)
    expect(await notices()).toEqual([])
  })

  it('after Tencent has taken it, is found in the history and not sent again', async () => {
    await start()
    bench.platform.fail({ endpoint: 'openim/sendmsg', handled: true, status: 502 })
    await bench.answer('hi')
    expect(bench.sent()).toHaveLength(1)
    expect(bench.seenByAlice()).toHaveLength(1)
    expect(await failed()).toBe(0)
  })

  it.each([-30, 30])('is found there when clocks differ by %i seconds', async (seconds) => {
    await start({ platform: { clock: () => Date.now() + seconds * 1000 } })
    bench.platform.fail({ endpoint: 'openim/sendmsg', handled: true, status: 502 })
    await bench.answer('hi')
    expect(bench.sent()).toHaveLength(1)
  })

  it('while the history is out of order, is not sent on a guess', async () => {
    await start()
    bench.platform.fail({ endpoint: 'openim/sendmsg', handled: true, status: 502 })
    bench.platform.fail({ endpoint: 'openim/admin_getroammsg', code: 60008 })
    await bench.answer('hi')
    expect(bench.sent()).toHaveLength(1)
    expect(await failed()).toBe(0)
  })

  it('again and again, is kept as a dead letter, and goes out when that is replayed', async () => {
    await start()
    bench.platform.fail({ endpoint: 'openim/sendmsg', code: 60008 }, Number.POSITIVE_INFINITY)
    await bench.answer('hi')
    const [letter] = await bench.queues.outgoing.deadLetters.list()
    expect([bench.seenByAlice(), letter?.error]).toEqual([[], expect.stringContaining('60008')])
    bench.platform.heal()
    await bench.queues.outgoing.deadLetters.replay(letter?.id ?? '')
    await bench.idle()
    expect(bench.seenByAlice()).toHaveLength(1)
  })

  it.each([
    ['later', 2000],
    ['after the clock was set back', -3_600_000],
  ])(
    'after Tencent has taken it, is not sent again by who replays the dead letter %s',
    async (_, lateness) => {
      let late = 0
      await start({ bridge: { clock: () => Date.now() + late } })
      bench.platform.fail({ endpoint: 'openim/sendmsg', handled: true, status: 502 })
      bench.platform.fail({ endpoint: 'openim/admin_getroammsg', code: 60008 }, 2)
      await bench.answer('hi')
      const [letter] = await bench.queues.outgoing.deadLetters.list()
      late = lateness
      await bench.queues.outgoing.deadLetters.replay(letter?.id ?? '')
      await bench.idle()
      expect(bench.sent()).toHaveLength(1)
      expect(await failed()).toBe(0)
    },
  )

  it.each([
    ['refused', 20006],
    ['refused', 120001],
    ['caller', 90012],
  ])('for good (%s, %i), is not tried again, and the seller is told once', async (reason, code) => {
    const errors: string[] = []
    await start({ bridge: { logger: { warn: () => undefined, error: (text) => errors.push(text) } } })
    bench.platform.fail({ endpoint: 'openim/sendmsg', code })
    await bench.answer({ text: 'hi', uuid: 'a-1' })
    expect(bench.sent()).toHaveLength(1)
    expect(await failed()).toBe(0)
    expect(await notices()).toMatchObject([
      { text: `[not delivered to the customer: ${reason}, ${code}]`, undelivered: 'a-1' },
    ])
    expect(errors).toEqual([`im-callback: an answer does not reach its customer (${reason})`])
  })

  it.each([
    ['that names no shop', { storeId: 0 }],
    ['of command 64', { form: 'v2' }],
  ] as const)('%s, is told to a seller who belongs to the shop', async (_, how) => {
    await start({ gateway: { assignment: assignSellers({ mode: 'order', sellers: { 5: [201] } }) } })
    bench.platform.fail({ endpoint: 'openim/sendmsg', code: 20006 })
    await bench.answer('hi', how)
    expect(await notices()).toHaveLength(1)
    expect(bench.sent()).toHaveLength(1)
  })

  it('is not sent again because the gateway refuses the notice', async () => {
    const warnings: string[] = []
    await start({
      bridge: { logger: { warn: (text) => warnings.push(text), error: () => undefined } },
      gateway: { assignment: assignSellers({ mode: 'order', sellers: { 5: [202] } }) },
    })
    bench.platform.fail({ endpoint: 'openim/sendmsg', code: 20006 })
    await bench.answer('hi')
    expect([bench.sent().length, await failed(), await notices()]).toEqual([1, 0, []])
    expect(warnings).toEqual([expect.stringContaining('unknown_receiver')])
  })

  it('is told in words of one’s own, or to the log alone', async () => {
    await start({
      bridge: {
        notice: ({ answer, code }) => (answer.MsgKey.includes('silent') ? undefined : { undelivered: code }),
      },
    })
    bench.platform.fail({ endpoint: 'openim/sendmsg', code: 20006 }, 2)
    await bench.answer('a', { key: 'silent' })
    await bench.answer('b', { key: 'told' })
    expect((await notices()).map(({ undelivered }) => undelivered)).toEqual([20006])
  })

  it('and whose notice cannot be stored, is asked about again, and told once', async () => {
    await start()
    bench.platform.fail({ endpoint: 'openim/sendmsg', code: 20006 }, 2)
    const append = bench.store.append.bind(bench.store)
    let calls = 0
    jest.spyOn(bench.store, 'append').mockImplementation(async (message) => {
      // The first is the answer itself.
      if (++calls === 2) throw new Error('disk')
      return append(message)
    })
    await bench.answer('hi')
    expect(await notices()).toHaveLength(1)
    expect(await failed()).toBe(0)
  })
})

it('an answer that is resent to a gateway that was restarted goes out once', async () => {
  await start()
  await bench.answer('hi', { key: 'k' })
  await bench.answer('hi', { key: 'k' }, bench.restarted())
  expect(bench.sent()).toHaveLength(1)
  expect(bench.platform.requests.at(-1)?.endpoint).toBe('openim/admin_getroammsg')
})
