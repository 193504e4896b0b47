import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeServer } from '@im-callback/core/node'
import { type Client, createClient, type ReceivedMessage } from '@im-callback/customer-service/client'
import { createSimulator, textMessage } from '@im-callback/testing'
import { createRestServer, type RestServer } from '@im-callback/testing/rest'
import { WebSocket } from 'ws'
import { type Node, startNode } from '../src/node.js'
import { sqliteStorage } from '../src/storage.js'
import { Tokens } from '../src/tokens.js'

const [sdkAppId, secretKey, token] = [1400000000, 'a-key-for-tests', 'a-token-for-tests']
const tokens = new Tokens('secret')
const seller = { appId: 1453n, uid: 201n }

let folder: string
let platform: RestServer
let node: Node
let desk: Client
let seen: ReceivedMessage[]
let onMessage: () => void

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
  platform = await createRestServer({ sdkAppId, secretKey })
  node = await startNode({
    host: '127.0.0.1',
    port: 0,
    sellers: [seller.uid],
    tokens,
    storage: await sqliteStorage(folder),
    assets: { files: new Map(), importMapHash: "'sha256-none'" },
    data: folder,
    tencent: {
      sdkAppId,
      secretKey,
      token,
      identifier: 'administrator',
      region: 'china',
      restUrl: platform.url,
      account: 'support',
    },
  })
  seen = []
  desk = createClient({
    url: `${node.url.replace(/^http/, 'ws')}ws`,
    WebSocket,
    user: seller,
    token: tokens.issue(seller),
  })
  desk.on('message', (message) => {
    seen.push(message)
    onMessage?.()
  })
})
afterEach(async () => {
  desk.close()
  await closeServer(node.server, node, { grace: 0 })
  await platform.close()
  rmSync(folder, { recursive: true })
})

const say = async (text: string, key: string) => {
  const url = `${node.url}im/callback`
  const fields = { From_Account: 'alice', To_Account: 'support', MsgKey: key, MsgBody: [textMessage(text)] }
  return createSimulator({ url, sdkAppId, token }).send('C2C.CallbackAfterSendMsg', {
    ...fields,
    SendMsgResult: 0,
    OnlineOnlyFlag: 0,
    CloudCustomData: '',
  })
}

/** The message with which the desk has as many. */
async function message(count: number): Promise<ReceivedMessage> {
  while (seen.length < count) {
    await new Promise<void>((resolve) => {
      onMessage = resolve
    })
  }
  return seen[count - 1] as ReceivedMessage
}

it('what alice writes at Tencent comes to the desk, and the answer to alice', async () => {
  expect((await say('Where is my parcel?', '1_1_1')).status).toBe(200)
  const { text, message: wire } = await message(1)
  expect(text).toBe('Where is my parcel?')
  if (wire.command !== 24) throw new Error('It came as something else.')
  const customer = { appId: wire.customerAppId, uid: wire.customerId }
  await desk.sendToCustomer({ read: 'a' }, { customer, storeId: wire.storeId })
  await desk.sendToCustomer('On its way.', { customer, storeId: wire.storeId })
  await platform.arrived(1)
  expect(platform.history('alice', 'support')).toMatchObject([
    { From_Account: 'support', MsgBody: [{ MsgType: 'TIMTextElem', MsgContent: { Text: 'On its way.' } }] },
  ])
})

it('what is as long as Tencent lets it be comes to the desk', async () => {
  const long = '"'.repeat(12 * 1024)
  await say(long, '1_1_1')
  expect((await message(1)).text).toBe(long)
})

it('an answer that has to be tried again while the example ends goes out, and it ends', async () => {
  await say('Where is my parcel?', '1_1_1')
  const { message: wire } = await message(1)
  if (wire.command !== 24) throw new Error('It came as something else.')
  platform.fail({ endpoint: 'openim/sendmsg', code: 60008 })
  const error = jest.spyOn(console, 'error').mockImplementation()
  const customer = { appId: wire.customerAppId, uid: wire.customerId }
  await desk.sendToCustomer('On its way.', { customer, storeId: wire.storeId })
  await platform.arrived(1)
  // As a signal does, before it ends the server.
  await node.endTalks()
  await platform.arrived(3)
  expect(platform.history('alice', 'support')).toHaveLength(1)
  expect(error).toHaveBeenCalledTimes(1)
  error.mockRestore()
})

it('one rule serves at Tencent, too, and strangers are not let in', async () => {
  const url = `${node.url}im/callback`
  const fields = { MsgBody: [textMessage('casino')] }
  const { reply } = await createSimulator({ url, sdkAppId, token }).send('C2C.CallbackBeforeSendMsg', fields)
  expect(reply?.ErrorCode).toBe(120001)
  const warn = jest.spyOn(console, 'warn').mockImplementation()
  const stranger = createSimulator({ url, sdkAppId, token: 'guessed' })
  expect((await stranger.send('C2C.CallbackBeforeSendMsg', fields)).status).toBe(401)
  expect(warn).toHaveBeenCalledTimes(1)
  warn.mockRestore()
})
