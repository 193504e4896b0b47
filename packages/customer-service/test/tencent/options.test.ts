import { CallbackHandler, type TencentCommands, tencent } from '@im-callback/core'
import type { TencentRest } from '@im-callback/rest'
import { expectTypeOf } from 'expect-type'
import { createGateway, customer, memoryStore, staticTokens } from '../../src/index.js'
import { type AnswerSender, type BridgeOptions, bridgeTencent } from '../../src/tencent.js'
import { quiet } from '../support/gateway.js'

const handlers = () => ({
  im: new CallbackHandler({ protocol: tencent({ sdkAppId: 1 }), logger: quiet }),
  callbacks: new CallbackHandler({ protocol: customer(), logger: quiet }),
})

const handlersWithRest = (): CallbackHandler<TencentCommands, TencentRest> =>
  new CallbackHandler<TencentCommands, TencentRest>({ protocol: tencent({ sdkAppId: 1 }), logger: quiet })

const gateway = createGateway({
  supportAppId: 1453,
  authenticator: staticTokens({}),
  store: memoryStore(),
  websocket: { port: 0 },
})

const rest: AnswerSender = { sendMessage: async () => undefined, pullMessages: async function* () {} }

const options = { sdkAppId: 1, supportAccounts: { support: {} }, customers: 8, gateway, rest }

describe('bridgeTencent', () => {
  it.each<[string, object, string]>([
    ['a name', { supportAcounts: {} }, 'Did you mean "supportAccounts"?'],
    ['the app', { sdkAppId: '1' }, 'sdkAppId is "1"'],
    ['no account', { supportAccounts: {} }, 'supportAccounts is empty'],
    ['an account', { supportAccounts: { a: { store: 1 } } }, 'supportAccounts["a"] has no option "store"'],
    ['a shop', { supportAccounts: { a: { storeId: 0.5 } } }, 'supportAccounts["a"].storeId is 0.5'],
    ['one shop for two', { supportAccounts: { a: {}, b: {} } }, 'has the storeId 0, as "a" has'],
    ['the gateway', { gateway: {} }, 'gateway needs the method post'],
    ['no app of the gateway', { gateway: { post() {} } }, 'gateway.supportAppId is undefined'],
    ['the client', { rest: { sendMessage() {} } }, 'rest needs the method pullMessages'],
    ['the map', { customers: {} }, 'customers needs the method customerOf'],
    ['no map', { customers: '8' }, 'customers is "8"'],
    ['the app of support', { customers: 1453 }, 'customers is 1453, the app of support'],
    ['the content', { toContent: 'text' }, 'toContent is "text"'],
  ])('names %s that cannot mean anything: %j', (_, wrong, sentence) => {
    expect(() => bridgeTencent({ ...options, ...wrong } as BridgeOptions)).toThrow(sentence)
  })

  it('knows handlers that were given the wrong way round', () => {
    const { im, callbacks } = handlers()
    const swapped = { ...options, im: callbacks, callbacks: im } as unknown as BridgeOptions
    expect(() => bridgeTencent(swapped)).toThrow('im is no CallbackHandler of the protocol tencent()')
    const wrong = { ...options, callbacks: im } as unknown as BridgeOptions
    expect(() => bridgeTencent(wrong)).toThrow('callbacks is no CallbackHandler of the protocol customer()')
  })

  it('does not take a route that is there already, and leaves both handlers as they are', () => {
    const { im, callbacks } = handlers()
    callbacks.on('Customer.AfterSendMessage', () => undefined)
    expect(() => bridgeTencent({ ...options, im, callbacks })).toThrow(
      'call bridge.answer(event) in that route',
    )
    expect(im.has('C2C.CallbackAfterSendMsg')).toBe(false)
  })

  it('works inside a route of one’s own', async () => {
    const { im } = handlers()
    const posted: unknown[] = []
    const post: typeof gateway.post = async (message) => {
      posted.push(message.to)
      return { status: 'ok', msgid: 1n }
    }
    const bridge = bridgeTencent({ ...options, gateway: { supportAppId: 1453n, post } })
    im.on('C2C.CallbackAfterSendMsg', (event) => bridge.relay(event))
    const MsgBody = [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'x' } }]
    const body = { From_Account: '7', To_Account: 'support', MsgKey: '1', MsgBody }
    const params = { SdkAppid: '1', CallbackCommand: 'C2C.CallbackAfterSendMsg' }
    await im.handle(im.createEvent('C2C.CallbackAfterSendMsg', params, JSON.stringify(body)))
    expect(posted).toEqual([{ appId: 1453n, uid: 0n }])
    const empty = JSON.stringify({ From_Account: '7', To_Account: 'support' })
    const broken = im.handle(im.createEvent('C2C.CallbackAfterSendMsg', params, empty))
    await expect(broken).rejects.toThrow('handler of this callback failed')
  })

  it('takes a TencentRest, and handlers that have one', () => {
    expectTypeOf<TencentRest>().toExtend<AnswerSender>()
    const withRest: NonNullable<BridgeOptions['im']> = handlersWithRest()
    expect(withRest.has('C2C.CallbackAfterSendMsg')).toBe(false)
  })
})
