import type { CallbackHandler } from '@im-callback/core'
import { getImCallbackToken } from '@im-callback/nestjs'
import { createSimulator, payload, textMessage } from '@im-callback/testing'
import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { AppModule } from './app.module.js'

const command = 'C2C.CallbackBeforeSendMsg'
const token = 'a-token'
const MsgBody = [textMessage('buy spam')]
let app: INestApplication

beforeEach(async () => {
  process.env.IM_CALLBACK_TOKEN = token
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile()
  app = testing.createNestApplication({ logger: ['warn', 'error'] })
  await app.init()
})
afterEach(() => app.close())

it('judges an event, without HTTP', async () => {
  const im = app.get<CallbackHandler>(getImCallbackToken())
  const judged = (body: object) => im.handle(im.createEvent(command, {}, payload(command, body)))
  expect(await judged({ MsgBody })).toMatchObject({ ErrorCode: 120001 })
  expect(await judged({ From_Account: 'mallory' })).toMatchObject({ ErrorCode: 1 })
  expect(await judged({})).toMatchObject({ ErrorCode: 0 })
})

it('answers the platform', async () => {
  await app.listen(0, '127.0.0.1')
  const url = `${await app.getUrl()}/im/callback`
  const platform = createSimulator({ url, token })
  expect(await platform.send(command, { MsgBody })).toMatchObject({
    status: 200,
    reply: { ErrorCode: 120001 },
  })
})
