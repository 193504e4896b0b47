import assert from 'node:assert/strict'
import { isDeepStrictEqual } from 'node:util'
import { type CallbackErrorCode, CallbackHandler, errorTable } from '@im-callback/core'
import {
  type BeforeSendSingleMsgReply,
  type BeforeSendSingleMsgVerdicts,
  messageText,
  openim,
} from '@im-callback/openim'
import {
  bodyLimit,
  type Case,
  type Change,
  type ConformancePlatform,
  type Said,
  type SuiteOptions,
  secret as secretOfError,
} from '@im-callback/testing/conformance'

const command = 'callbackBeforeSendSingleMsgCommand'
const secrets = ['conformance-secret', 'the-secret-before']

/** What OpenIM v3.8 sends, in Go's way: escapes, nulls, and a newline at the end. */
const message = {
  sendID: 'alice',
  callbackCommand: command,
  serverMsgID: 's-1',
  clientMsgID: 'c-1',
  operationID: 'op-1',
  senderPlatformID: 5,
  senderNickname: 'Alice & <Bob> \u2028',
  sessionType: 1,
  msgFrom: 100,
  contentType: 101,
  status: 1,
  sendTime: 1700000000000,
  createTime: 1700000000000,
  content: '{"content":"Grüße 你好 🎉"}',
  seq: 0,
  atUserList: null,
  faceURL: '',
  ex: '',
  recvID: 'bob',
}

const goJson = (value: object) =>
  `${JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`

const saying = (text: Said) => goJson({ ...message, content: JSON.stringify({ content: text }) })

const allowed = { actionCode: 0, errCode: 0, errMsg: '', errDlt: '', nextCode: 0 }
const refused = (errCode: number, errMsg: string) => ({ ...allowed, errCode, errMsg, nextCode: 1 })

type Verdict = (
  reply: BeforeSendSingleMsgVerdicts,
) => BeforeSendSingleMsgReply | Promise<BeforeSendSingleMsgReply>

const verdicts = new Map<string | undefined, Verdict>([
  ['refuse', (reply) => reply.reject(20001, 'mind your words')],
  ['drop', (reply) => reply.reject(20002)],
  ['later', (reply) => new Promise((resolve) => setImmediate(() => resolve(reply.reject(20003))))],
  ['throw', () => Promise.reject(new Error(secretOfError))],
  ['hang', () => new Promise(() => undefined)],
])

function createHandler(journal: Parameters<ConformancePlatform['createHandler']>[0], options: SuiteOptions) {
  const im = new CallbackHandler({
    protocol: openim({ secret: secrets }),
    bodyLimit,
    clock: () => 1_700_000_000_000,
    logger: { warn: () => undefined, error: (text: string) => void journal.errors.push(text) },
    deadline: Number.POSITIVE_INFINITY,
    onError: 'fail',
    hooks: { replied: ({ error }) => error && void journal.failures.push(error.code) },
    ...options,
  })
  im.before((event) => void journal.events.push(event))
  im.on(command, (event) => verdicts.get(messageText(event.body))?.(event.reply))
  im.on('callbackAfterSendSingleMsgCommand', {
    async: true,
    handle: (event) => void journal.handled.push(event),
  })
  return im
}

function target(change: Change = {}): string {
  const { path = '/im/callback', token = secrets[0], suffix = '', query = {} } = change
  const { command: other, ...others } = query
  const named = 'command' in query ? other : command
  const pairs = Object.entries(others).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  )
  const text = `${pairs.join('&')}${suffix}`
  return `${path}/${token}${named === undefined ? '' : `/${named}`}${text === '' ? '' : `?${text}`}`
}

/** Found before a stranger is known for one: nothing is said but "go on", which every version reads out of `{}`. */
const early = ['method_not_allowed', 'ambiguous_param']

/** The answers a failure may get, by what is known of the request. */
function failures(code: CallbackErrorCode): object[] {
  if (code === 'signature_invalid') return [{ status: 401, body: [] }]
  if (early.includes(code)) return [{ status: errorTable[code].status, body: {} }]
  const v2 = { actionCode: 0, errCode: 0, errMsg: '', operationID: '' }
  if (code === 'missing_command') return [{ status: 200, body: v2 }]
  const v3 = { status: 200, body: allowed }
  // A bare URL and no body: v2.
  return code === 'body_already_read' ? [v3, { status: 200, body: { ...v2, errCode: 500 } }] : [v3]
}

const behaviours: Case[] = [
  {
    name: 'hands over what the URL says',
    send: {},
    expect: allowed,
    sees: ({ command: named, params }) => {
      assert.equal(named, command)
      assert.deepEqual(params, { SdkAppid: '', CallbackCommand: command, Version: 'v3' })
    },
  },
  {
    name: 'takes the command in the query for v3.4',
    send: { query: { command: undefined }, suffix: `command=${command}`, body: saying('refuse') },
    expect: refused(20001, 'mind your words'),
    sees: ({ params }) => assert.equal(params.Version, 'v3.4'),
  },
  {
    name: 'takes a bare URL for v2',
    send: { query: { command: undefined }, body: saying('refuse') },
    expect: { actionCode: 1, errCode: 20001, errMsg: 'mind your words', operationID: 'op-1' },
    sees: ({ params }) => assert.equal(params.Version, 'v2'),
  },
  {
    name: 'takes the key that newer servers add',
    send: { query: { key: 'eyJzZW5kSUQiOiJhIn0=' } },
    expect: allowed,
  },
  {
    name: 'takes the secret before',
    send: { token: secrets[1] ?? '', body: saying('drop') },
    expect: refused(20002, ''),
  },
]

const badInput: Case[] = [
  { name: 'a parameter twice', send: { suffix: 'key=1&key=1' }, expect: 'ambiguous_param' },
  ...[
    'not-ours',
    'conformance-secre',
    'conformance-secret2',
    'CONFORMANCE-SECRET',
    '%63onformance-secret',
    '-',
  ].map((token): Case => ({ name: `the secret ${token}`, send: { token }, expect: 'signature_invalid' })),
  {
    name: 'no secret',
    send: { path: '/im', token: 'callback' },
    expect: 'signature_invalid',
  },
  { name: 'no command', send: { query: { command: undefined }, body: '{}' }, expect: 'missing_command' },
  {
    name: 'two known commands',
    send: { query: { command: 'callbackAfterSendSingleMsgCommand' } },
    expect: 'command_mismatch',
  },
]

/** The adapter suite as OpenIM v3.8 speaks, with v3.4 and v2 beside it. */
export const openimPlatform: ConformancePlatform = {
  name: 'OpenIM',
  createHandler,
  target,
  message: goJson(message),
  saying,
  answers: {
    hello: allowed,
    refuse: refused(20001, 'mind your words'),
    drop: refused(20002, ''),
    later: refused(20003, ''),
  },
  queued: {
    send: { query: { command: 'callbackAfterSendSingleMsgCommand' }, body: '{"sendID":"alice"}' },
    answer: allowed,
  },
  checkFailure: ({ status, body }, code) => {
    const answer = { status, body: JSON.parse(body) }
    assert(
      failures(code).some((expected) => isDeepStrictEqual(answer, expected)),
      `not the answer of ${code}: ${status} ${body}`,
    )
  },
  behaviours,
  badInput,
  targets: [
    { name: 'a path that begins with //', target: () => `/${target()}`, expect: allowed },
    {
      name: 'slashes over slashes',
      target: () => target().replaceAll('/', '//').replace('//im//callback', '/im/callback'),
      expect: allowed,
    },
    { name: 'an absolute target', target: () => `http://im.example.com${target()}`, expect: allowed },
    { name: 'a slash at the end', target: () => `${target()}/`, expect: allowed },
    { name: 'a fragment', target: () => `${target()}#&key=1&key=1`, expect: allowed },
    { name: 'no path', target: () => '/im/callback', expect: 'signature_invalid' },
    { name: 'a space in the path', target: () => `${target()} x`, expect: 400 },
    { name: '20 KB of query', target: () => `${target()}?x=${'x'.repeat(20_000)}`, expect: 431 },
  ],
  unused: ['unknown_app', 'signature_missing', 'signature_expired'],
}
