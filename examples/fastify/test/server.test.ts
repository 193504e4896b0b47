import type { AddressInfo } from 'node:net'
import { closeServer } from '@im-callback/core/node'
import { createSimulator, type Simulator, textMessage } from '@im-callback/testing'
import type { FastifyInstance } from 'fastify'

const log = jest.spyOn(console, 'log').mockImplementation()

let app: FastifyInstance

beforeAll(async () => {
  Object.assign(process.env, { PORT: '0', IM_CALLBACK_TOKEN: 'test-token' })
  ;({ app } = await import('../src/server.js'))
  app.log.level = 'silent'
  if (!app.server.listening) await new Promise((resolve) => app.server.once('listening', resolve))
})

function platform(path = '/im/callback', token = 'test-token'): Simulator {
  const { port } = app.server.address() as AddressInfo
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
  await closeServer(app.server, { close: () => app.close() }, { grace: 0 })
  expect(log).toHaveBeenCalledWith('alice wrote to bob')
})
