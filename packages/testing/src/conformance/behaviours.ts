import assert from 'node:assert/strict'
import type { Case } from './cases.js'
import { allowed } from './expectation.js'
import { masked } from './handler.js'
import { app, bodyLimit, message, messageSaying, nested, paddedTo } from './sample.js'

const refused = { ActionStatus: 'OK', ErrorCode: 120001, ErrorInfo: 'mind your words' }

const spaced = ` {\n\t"From_Account" : "al\\u0069ce", "MsgBody":[] , "B":1,"A":1.0 }\r\n`
const bigIntegers =
  '{"User_Account":144115198577104990,"MsgBody":[],"Negative":-9007199254740993,"Safe":9007199254740991,' +
  '"List":[12345678901234567890,1.5e3],"Text":"12345678901234567890"}'

const invented = (name: string) => ({ ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: `fallback: ${name}` })
const command = (CallbackCommand: string | undefined) => ({ CallbackCommand })
const body = (fields: object) => JSON.stringify(fields)

/** What handlers answer. */
const answers: Case[] = [
  { name: 'allows when the handler returns nothing', send: {}, expect: allowed },
  { name: 'refuses', send: { body: messageSaying('refuse') }, expect: refused },
  { name: 'drops', send: { body: messageSaying('drop') }, expect: { ...allowed, ErrorCode: 2 } },
  {
    name: 'rewrites',
    send: { body: messageSaying('rewrite') },
    expect: { ...allowed, MsgBody: [masked], CloudCustomData: '改' },
  },
  {
    name: 'waits for the handler',
    send: { body: messageSaying('later') },
    expect: { ...allowed, ErrorCode: 1 },
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
  {
    name: 'answers an async route at once',
    send: { query: command('Group.CallbackAfterSendMsg'), body: '{"GroupId":"@TGS#1"}' },
    expect: { ...allowed, ErrorInfo: 'queued' },
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
  {
    name: 'hands over the headers, by lower-case name',
    send: {
      headers: [
        'X-Trace-Id: 7f',
        'X-Forwarded-For: 198.51.100.1',
        'X-Forwarded-Host: [evil',
        'X-Forwarded-Proto: x',
      ],
    },
    expect: allowed,
    sees: ({ headers }) => assert.deepEqual([headers['x-trace-id'], headers.host], ['7f', 'im.example.com']),
  },
  {
    name: 'hands over the body',
    send: {},
    expect: allowed,
    sees: (event) => assert.deepEqual(event.body, message),
  },
  {
    name: 'hands over a body that came in small pieces',
    send: { chunk: 1 },
    expect: allowed,
    sees: (event) => assert.deepEqual(event.body, message),
  },
  {
    name: 'keeps the exact text of the body',
    send: { body: spaced },
    expect: allowed,
    sees: ({ rawBody }, { left }) =>
      assert.equal(rawBody, left === 'object' ? JSON.stringify(JSON.parse(spaced)) : spaced),
  },
  {
    name: 'keeps integers beyond 2^53',
    send: { body: bigIntegers },
    expect: allowed,
    sees: (event, { left }) => {
      const exact = {
        User_Account: '144115198577104990',
        MsgBody: [],
        Negative: '-9007199254740993',
        Safe: 9007199254740991,
        List: ['12345678901234567890', 1500],
        Text: '12345678901234567890',
      }
      // Where only the parsed object is left, the parser has rounded them before anyone could help it.
      assert.deepEqual(event.body, left === 'object' ? JSON.parse(bigIntegers) : exact)
    },
  },
  {
    name: 'skips a byte order mark',
    send: { body: `\ufeff${body(message)}` },
    expect: allowed,
    sees: (event) => assert.deepEqual(event.body, message),
  },
  {
    name: 'keeps __proto__ an ordinary name',
    send: {
      body: '{"MsgBody":[],"constructor":{"prototype":{"polluted":1}},"x":{"__proto__":{"polluted":1}}}',
    },
    expect: allowed,
    unless: { refusesProto: ['the parser refuses', 'koa-bodyparser refuses such names'] },
    sees: (event) => {
      assert(!('polluted' in {}) && !('polluted' in event.body))
      assert.match(event.rawBody, /"x":\{"__proto__":\{"polluted":1\}\}/)
    },
  },
  { name: 'takes a lone surrogate', send: { body: '{"MsgBody":[],"a":"\\ud800"}' }, expect: allowed },
  {
    name: 'takes a body of exactly the limit',
    send: { body: paddedTo(bodyLimit) },
    expect: allowed,
    sees: ({ rawBody }) => assert.equal(rawBody.length, bodyLimit),
  },
  {
    name: 'takes a chunked body of exactly the limit',
    send: { body: paddedTo(bodyLimit), chunk: 50_000 },
    expect: allowed,
  },
  { name: 'takes 200 levels', send: { body: nested(200) }, expect: allowed },
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

/** The content-type decides nothing. */
const contentTypes: Case[] = [
  ...[
    undefined,
    '',
    'application/json; charset=utf-8',
    'application/json; charset="UTF-8"',
    'application/problem+json',
    'text/plain',
    'application/octet-stream',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'nonsense',
    'a/b/c;;;=\xff',
    `${'x'.repeat(2000)}/json`,
  ].map((contentType) => ({
    name: `takes JSON with ${contentType === undefined ? 'no content-type' : `the content-type "${contentType.slice(0, 40)}"`}`,
    send: { contentType, body: messageSaying('refuse') },
    expect: refused,
  })),
  {
    name: 'takes JSON in an unknown charset for UTF-8',
    send: { contentType: 'application/json; charset=x-unknown', body: messageSaying('refuse') },
    expect: refused,
    unless: { heedsCharset: ['the parser refuses', 'it does not know the charset'] },
  },
  {
    name: 'takes JSON that calls itself a form',
    send: { contentType: 'application/x-www-form-urlencoded', body: messageSaying('refuse') },
    expect: refused,
    unless: { readsForms: ['body_already_read', 'the parser took it for a form'] },
  },
  {
    name: 'takes a body that says it is not encoded',
    send: { headers: ['Content-Encoding: identity'], body: messageSaying('refuse') },
    expect: refused,
  },
]

/** Parameters that mean nothing to us disturb nothing. */
const strangeQueries: Case[] = [
  '&',
  '&&&=',
  '&x=%E0%A4%A',
  '&x[__proto__][polluted]=1&__proto__[polluted]=1&__proto__=1',
  '&signature=0&sign=0',
  `&${Array.from({ length: 1200 }, (_, at) => `p${at}`).join('&')}`,
].map((suffix) => ({
  name: `takes a query with ${suffix.slice(0, 40)} behind it`,
  send: { suffix, body: messageSaying('refuse') },
  expect: refused,
  sees: () => assert(!('polluted' in {})),
}))

/** What a handler does and gets, over an adapter, whatever parser ran before. */
export const behaviours: readonly Case[] = [
  ...answers,
  ...sights,
  ...commands,
  ...signatures,
  ...contentTypes,
  ...strangeQueries,
]
