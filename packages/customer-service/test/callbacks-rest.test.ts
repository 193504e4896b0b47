import { CallbackHandler, tencent } from '@im-callback/core'
import { expectTypeOf } from 'expect-type'
import { type CustomerCallbacks, createGateway, customer, memoryStore } from '../src/index.js'
import { messageBody } from './support/bodies.js'
import { startGateway } from './support/gateway.js'

describe('the handler of the messages', () => {
  it('may have a client as rest, which its routes get', async () => {
    const told: string[] = []
    const rest = { tell: (what: string) => told.push(what) }
    const callbacks = new CallbackHandler({ protocol: customer(), rest })
    callbacks.on('Customer.AfterSendMessage', (event) => {
      event.rest.tell(event.body.CustomerService.Content)
    })
    const bench = await startGateway({ store: memoryStore(), callbacks })
    const client = await bench.login('tA')
    client.send(24, messageBody([7, 101, 5, 201], 'hello'))
    expect((await client.wait(5)).body.readInt8(4)).toBe(0)
    expect(told).toEqual(['hello'])
    await bench.close()
  })

  it('of another platform is refused, by the compiler too', () => {
    const tencentHandler = new CallbackHandler({ protocol: tencent() })
    expectTypeOf(tencentHandler).not.toExtend<CustomerCallbacks>()
    const options = { supportAppId: 1453, store: memoryStore(), websocket: {} }
    const authenticator = { authenticate: () => undefined }
    expect(() => createGateway({ ...options, authenticator, callbacks: tencentHandler as never })).toThrow(
      'callbacks speaks Tencent',
    )
  })
})
