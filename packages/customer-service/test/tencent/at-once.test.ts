import { setImmediate } from 'node:timers/promises'
import {
  type AnswerFields,
  type AnswerSender,
  bridgeTencent,
  type StoredMessageEvent,
} from '../../src/tencent.js'
import { quiet } from '../support/gateway.js'

/** As `Customer.AfterSendMessage` has it: a seller's answer to account 101. */
const event = (id: string, isRepeat = false): StoredMessageEvent => ({
  id,
  attempt: 1,
  signal: new AbortController().signal,
  receivedAt: Date.now(),
  body: {
    CallbackCommand: 'Customer.AfterSendMessage',
    From_Account: '1453:201',
    To_Account: '8:101',
    MsgSeq: 1,
    MsgTime: Math.floor(Date.now() / 1000),
    MsgKey: id,
    OnlineOnlyFlag: 0,
    MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'hi' } }],
    CustomerService: {
      Command: 25,
      SenderAppId: '1453',
      SenderId: '201',
      ReceiverAppId: '8',
      ReceiverId: '101',
      StoreId: '0',
      Content: 'hi',
      ContentEncoding: 'utf8',
      Msgid: '1',
      IsRepeat: isRepeat,
    },
  },
})

describe('an answer whose event comes again while it is on its way', () => {
  /** Calls that have come so far; Tencent takes a message, or fails, when it is told to. */
  let waiting: { take: () => void; fail: () => void }[]
  let taken: AnswerFields[]
  const rest: AnswerSender = {
    sendMessage: (message) =>
      new Promise<void>((resolve, reject) => {
        const take = () => {
          taken.push(message)
          resolve()
        }
        waiting.push({ take, fail: () => reject(new Error('no answer')) })
      }),
    async *pullMessages() {
      yield* taken
    },
  }
  const bridge = () =>
    bridgeTencent({
      sdkAppId: 1,
      supportAccounts: { support: {} },
      customers: 8,
      gateway: { supportAppId: 1453n, post: async () => ({ status: 'ok', msgid: 1n }) },
      rest,
      logger: quiet,
    })
  beforeEach(() => {
    waiting = []
    taken = []
  })

  it('goes out once', async () => {
    const { answer } = bridge()
    const both = [answer(event('a')), answer(event('a', true))]
    await setImmediate()
    for (const { take } of waiting) take()
    await Promise.all(both)
    expect(taken).toHaveLength(1)
  })

  it('goes out with the second event when it did not with the first', async () => {
    const { answer } = bridge()
    const [first, second] = [answer(event('a')), answer(event('a', true))]
    await setImmediate()
    waiting[0]?.fail()
    await expect(first).rejects.toThrow('no answer')
    await setImmediate()
    waiting[1]?.take()
    await second
    expect(taken).toHaveLength(1)
  })

  it('holds up no other one', async () => {
    const { answer } = bridge()
    const both = [answer(event('a')), answer(event('b'))]
    await setImmediate()
    expect(waiting).toHaveLength(2)
    for (const { take } of waiting) take()
    await Promise.all(both)
  })
})
