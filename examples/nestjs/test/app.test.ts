import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSimulator, type Simulator, textMessage } from '@im-callback/testing'
import type { INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { AppModule } from '../src/app.module.js'
import { ARCHIVE_FILE } from '../src/archive.callbacks.js'

let folder: string
let app: INestApplication
let url: string
let platform: Simulator

beforeEach(async () => {
  process.env.IM_CALLBACK_TOKEN = 'test-token'
  folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
  const testing = await Test.createTestingModule({ imports: [AppModule] })
    .overrideProvider(ARCHIVE_FILE)
    .useValue(join(folder, 'archive.jsonl'))
    .compile()
  app = testing.createNestApplication({ logger: false })
  await app.listen(0, '127.0.0.1')
  url = `${await app.getUrl()}/im/callback`
  platform = createSimulator({ url, token: 'test-token' })
})

afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

it.each([
  ['hello', 0, 0],
  ['to the CASINO', 120001, 10100],
  ['赌博', 120001, 10100],
])('judges "%s" with %d and %d', async (text, friend, group) => {
  const MsgBody = [textMessage(text)]
  expect((await platform.send('C2C.CallbackBeforeSendMsg', { MsgBody })).reply?.ErrorCode).toBe(friend)
  expect((await platform.send('Group.CallbackBeforeSendMsg', { MsgBody })).reply?.ErrorCode).toBe(group)
})

it('refuses whatever a muted account sends', async () => {
  const answer = await platform.send('C2C.CallbackBeforeSendMsg', { From_Account: 'mallory' })
  expect(answer).toMatchObject({ status: 200, reply: { ActionStatus: 'OK', ErrorCode: 1 } })
})

it('serves nobody else', async () => {
  const stranger = createSimulator({ url, token: 'guessed' })
  expect((await stranger.send('State.StateChange')).status).toBe(401)
})

it('has archived every message when it is closed', async () => {
  await platform.send('C2C.CallbackAfterSendMsg', { From_Account: 'alice' })
  await platform.send('Group.CallbackAfterSendMsg', { From_Account: 'bob' })
  expect(await (await fetch(new URL('/health', url))).json()).toMatchObject({ failed: 0 })
  const file = join(folder, 'archive.jsonl')
  await app.close()
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).body.From_Account).sort()).toEqual(['alice', 'bob'])
})
