import assert from 'node:assert/strict'
import type { Bench } from './bench.js'
import type { BodyState } from './body-states.js'
import { serves } from './cases.js'
import { checkAnswer, type Expectation, expectedIn, title, type Unless } from './expectation.js'
import { type ExchangeOptions, exchange } from './http-client.js'
import type { ConformancePlatform } from './platform.js'
import { type Change, chunked, request as requestOf } from './request.js'
import { it } from './runner.js'
import { bodyLimit, paddedTo } from './sample.js'

/** What only a raw socket sends, because clients normalise it away. */
interface RawCase extends Omit<ExchangeOptions, 'answers'> {
  readonly name: string
  readonly send: () => Promise<Uint8Array>
  /** One for each answer, in order; numbers are answers of Node's HTTP server itself. */
  readonly expect: readonly Expectation[]
  readonly unless?: Unless
}

/** The cases, spoken as the platform speaks. */
function rawCases(platform: ConformancePlatform): readonly RawCase[] {
  const good = platform.message
  const { hello: allowed, drop: dropped } = platform.answers
  const request = (change?: Change) => requestOf(platform, change)

  /** Request lines and headers as they are, then the body. */
  const raw = (lines: readonly string[], body: string | Uint8Array = good) =>
    Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])

  const head = ['Host: im.example.com', 'Content-Type: application/json'] as const
  const length = (body: string = good) => `Content-Length: ${Buffer.byteLength(body)}`

  /** A good request with other header lines. */
  const withLines = (lines: readonly string[], body?: string | Uint8Array) => async () =>
    raw([`POST ${await platform.target({})} HTTP/1.1`, ...lines], body)

  const join = async (...parts: Promise<Uint8Array>[]) => Buffer.concat(await Promise.all(parts))

  const targets = platform.targets.map(
    ({ name, target, expect }): RawCase => ({
      name,
      send: async () => raw([`POST ${await target()} HTTP/1.1`, ...head, length()]),
      expect: [expect],
    }),
  )

  const requestLines: RawCase[] = [
    { name: 'HEAD', send: () => request({ method: 'HEAD', body: '' }), isHead: true, expect: [405] },
    { name: 'post, in small letters', send: () => request({ method: 'post' }), expect: [400] },
    { name: 'a method nobody knows', send: () => request({ method: 'BREW' }), expect: [400] },
    { name: 'TRACE', send: () => request({ method: 'TRACE', body: '' }), expect: ['method_not_allowed'] },
    {
      name: 'CONNECT',
      send: async () => raw(['CONNECT im.example.com:443 HTTP/1.1', ...head], ''),
      expect: [],
    },
    {
      name: 'HTTP/1.0',
      send: async () => raw([`POST ${await platform.target({})} HTTP/1.0`, ...head, length()]),
      expect: [allowed],
    },
    { name: 'no Host', send: withLines([length()]), expect: [400] },
    {
      name: 'empty lines before the request',
      send: async () => Buffer.concat([Buffer.from('\r\n\r\n'), await request()]),
      expect: [allowed],
    },
    {
      name: 'something else than HTTP',
      send: async () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]),
      expect: [400],
    },
  ]

  const headers: RawCase[] = [
    {
      name: 'the same headers twice',
      send: withLines([...head, 'Content-Type: text/xml', 'X-A: 1', 'X-A: 2', length()]),
      expect: [allowed],
    },
    {
      name: 'a header with odd bytes',
      send: withLines([...head, 'X-Odd: \xff\xfe\x80\t', length()]),
      expect: [allowed],
    },
    { name: 'a header with NUL', send: withLines([...head, 'X-Odd: \0', length()]), expect: [400] },
    {
      name: 'headers named like members of objects',
      send: withLines([
        ...head,
        '__proto__: x',
        'constructor: x',
        'get: x',
        'forEach: x',
        'toString: x',
        length(),
      ]),
      expect: [allowed],
    },
    {
      name: 'two encodings',
      send: withLines([...head, 'Content-Encoding: identity', 'Content-Encoding: gzip', length()]),
      expect: ['unsupported_encoding'],
      unless: { inflates: ['the parser refuses', 'it cannot undo both'] },
    },
    {
      name: 'an upgrade nobody offers',
      send: withLines([...head, 'Connection: Upgrade', 'Upgrade: x', length()]),
      expect: [allowed],
    },
    {
      name: 'Expect: 100-continue',
      send: withLines([...head, 'Expect: 100-continue', length()]),
      expect: [100, allowed],
    },
    { name: 'Expect: something else', send: withLines([...head, 'Expect: tea', length()]), expect: [417] },
  ]

  const lengths: RawCase[] = [
    {
      name: 'no body and no length',
      send: withLines(head, ''),
      expect: ['invalid_json'],
      unless: { inventsBody: [allowed, 'the parser made {} of it'] },
    },
    { name: 'a length that is too short', send: withLines([...head, 'Content-Length: 20']), expect: [400] },
    {
      name: 'a length that is too long, then the end',
      send: withLines([...head, `Content-Length: ${good.length + 100}`]),
      halfClose: true,
      expect: [400],
    },
    { name: 'two lengths', send: withLines([...head, length(), 'Content-Length: 5']), expect: [400] },
    { name: 'a length that is no number', send: withLines([...head, 'Content-Length: 1e3']), expect: [400] },
    { name: 'a negative length', send: withLines([...head, 'Content-Length: -1']), expect: [400] },
    {
      name: 'a length and chunks',
      send: withLines([...head, length(), 'Transfer-Encoding: chunked'], chunked(Buffer.from(good), 100)),
      expect: [400],
    },
    {
      name: 'a chunk size that is no number',
      send: withLines([...head, 'Transfer-Encoding: chunked'], 'zz\r\n'),
      expect: [400],
    },
    {
      name: 'chunk extensions and trailers',
      send: withLines([...head, 'Transfer-Encoding: chunked'], `2;a="b"\r\n{}\r\n0\r\nX-Trailer: 1\r\n\r\n`),
      expect: [allowed],
    },
  ]

  const pipelines: RawCase[] = [
    {
      name: 'two requests in one write',
      send: () => join(request(), request({ body: platform.saying('drop') })),
      expect: [allowed, dropped],
    },
    {
      name: 'a refused request, its body unread, and a good one behind it',
      send: () => join(request({ token: 'not-ours', body: paddedTo(bodyLimit) }), request()),
      expect: ['signature_invalid', allowed],
    },
    {
      name: 'a body past the limit and a good request behind it',
      send: () => join(request({ body: paddedTo(2 * bodyLimit) }), request()),
      expect: ['body_too_large', allowed],
    },
  ]

  return [...targets, ...requestLines, ...headers, ...lengths, ...pipelines]
}

/** A test for each of these; after each of them a good request is served over a fresh connection. */
export function itWithstands(bench: Bench, state: BodyState): void {
  for (const { name, send, expect, unless = {}, ...options } of rawCases(bench.platform)) {
    const expected = expect.map((one) =>
      expectedIn(state, { expect: one, unless }, one === 'body_too_large' ? false : undefined),
    )
    it(title(name, expected[0]), async () => {
      const { received } = bench
      const answers = await exchange(bench.port, await send(), { ...options, answers: expect.length })
      if (expect.length === 0) assert.deepEqual(answers, [])
      for (const [at, one] of expected.entries()) {
        checkAnswer(bench.platform, answers[at], { expect: one.expect, isReached: bench.received > received })
      }
      await serves(bench, state)
    })
  }
}
