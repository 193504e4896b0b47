import {
  CallbackHandler,
  type DedupeStore,
  type HandlerOptions,
  MemoryQueue,
  memoryDedupe,
  tencent,
} from '../src/index.js'
import { appId, gate, recorder, request } from './support/requests.js'

const after = 'C2C.CallbackAfterSendMsg'

function setUp(options: HandlerOptions) {
  const im = new CallbackHandler({ protocol: tencent({ apps: () => ({}) }), logger: recorder(), ...options })
  return { im, post: (body: string) => im.receive(request(after, body)) }
}

describe('web and worker apart', () => {
  it('with consume: false events are stored, and handled once work() is called', async () => {
    const queue = new MemoryQueue()
    const { im, post } = setUp({ queue, consume: false })
    const handled = gate<string>()
    im.on(after, { async: true, handle: (event) => handled.open(event.id) })
    expect((await post('{}')).status).toBe(200)
    expect((await im.stats()).consumers.master).toBe(0)
    expect(queue.stats().waiting).toBe(1)
    expect(im.work().work()).toBe(im)
    await handled.promise
    await im.close()
  })

  it('says what consume may be', () => {
    const consume = 'no' as unknown as boolean
    expect(() => new CallbackHandler({ consume })).toThrow('consume is "no"; give true or false.')
  })
})

describe('events from the queue with a dedupe store', () => {
  const setUpTwice = async (dedupe: DedupeStore | undefined, handle: (id: string) => unknown) => {
    const queue = new MemoryQueue({ concurrency: 1, retry: { minDelay: 0, maxDelay: 0 } })
    const logger = recorder()
    const im = new CallbackHandler({ protocol: tencent({ apps: () => ({}) }), queue, dedupe, logger })
    im.on(after, { async: true, handle: (event) => void handle(event.id) })
    for (let times = 0; times < 2; times++)
      await im.handle(im.createEvent(after, { SdkAppid: appId }, '{"MsgKey":"1"}'))
    await im.close()
    return logger
  }

  it('are handled once however often they were stored, and as often as stored without one', async () => {
    for (const [dedupe, times] of [
      [memoryDedupe(), 1],
      [undefined, 2],
    ] as const) {
      const seen: string[] = []
      await setUpTwice(dedupe, (id) => seen.push(id))
      expect(seen).toHaveLength(times)
    }
  })

  it('are tried again when the handler failed', async () => {
    let tries = 0
    await setUpTwice(memoryDedupe(), () => {
      if (++tries === 1) throw new Error('not yet')
    })
    expect(tries).toBe(2)
  })

  it('are handled without the store when it fails', async () => {
    const broken: DedupeStore = { once: () => Promise.reject(new Error('store gone')) }
    const seen: string[] = []
    const logger = await setUpTwice(broken, (id) => seen.push(id))
    expect(seen).toHaveLength(2)
    expect(logger.errors).toContain('im-callback: the dedupe store failed; going on without it')
  })

  it('an outcome counts although the store then fails', async () => {
    const forgetful: DedupeStore = {
      once: async (_id, answer) => {
        await answer()
        throw new Error('store gone')
      },
    }
    const seen: string[] = []
    await setUpTwice(forgetful, (id) => seen.push(id))
    expect(seen).toHaveLength(2)
  })
})
