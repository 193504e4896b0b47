import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CallbackHandler, tencent } from '@im-callback/core'
import { closeServer } from '@im-callback/core/node'
import { createSimulator, type Simulator, textMessage } from '@im-callback/testing'
import { type Running, startServer } from '../src/server.js'

const sdkAppId = 1400000000
const token = 'test-token'
const logger = { warn() {}, error() {} }

let folder: string
let archive: string
let running: Running
let platform: Simulator

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
  archive = join(folder, 'data', 'archive.jsonl')
  const protocol = tencent({ sdkAppId, token })
  running = await startServer({ host: '127.0.0.1', port: 0 }, archive, { protocol, logger })
  platform = createSimulator({ url: running.url, sdkAppId, token })
})

afterEach(async () => {
  if (running.server.listening) await closeServer(running.server, running.im, { grace: 0 })
  rmSync(folder, { recursive: true })
})

const archived = () =>
  readFileSync(archive, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line): unknown => JSON.parse(line))

describe('before a message is sent', () => {
  const ok = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }
  const cases = [
    ['good morning', ok, ok],
    ['damn', { ...ok, MsgBody: [textMessage('****')] }, { ...ok, MsgBody: [textMessage('****')] }],
    [
      'casino',
      { ...ok, ErrorCode: 120001, ErrorInfo: expect.stringContaining('casino') },
      { ErrorCode: 10100 },
    ],
    ['赌博', { ErrorCode: 120001, ErrorInfo: expect.stringContaining('赌博') }, { ErrorCode: 10100 }],
    ['spam', { ...ok, ErrorCode: 2 }, { ...ok, ErrorCode: 2 }],
  ] as const

  it.each(cases)('one to one: %s', async (text, reply) => {
    const answer = await platform.send('C2C.CallbackBeforeSendMsg', { MsgBody: [textMessage(text)] })
    expect(answer).toMatchObject({ status: 200, reply })
  })

  it.each(cases)('in a group: %s', async (text, _c2c, reply) => {
    const answer = await platform.send('Group.CallbackBeforeSendMsg', { MsgBody: [textMessage(text)] })
    expect(answer).toMatchObject({ status: 200, reply })
  })

  it('is refused without the right signature', async () => {
    const stranger = createSimulator({ url: running.url, sdkAppId, token: 'guessed' })
    expect(await stranger.send('C2C.CallbackBeforeSendMsg')).toMatchObject({ status: 401 })
  })
})

describe('the archive', () => {
  it('has a line for every after-callback, once the server is closed: closing drains', async () => {
    const MsgBody = [textMessage('first\nsecond')]
    const sent = [
      platform.send('C2C.CallbackAfterSendMsg', { MsgBody }),
      platform.send('Group.CallbackAfterSendMsg', { MsgBody }),
      platform.send('Group.CallbackAfterRecallMsg'),
    ]
    for (const answer of await Promise.all(sent)) expect(answer.status).toBe(200)
    await closeServer(running.server, running.im, { grace: 0 })
    expect(archived()).toHaveLength(3)
    expect(archived()).toContainEqual({
      id: expect.stringContaining('1400000000:C2C.CallbackAfterSendMsg:'),
      command: 'C2C.CallbackAfterSendMsg',
      receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      body: expect.objectContaining({ MsgBody }),
    })
  })

  it('has no before-callbacks', async () => {
    await platform.send('C2C.CallbackBeforeSendMsg')
    await platform.send('C2C.CallbackAfterSendMsg')
    await closeServer(running.server, running.im, { grace: 0 })
    expect(archived()).toHaveLength(1)
  })
})

describe('starting', () => {
  it('fails when the port is taken', async () => {
    const port = Number(new URL(running.url).port)
    await expect(startServer({ host: '127.0.0.1', port }, archive)).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('keeps idle connections longer than the platform does', () => {
    expect(running.server.keepAliveTimeout).toBeGreaterThanOrEqual(65_000)
    expect(running.im).toBeInstanceOf(CallbackHandler)
  })
})
