import { gzipSync } from 'node:zlib'
import type { Case } from './cases.js'
import { allowed } from './expectation.js'
import { app, bodyLimit, message, messageSaying, nested, paddedTo } from './sample.js'

const good = JSON.stringify(message)
const { now } = app

const methods: Case[] = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].map((method) => ({
  name: method,
  send: { method },
  expect: 'method_not_allowed',
}))

const repeated: Case[] = [
  '&Sign=0',
  '&SdkAppid=1400000000',
  '&CallbackCommand=C2C.CallbackBeforeSendMsg',
  '&RequestTime=1700000000',
  '&ClientIP=203.0.113.7',
  '&%53ign=0',
  '&Sign',
  '&x=1&x=1',
].map((suffix) => ({ name: `a query with ${suffix} behind it`, send: { suffix }, expect: 'ambiguous_param' }))

const apps: Case[] = [
  ...[
    undefined,
    '',
    ' 1400000000',
    '1400000000 ',
    '01400000000',
    '+1400000000',
    '1.4e9',
    '1400000000.0',
    '0x53724e00',
    '1400000001',
    '1400000000\0',
    '1400000000\n',
    '１４００００００００',
    '1400000000,1400000000',
    '[1400000000]',
    '__proto__',
    'constructor',
    'toString',
  ].map((SdkAppid): Case => {
    const name = `SdkAppid ${SdkAppid === undefined ? 'missing' : JSON.stringify(SdkAppid)}`
    return { name, send: { query: { SdkAppid } }, expect: 'unknown_app' }
  }),
  ...[
    'SdkAppid[]=1400000000',
    'SdkAppid[0]=1400000000',
    'sdkappid=1400000000',
    'SdkAppid',
    'SdkAppid=%E0%A4%A',
  ].map(
    (text): Case => ({
      name: `${text} for SdkAppid`,
      send: { query: { SdkAppid: undefined }, suffix: `&${text}` },
      expect: 'unknown_app',
    }),
  ),
]

const signatures: Case[] = [
  { name: 'no Sign', send: { query: { Sign: undefined } }, expect: 'signature_missing' },
  { name: 'an empty Sign', send: { query: { Sign: '' } }, expect: 'signature_missing' },
  {
    name: 'Sign[] for Sign',
    send: { query: { Sign: undefined }, suffix: `&Sign[]=${'0'.repeat(64)}` },
    expect: 'signature_missing',
  },
  { name: 'no RequestTime', send: { query: { RequestTime: undefined } }, expect: 'signature_missing' },
  { name: 'an empty RequestTime', send: { query: { RequestTime: '' } }, expect: 'signature_missing' },
  ...[
    'NaN',
    'Infinity',
    '-1',
    '1.7e9',
    '1700000000.0',
    ' 1700000000',
    '1700000000 ',
    '0x6553f100',
    '١٧',
    '17000000000000',
  ].map(
    (RequestTime): Case => ({
      name: `RequestTime ${JSON.stringify(RequestTime)}`,
      send: { query: { RequestTime } },
      expect: 'signature_invalid',
    }),
  ),
  { name: 'Sign of another token', send: { token: 'not-ours' }, expect: 'signature_invalid' },
  { name: 'Sign of an empty token', send: { token: '' }, expect: 'signature_invalid' },
  { name: 'Sign cut short', send: { sign: (digest) => digest.slice(0, 63) }, expect: 'signature_invalid' },
  {
    name: 'Sign twice in one value',
    send: { sign: (digest) => digest + digest },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign with a space before it',
    send: { sign: (digest) => ` ${digest}` },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign with its last digit changed',
    send: { sign: (digest) => digest.slice(0, 63) + (digest.endsWith('0') ? '1' : '0') },
    expect: 'signature_invalid',
  },
  { name: 'Sign that is no hex', send: { sign: () => 'g'.repeat(64) }, expect: 'signature_invalid' },
  {
    name: 'Sign of another second',
    send: { query: { RequestTime: String(now - 1) }, signedTime: String(now) },
    expect: 'signature_invalid',
  },
  {
    name: 'Sign of 61 s ago',
    send: { query: { RequestTime: String(now - 61) } },
    expect: 'signature_expired',
  },
  {
    name: 'Sign 61 s ahead',
    send: { query: { RequestTime: String(now + 61) } },
    expect: 'signature_expired',
  },
  { name: 'Sign of 1970', send: { query: { RequestTime: '0' } }, expect: 'signature_expired' },
]

const commands: Case[] = [
  {
    name: 'no command',
    send: { query: { CallbackCommand: undefined }, body: '{}' },
    expect: 'missing_command',
  },
  {
    name: 'an empty command',
    send: { query: { CallbackCommand: '' }, body: '{"CallbackCommand":""}' },
    expect: 'missing_command',
  },
  ...['42', 'null', '{}', '["C2C.CallbackBeforeSendMsg"]'].map(
    (value): Case => ({
      name: `a command ${value} in the body`,
      send: { query: { CallbackCommand: undefined }, body: `{"CallbackCommand":${value}}` },
      expect: 'missing_command',
    }),
  ),
  ...['a b', 'a\nb', '命令', 'x'.repeat(129)].map(
    (CallbackCommand): Case => ({
      name: `a command that is no word, ${JSON.stringify(CallbackCommand.slice(0, 20))}`,
      send: { query: { CallbackCommand }, body: '{}' },
      expect: 'missing_command',
    }),
  ),
  {
    name: 'a command that only the prototype of the body has',
    send: {
      query: { CallbackCommand: undefined },
      body: '{"__proto__":{"CallbackCommand":"C2C.CallbackBeforeSendMsg"}}',
    },
    expect: 'missing_command',
    unless: { refusesProto: ['the parser refuses', 'koa-bodyparser refuses such names'] },
  },
  {
    name: 'two known commands',
    send: { query: { CallbackCommand: 'C2C.CallbackAfterSendMsg' } },
    expect: 'command_mismatch',
  },
]

const parserRefuses = ['the parser refuses', 'it refuses what is not JSON'] as const
const parserReplaces = [allowed, 'the parser made replacement characters of it'] as const

const encodings: Case[] = [
  {
    name: 'gzip',
    send: { headers: ['Content-Encoding: gzip'], body: gzipSync(good) },
    expect: 'unsupported_encoding',
  },
  {
    name: 'a broken gzip',
    send: { headers: ['Content-Encoding: gzip'], body: gzipSync(good).subarray(0, 40) },
    expect: 'unsupported_encoding',
    unless: { inflates: ['the parser refuses', 'it cannot undo the encoding'] },
  },
  {
    name: 'an unknown encoding',
    send: { headers: ['Content-Encoding: x-rot13'] },
    expect: 'unsupported_encoding',
    unless: { inflates: ['the parser refuses', 'it cannot undo the encoding'] },
  },
]

const text: Case[] = [
  { name: 'an empty body', send: { body: '' }, expect: 'invalid_json' },
  {
    name: 'an empty chunked body',
    send: { body: '', chunk: 1 },
    expect: 'invalid_json',
    unless: { leavesObject: [allowed, 'the parser made {} of it'] },
  },
  {
    name: 'nothing but a byte order mark',
    send: { body: '\ufeff' },
    expect: 'invalid_json',
    unless: { leavesObject: ['body_already_read', 'the parser made {} of its three bytes'] },
  },
  ...[
    ['a body cut short', good.slice(0, -20)],
    ['spaces', '  \n'],
    ['text behind the JSON', `${good}x`],
    ['two JSON objects', `${good}${good}`],
    ['NUL behind the JSON', `${good}\0`],
    ['a comment', `/**/${good}`],
    ['single quotes', "{'MsgBody':[]}"],
    ['NaN', '{"MsgBody":NaN}'],
    ['a big integer with a leading zero', '{"MsgBody":[],"a":0123456789012345678}'],
    ['a big integer for a name', '{"MsgBody":[],"a":[1],12345678901234567890:1}'],
    ['a big integer with a sign before it', '{"MsgBody":[],"a":+12345678901234567890}'],
    ['a big integer cut short', '{"MsgBody":[],"a":12345678901234567890'],
    ['a big integer that ends in a point', '{"MsgBody":[],"a":12345678901234567890.}'],
    ['two big integers side by side', '{"MsgBody":[],"a":12345678901234567890 12345678901234567890}'],
    ['XML', '<xml/>'],
  ].map(
    ([name = '', body]): Case => ({
      name,
      send: { body },
      expect: 'invalid_json',
      unless: { parses: parserRefuses },
    }),
  ),
  {
    name: 'two byte order marks',
    send: { body: `\ufeff\ufeff${good}` },
    expect: 'invalid_json',
    unless: { parses: parserRefuses, decodes: [allowed, 'the parser took one of them away'] },
  },
  ...['null', 'true', '42', '"text"'].map(
    (body): Case => ({
      name: `top-level ${body}`,
      send: { body },
      expect: 'not_an_object',
      unless: { parses: parserRefuses },
    }),
  ),
  ...['[]', '[{"MsgBody":[]}]', '[[]]'].map(
    (body): Case => ({ name: `top-level ${body}`, send: { body }, expect: 'not_an_object' }),
  ),
  {
    name: 'a form',
    send: { contentType: 'application/x-www-form-urlencoded', body: 'a=1&b[]=2' },
    expect: 'invalid_json',
    unless: { readsForms: [allowed, 'the parser made an object of it, and the URL names the command'] },
  },
]

const notUtf8: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a byte that is never in UTF-8', [0xff]],
  ['an overlong encoding', [0xc0, 0xaf]],
  ['an encoded surrogate', [0xed, 0xa0, 0x80]],
  ['a character cut in half', [0xe4, 0xbd]],
]

const utf8 = notUtf8.map(
  ([name, bytes]): Case => ({
    name,
    send: {
      body: Buffer.concat([Buffer.from('{"MsgBody":[],"a":"'), Buffer.from(bytes), Buffer.from('"}')]),
    },
    expect: 'invalid_utf8',
    unless: { decodes: parserReplaces },
  }),
)

const sizes: Case[] = [
  { name: 'one byte over the limit', send: { body: paddedTo(bodyLimit + 1) }, expect: 'body_too_large' },
  {
    name: 'one byte over the limit, in chunks',
    send: { body: paddedTo(bodyLimit + 1), chunk: 50_000 },
    expect: 'body_too_large',
    unless: { leavesObject: [allowed, "the parser's own limit counts: the bytes are gone"] },
  },
  {
    name: 'no more characters than the limit, but one byte more',
    send: { body: paddedTo(bodyLimit - 1).replace('x', '你'), chunk: 50_000 },
    expect: 'body_too_large',
    unless: { leavesObject: [allowed, "the parser's own limit counts: the bytes are gone"] },
  },
  { name: '201 levels', send: { body: nested(201) }, expect: 'too_deep' },
  { name: '100,000 levels', send: { body: nested(100_000) }, expect: 'too_deep' },
  {
    name: '40,000 levels of objects',
    send: { body: `${'{"":'.repeat(40_000)}1${'}'.repeat(40_000)}` },
    expect: 'too_deep',
  },
  {
    name: '100,000 levels that never end',
    send: { body: '['.repeat(100_000) },
    expect: 'too_deep',
    unless: { parses: parserRefuses },
  },
]

const handlers: Case[] = [
  { name: 'a handler that throws', send: { body: messageSaying('throw') }, expect: 'handler_failed' },
  {
    name: 'a handler that answers nonsense',
    send: { query: { CallbackCommand: 'Test.Nonsense' }, body: '{"a":1}' },
    expect: 'handler_failed',
  },
]

/** What gets an answer of the error table, and nothing else. */
export const badInput: readonly Case[] = [
  ...methods,
  ...repeated,
  ...apps,
  ...signatures,
  ...commands,
  ...encodings,
  ...text,
  ...utf8,
  ...sizes,
  ...handlers,
]
