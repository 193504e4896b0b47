import { type CallbackHandler, MemoryQueue, tencent } from '@im-callback/core'
import { closeServer } from '@im-callback/core/node'
import { TencentRest } from '@im-callback/rest'
import { createSimulator, textMessage } from '@im-callback/testing'
import { createRestServer, type RestServer } from '@im-callback/testing/rest'
import { createBot } from '../src/bot.js'
import { Conversation } from '../src/conversation.js'
import { serve } from '../src/server.js'

const sdkAppId = 1400000000
const token = 'test-token'
const secretKey = 'a-key-for-tests'
const logger = { warn() {}, error() {} }

let platform: RestServer
let im: Pick<CallbackHandler, 'close' | 'receive'>
let running: Awaited<ReturnType<typeof serve>>
let conversation: Conversation

beforeEach(async () => {
  platform = await createRestServer({ sdkAppId, secretKey })
  const rest = new TencentRest({ sdkAppId, secretKey, baseUrl: platform.url, retry: false })
  const queue = new MemoryQueue({ retry: { attempts: 2, minDelay: 0, maxDelay: 0 } })
  im = createBot({ protocol: tencent({ sdkAppId, token }), rest, queue, logger, account: 'bob' })
  running = await serve(im, { host: '127.0.0.1', port: 0 })
  conversation = new Conversation({ platform, url: running.url, sdkAppId, token, user: 'alice', bot: 'bob' })
})

afterEach(async () => {
  if (running.server.listening) await closeServer(running.server, im, { grace: 0 })
  await platform.close()
})

describe('the bot', () => {
  it('answers, and has read what it answered', async () => {
    expect(await conversation.say('hello')).toEqual(['You said: hello'])
    expect(platform.unread('bob', 'alice')).toBe(0)
    expect(platform.unread('alice', 'bob')).toBe(1)
    expect(platform.history('bob', 'alice').at(-1)).toMatchObject({
      From_Account: 'bob',
      To_Account: 'alice',
    })
  })

  it('answers under a key of its own, also within the second', async () => {
    await conversation.say('hello')
    const keys = platform.history('bob', 'alice').map(({ MsgKey }) => MsgKey)
    expect(new Set(keys).size).toBe(2)
  })

  it('takes refused messages back, on both sides', async () => {
    expect(await conversation.say('see you at the casino')).toEqual([expect.stringContaining('"casino"')])
    expect(platform.history('alice', 'bob')[0]).toMatchObject({ MsgFlagBits: 8 })
    expect(conversation.lines()[0]).toBe('alice: (recalled)')
  })

  it('says how much is unread', async () => {
    await conversation.say('hello')
    await conversation.say('hello again')
    expect(await conversation.say('unread')).toEqual(['You have 2 messages from me that you have not read.'])
  })

  it('does not answer itself, nor messages between others', async () => {
    const callbacks = createSimulator({ url: running.url, sdkAppId, token })
    const MsgBody = [textMessage('hello')]
    for (const [From_Account, To_Account] of [
      ['bob', 'bob'],
      ['bob', 'alice'],
      ['alice', 'carol'],
    ]) {
      const sent = { From_Account, To_Account, MsgBody }
      expect((await callbacks.send('C2C.CallbackAfterSendMsg', sent)).status).toBe(200)
    }
    await closeServer(running.server, im, { grace: 0 })
    expect(platform.requestCount).toBe(0)
  })

  it('asks for no callback of its own messages', async () => {
    await conversation.say('hello')
    expect(platform.requests[0]).toMatchObject({
      endpoint: 'openim/sendmsg',
      body: { ForbidCallbackControl: ['ForbidAfterSendMsgCallback'] },
    })
  })

  it('tries again from the queue when a call failed, under the numbers of the message', async () => {
    platform.fail({ endpoint: 'openim/sendmsg', code: 20005 })
    expect(await conversation.say('hello')).toEqual(['You said: hello'])
    const sent = platform.requests.filter(({ endpoint }) => endpoint === 'openim/sendmsg')
    expect(sent).toHaveLength(2)
    expect(sent[1]?.text).toBe(sent[0]?.text)
  })

  it('is not there for strangers', async () => {
    const stranger = createSimulator({ url: running.url, sdkAppId, token: 'guessed' })
    expect((await stranger.send('C2C.CallbackAfterSendMsg')).status).toBe(401)
    expect(platform.requestCount).toBe(0)
  })
})
