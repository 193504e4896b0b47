import fc from 'fast-check'
import { CallbackError } from '../src/index.js'
import { isTextTooDeep, isValueTooDeep } from '../src/json/depth.js'
import { parseLossless } from '../src/json/lossless.js'
import { parse } from '../src/receive/parse.js'

const bytes = (text: string) => new TextEncoder().encode(text)
const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`

function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return CallbackError.is(error) ? error.code : `unexpected ${error}`
  }
  return 'nothing thrown'
}

describe('parse', () => {
  it('reads bytes, text and objects alike', () => {
    for (const body of [bytes('{"a":1}'), '{"a":1}', { a: 1 }]) expect(parse(body).value).toEqual({ a: 1 })
  })

  it('keeps the exact text of bytes and text', () => {
    expect(parse(bytes(' {"a" : 1}\n')).text).toBe(' {"a" : 1}\n')
    expect(parse('{ }').text).toBe('{ }')
    expect(parse({}).text).toBeUndefined()
  })

  it('skips a byte order mark and keeps it in the text', () => {
    expect(parse(bytes('\uFEFF{"a":1}'))).toEqual({ value: { a: 1 }, text: '\uFEFF{"a":1}' })
  })

  it.each([
    ['an empty body', '', 'invalid_json'],
    ['white space', ' \n', 'invalid_json'],
    ['a truncated body', '{"a":', 'invalid_json'],
    ['two bodies', '{}{}', 'invalid_json'],
    ['a form', 'a=1&b=2', 'invalid_json'],
    ['an array', '[]', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
    ['a text', '"{}"', 'not_an_object'],
    ['a number', '1', 'not_an_object'],
    ['100,000 levels', '['.repeat(100_000) + ']'.repeat(100_000), 'too_deep'],
    ['100,000 levels without an end', '{"a":'.repeat(100_000), 'too_deep'],
    ['201 levels', nested(201), 'too_deep'],
  ])('refuses %s', (_name, text, code) => {
    expect(codeOf(() => parse(text))).toBe(code)
    expect(codeOf(() => parse(bytes(text)))).toBe(code)
  })

  it('takes 200 levels, of text and of objects', () => {
    expect(parse(nested(200)).value).toHaveProperty('a')
    expect(parse(JSON.parse(nested(200))).value).toHaveProperty('a')
    expect(codeOf(() => parse(JSON.parse(nested(201))))).toBe('too_deep')
  })

  it('does not count brackets in texts, nor many flat objects, as depth', () => {
    expect(parse(JSON.stringify({ a: '[{'.repeat(1000), b: '\\"[' })).value).toHaveProperty('b')
    expect(parse(JSON.stringify({ a: Array.from({ length: 1000 }, () => ({})) })).value).toHaveProperty('a')
  })

  it.each([
    ['a stray continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['a surrogate half', [0xed, 0xa0, 0x80]],
    ['a cut character', [0x7b, 0xe4, 0xbd]],
    ['Latin-1', [0x7b, 0x22, 0xe9, 0x22, 0x7d]],
  ])('refuses what is not UTF-8: %s', (_name, raw) => {
    expect(codeOf(() => parse(Uint8Array.from(raw)))).toBe('invalid_utf8')
  })

  it('keeps __proto__ a name like any other', () => {
    const { value } = parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')
    expect(Object.hasOwn(value, '__proto__')).toBe(true)
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })
})

describe('integers beyond 2^53', () => {
  it.each([
    ['{"a":9007199254740991}', 9007199254740991],
    ['{"a":9007199254740992}', '9007199254740992'],
    ['{"a":-9007199254740992}', '-9007199254740992'],
    ['{"a":144115262286136540}', '144115262286136540'],
    ['{"a": \n 144115262286136541 }', '144115262286136541'],
    ['{"a":[1,144115262286136541]}', [1, '144115262286136541']],
    ['{"a":1.25e20}', 1.25e20],
    ['{"a":1234567890123456.5}', 1234567890123456.5],
    ['{"a":"x:144115262286136541"}', 'x:144115262286136541'],
    ['{"a":"\\\\\\":144115262286136541"}', '\\":144115262286136541'],
  ])('%s', (text, a) => {
    expect(parseLossless(text)).toEqual({ a })
  })

  it('are found as keys stay keys', () => {
    expect(parseLossless('{"144115262286136541":144115262286136541}')).toEqual({
      '144115262286136541': '144115262286136541',
    })
  })

  it('round nothing: any integer comes back as its digits, in any surrounding', () => {
    const surrounding = fc.array(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)))
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), surrounding, (integer, others) => {
        const text = `{"others":${JSON.stringify(others)},"value":${integer},"again":[${integer}]}`
        const parsed = parseLossless(text) as { others: unknown; value: unknown; again: unknown[] }
        expect(String(parsed.value)).toBe(String(integer))
        expect(String(parsed.again[0])).toBe(String(integer))
        expect(parsed.others).toEqual(JSON.parse(JSON.stringify(others)))
      }),
      { seed: 1 },
    )
  })

  it('change nothing else: what has no such integer parses as JSON.parse does', () => {
    const small = fc.json().filter((json) => !/[0-9]{16}/.test(json))
    fc.assert(
      fc.property(small, fc.stringMatching(/^[0-9]{16,20}$/), (json, digits) => {
        const text = `{"json":${json},"text":${JSON.stringify(`,${digits}`)},"force":1${'0'.repeat(20)}}`
        const { force, ...rest } = parseLossless(text) as Record<string, unknown>
        expect(force).toBe(`1${'0'.repeat(20)}`)
        expect(rest).toEqual(JSON.parse(`{"json":${json},"text":${JSON.stringify(`,${digits}`)}}`))
      }),
      { seed: 2 },
    )
  })

  it('fail on what JSON.parse fails on', () => {
    for (const text of [
      '{"a":1444444444444444444',
      '{"a":-}',
      '{1444444444444444444:1}',
      '{"a":01444444444444444444}',
      '{"a":"144444444444444444',
      '{:14444444444444444444 "',
    ]) {
      expect(() => parseLossless(text)).toThrow(SyntaxError)
    }
  })
})

describe('the depth of text and the depth of what it parses to', () => {
  it('agree', () => {
    const levels = fc.integer({ min: 195, max: 205 })
    fc.assert(
      fc.property(levels, fc.constantFrom('[', '{"a":'), fc.string(), (depth, opener, filler) => {
        const closer = opener === '[' ? ']' : '}'
        const text = `${opener.repeat(depth)}${JSON.stringify(filler)}${closer.repeat(depth)}`
        expect(isTextTooDeep(text)).toBe(depth > 200)
        expect(isValueTooDeep(JSON.parse(text))).toBe(depth > 200)
      }),
      { seed: 3 },
    )
  })
})
