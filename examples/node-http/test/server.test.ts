import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallbackHandler } from '@im-callback/core'
import { closeServer } from '@im-callback/core/node'
import { createSimulator, type Simulator, textMessage } from '@im-callback/testing'

const log = jest.spyOn(console, 'log').mockImplementation()
jest.spyOn(console, 'warn').mockImplementation()

let server: Server
let im: CallbackHandler

beforeAll(async () => {
  Object.assign(process.env, { PORT: '0', IM_CALLBACK_TOKEN: 'test-token' })
  ;({ server, im } = await import('../src/server.js'))
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
})

function platform(path = '/im/callback', token = 'test-token'): Simulator {
  const { port } = server.address() as AddressInfo
  return createSimulator({ url: `http://127.0.0.1:${port}${path}`, token })
}

it.each([
  ['spam, spam', { ErrorCode: 120001, ErrorInfo: 'no advertising, please' }],
  ['hello', { ErrorCode: 0 }],
])('answers "%s" with %j', async (text, reply) => {
  const MsgBody = [textMessage(text)]
  expect(await platform().send('C2C.CallbackBeforeSendMsg', { MsgBody })).toMatchObject({
    status: 200,
    reply,
  })
})

it('serves nobody else, and nothing elsewhere', async () => {
  expect((await platform('/im/callback', 'guessed').send('State.StateChange')).status).toBe(401)
  expect((await platform('/').send('State.StateChange')).status).toBe(404)
})

it('has handled every after-callback when it is closed', async () => {
  expect((await platform().send('C2C.CallbackAfterSendMsg')).status).toBe(200)
  await closeServer(server, im, { grace: 0 })
  expect(log).toHaveBeenCalledWith('alice wrote to bob')
})
