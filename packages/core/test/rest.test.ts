import { expectTypeOf } from 'expect-type'
import { CallbackHandler, type EventOf, MemoryQueue, type TencentCommands } from '../src/index.js'

type Message = EventOf<TencentCommands, 'C2C.CallbackAfterSendMsg'>

const body = {
  CallbackCommand: 'C2C.CallbackAfterSendMsg',
  From_Account: 'alice',
  To_Account: 'bob',
} as Message['body']

/** Stands for a client of the platform: the core asks nothing of it. */
const client = () => {
  const sent: string[] = []
  return { sent, send: (to: string) => void sent.push(to) }
}

const eventFor = (im: CallbackHandler) => im.createEvent('C2C.CallbackAfterSendMsg', {}, body)

describe('event.rest', () => {
  it('is the client the handler was given, in hook, middleware, route and fallback', async () => {
    const rest = client()
    const im = new CallbackHandler({ rest })
    im.before((event) => event.rest.send('before'))
    im.use((event, next) => {
      event.rest.send('use')
      return next()
    })
    im.on('C2C.CallbackAfterSendMsg', (event) => event.rest.send('on'))
    await im.handle(im.createEvent('C2C.CallbackAfterSendMsg', {}, body))
    im.off('C2C.CallbackAfterSendMsg').fallback((event) => event.rest.send('fallback'))
    await im.handle(im.createEvent('C2C.CallbackAfterSendMsg', {}, body))
    expect(rest.sent).toEqual(['before', 'use', 'on', 'before', 'use', 'fallback'])
  })

  it('comes with a request', async () => {
    const rest = client()
    const im = new CallbackHandler({ rest })
    im.on('C2C.CallbackAfterSendMsg', (event) => event.rest.send(event.body.From_Account))
    const url = '/?CallbackCommand=C2C.CallbackAfterSendMsg'
    await im.receive({ method: 'POST', url, headers: {}, body: () => JSON.stringify(body) })
    expect(rest.sent).toEqual(['alice'])
  })

  it('comes from the queue', async () => {
    const rest = client()
    const im = new CallbackHandler({ rest, queue: new MemoryQueue() })
    im.on('C2C.CallbackAfterSendMsg', { async: true, handle: (event) => event.rest.send('later') })
    await im.handle(im.createEvent('C2C.CallbackAfterSendMsg', {}, body))
    await im.close()
    expect(rest.sent).toEqual(['later'])
  })

  it('says what to do when the handler was given none', () => {
    const event: Message = eventFor(new CallbackHandler())
    expect(() => event.rest).toThrow(/no client; give it one: new CallbackHandler\(\{ rest: client \}\)/)
  })

  it('is typed by the client', () => {
    const types = () => {
      const im = new CallbackHandler({ rest: client() })
      im.on('C2C.CallbackAfterSendMsg', (event) => {
        expectTypeOf(event.rest.send).toEqualTypeOf<(to: string) => undefined>()
        // @ts-expect-error no such method
        event.rest.sent()
      })
      const handle = (event: Message) => event.body.From_Account
      im.on('C2C.CallbackAfterSendMsg', async (event) => void handle(event))
      new CallbackHandler().on('C2C.CallbackAfterSendMsg', (event) => {
        // @ts-expect-error there is no client
        event.rest.send('alice')
      })
    }
    expect(types).toBeInstanceOf(Function)
  })
})
