import { gzipSync } from 'node:zlib'
import type { Case } from './cases.js'
import type { ConformancePlatform } from './platform.js'
import { bodyLimit, nested, paddedTo } from './sample.js'

const methods: Case[] = ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'].map((method) => ({
  name: method,
  send: { method },
  expect: 'method_not_allowed',
}))

const parserRefuses = ['the parser refuses', 'it refuses what is not JSON'] as const

function encodings({ message: good }: ConformancePlatform): Case[] {
  return [
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
}

function text({ message: good, answers: { hello: allowed } }: ConformancePlatform): Case[] {
  return [
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
}

const notUtf8: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a byte that is never in UTF-8', [0xff]],
  ['an overlong encoding', [0xc0, 0xaf]],
  ['an encoded surrogate', [0xed, 0xa0, 0x80]],
  ['a character cut in half', [0xe4, 0xbd]],
]

function utf8({ answers: { hello: allowed } }: ConformancePlatform): Case[] {
  const parserReplaces = [allowed, 'the parser made replacement characters of it'] as const
  return notUtf8.map(
    ([name, bytes]): Case => ({
      name,
      send: {
        body: Buffer.concat([Buffer.from('{"MsgBody":[],"a":"'), Buffer.from(bytes), Buffer.from('"}')]),
      },
      expect: 'invalid_utf8',
      unless: { decodes: parserReplaces },
    }),
  )
}

function sizes({ answers: { hello: allowed } }: ConformancePlatform): Case[] {
  return [
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
}

/** What gets an answer of the error table, and nothing else. */
export function badInput(platform: ConformancePlatform): readonly Case[] {
  const throws = { name: 'a handler that throws', send: { body: platform.saying('throw') } }
  return [
    ...methods,
    ...encodings(platform),
    ...text(platform),
    ...utf8(platform),
    ...sizes(platform),
    { ...throws, expect: 'handler_failed' },
    ...platform.badInput,
  ]
}
