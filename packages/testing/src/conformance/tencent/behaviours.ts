import assert from 'node:assert/strict'
import type { Case } from '../cases.js'
import { allowed, refused } from './answers.js'
import { masked } from './handler.js'
import { app, message, messageSaying } from './sample.js'

const invented = (name: string) => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: `fallback: ${name}` })
const command = (CallbackCommand: string | undefined) => ({ CallbackCommand })
const body = (fields: object) => JSON.stringify(fields)

/** What handlers answer. */
const answers: Case[] = [
  { name: 'drops', send: { body: messageSaying('drop') }, expect: { ...allowed, ErrorCode: 2 } },
  {
    name: 'rewrites',
    send: { body: messageSaying('rewrite') },
    expect: { ...allowed, MsgBody: [masked], CloudCustomData: '改' },
  },
  {
    name: 'sends a whole response as it is',
    send: { query: command('Test.WholeResponse'), body: '{"a":1}' },
    expect: { ActionStatus: 'OK', ErrorCode: 120002, ErrorInfo: '不', Extra: [1] },
  },
  {
    name: 'acknowledges an after-callback',
    send: {
      query: command('C2C.CallbackAfterSendMsg'),
      body: body({ ...message, CallbackCommand: undefined }),
    },
    expect: allowed,
  },
  { name: 'falls back', send: { query: command('Test.New'), body: '{"a":1}' }, expect: invented('Test.New') },
  {
    name: 'lets the before hook answer',
    send: { headers: ['X-Before: answer'] },
    expect: { ...allowed, ErrorCode: 3, ErrorInfo: 'before' },
  },
  {
    name: 'lets middleware answer',
    send: { headers: ['X-Layer: answer'], body: messageSaying('refuse') },
    expect: { ...refused, ErrorInfo: 'layer' },
  },
]

/** What handlers get to see. */
const sights: Case[] = [
  {
    name: 'hands over what the URL says',
    send: {},
    expect: allowed,
    sees: ({ command, params, app: found }) => {
      assert.equal(command, 'C2C.CallbackBeforeSendMsg')
      assert.deepEqual(params, {
        SdkAppid: app.sdkAppId,
        CallbackCommand: command,
        ContentType: 'json',
        ClientIP: '203.0.113.7',
        OptPlatform: 'iOS',
      })
      assert.deepEqual(found, { token: app.tokens })
    },
  },
]

/** How the command is found. */
const commands: Case[] = [
  {
    name: 'finds the command in the body alone',
    send: { query: command(undefined), body: messageSaying('refuse') },
    expect: refused,
  },
  {
    name: 'believes the URL when the body names something unknown',
    send: { body: body({ ...message, CallbackCommand: 'C2C.Other' }) },
    expect: allowed,
  },
  ...['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'a&c=d#?+%41'].flatMap((name) => [
    {
      name: `takes ${name} in the URL for a command like any other`,
      send: { query: command(name), body: '{"a":1}' },
      expect: invented(name),
    },
    {
      name: `takes ${name} in the body for a command like any other`,
      send: { query: command(undefined), body: `{"CallbackCommand":"${name}"}` },
      expect: invented(name),
    },
  ]),
]

/** What authenticates. */
const signatures: Case[] = [
  {
    name: 'takes a signature of 60 s ago',
    send: { query: { RequestTime: String(app.now - 60) } },
    expect: allowed,
  },
  {
    name: 'takes a signature 60 s ahead',
    send: { query: { RequestTime: String(app.now + 60) } },
    expect: allowed,
  },
  { name: 'takes the token before', send: { token: app.tokens[1] }, expect: allowed },
  { name: 'takes Sign in capitals', send: { sign: (digest) => digest.toUpperCase() }, expect: allowed },
]

/** What only Tencent sends and gets. */
export const behaviours: readonly Case[] = [...answers, ...sights, ...commands, ...signatures]
