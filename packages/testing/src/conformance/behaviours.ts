import assert from 'node:assert/strict'
import type { Case } from './cases.js'
import type { ConformancePlatform } from './platform.js'
import { bodyLimit, nested, paddedTo } from './sample.js'

const spaced = ` {\n\t"From_Account" : "al\\u0069ce", "MsgBody":[] , "B":1,"A":1.0 }\r\n`
const bigIntegers =
  '{"User_Account":144115198577104990,"MsgBody":[],"Negative":-9007199254740993,"Safe":9007199254740991,' +
  '"List":[12345678901234567890,1.5e3],"Text":"12345678901234567890"}'

/** What handlers answer. */
function answers({
  answers: { hello: allowed, refuse, later },
  queued,
  saying,
}: ConformancePlatform): Case[] {
  return [
    { name: 'allows when the handler returns nothing', send: {}, expect: allowed },
    { name: 'refuses', send: { body: saying('refuse') }, expect: refuse },
    {
      name: 'waits for the handler',
      send: { body: saying('later') },
      expect: later,
    },
    {
      name: 'answers an async route at once',
      send: queued.send,
      expect: queued.answer,
    },
  ]
}

/** What handlers get to see. */
function sights({ answers: { hello: allowed }, message }: ConformancePlatform): Case[] {
  return [
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
      sees: ({ headers }) =>
        assert.deepEqual([headers['x-trace-id'], headers.host], ['7f', 'im.example.com']),
    },
    {
      name: 'hands over the body',
      send: {},
      expect: allowed,
      sees: (event) => assert.deepEqual(event.body, JSON.parse(message)),
    },
    {
      name: 'hands over a body that came in small pieces',
      send: { chunk: 1 },
      expect: allowed,
      sees: (event) => assert.deepEqual(event.body, JSON.parse(message)),
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
      send: { body: `\ufeff${message}` },
      expect: allowed,
      sees: (event) => assert.deepEqual(event.body, JSON.parse(message)),
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
}

/** The content-type decides nothing. */
function contentTypes({ answers: { refuse: refused }, saying }: ConformancePlatform): Case[] {
  return [
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
      send: { contentType, body: saying('refuse') },
      expect: refused,
    })),
    {
      name: 'takes JSON in an unknown charset for UTF-8',
      send: { contentType: 'application/json; charset=x-unknown', body: saying('refuse') },
      expect: refused,
      unless: { heedsCharset: ['the parser refuses', 'it does not know the charset'] },
    },
    {
      name: 'takes JSON that calls itself a form',
      send: { contentType: 'application/x-www-form-urlencoded', body: saying('refuse') },
      expect: refused,
      unless: { readsForms: ['body_already_read', 'the parser took it for a form'] },
    },
    {
      name: 'takes a body that says it is not encoded',
      send: { headers: ['Content-Encoding: identity'], body: saying('refuse') },
      expect: refused,
    },
  ]
}

/** Parameters that mean nothing to us disturb nothing. */
function strangeQueries({ answers: { refuse: refused }, saying }: ConformancePlatform): Case[] {
  return [
    '&',
    '&&&=',
    '&x=%E0%A4%A',
    '&x[__proto__][polluted]=1&__proto__[polluted]=1&__proto__=1',
    '&signature=0&sign=0',
    `&${Array.from({ length: 1200 }, (_, at) => `p${at}`).join('&')}`,
  ].map((suffix) => ({
    name: `takes a query with ${suffix.slice(0, 40)} behind it`,
    send: { suffix, body: saying('refuse') },
    expect: refused,
    sees: () => assert(!('polluted' in {})),
  }))
}

/** What a handler does and gets, over an adapter, whatever parser ran before. */
export function behaviours(platform: ConformancePlatform): readonly Case[] {
  return [
    ...answers(platform),
    ...sights(platform),
    ...contentTypes(platform),
    ...strangeQueries(platform),
    ...platform.behaviours,
  ]
}
