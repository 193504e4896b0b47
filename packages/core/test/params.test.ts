import fc from 'fast-check'
import { CallbackError } from '../src/index.js'
import { params } from '../src/receive/params.js'

const read = (url: string) => Object.fromEntries(params(url))

describe('params', () => {
  it.each([
    ['/im/callback', {}],
    ['/im/callback?', {}],
    ['/?a=1&b=2', { a: '1', b: '2' }],
    ['//host/path?a=1', { a: '1' }],
    ['http://host/path?a=1', { a: '1' }],
    ['/?a=1#b=2', { a: '1' }],
    ['/#?a=1', {}],
    ['/?a', { a: '' }],
    ['/?a=b=c', { a: 'b=c' }],
    ['/?a=1?b=2', { a: '1?b=2' }],
    ['/??a=1', { '?a': '1' }],
    ['/??a=%31', { '?a': '1' }],
    ['/?&&a=1&', { a: '1' }],
    ['/?a=%41+b%zz', { a: 'A b%zz' }],
    ['/?a[]=1&A=2', { 'a[]': '1', A: '2' }],
  ])('%s', (url, expected) => {
    expect(read(url)).toEqual(expected)
  })

  it.each(['/?a=1&a=1', '/?a=1&a=2', '/?a&a', '/?a=1&%61=2', '/?__proto__=1&__proto__=2'])(
    'refuses a parameter that is there twice: %s',
    (url) => {
      const refused = expect(() => params(url))
      refused.toThrow(CallbackError)
      refused.toThrow(expect.objectContaining({ code: 'ambiguous_param', status: 400 }))
    },
  )

  it('takes names of Object.prototype for names', () => {
    expect([...params('/?__proto__=1&constructor=2&toString=3')]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ])
  })

  it('reads whatever URLSearchParams reads, in the same way', () => {
    const text = fc.oneof(fc.webQueryParameters(), fc.string(), fc.stringMatching(/^[a-c=&%+?[\]]*$/))
    fc.assert(
      fc.property(text, (raw) => {
        const query = raw.replaceAll('#', '')
        const expected = [...new URLSearchParams(`?${query}`)]
        const names = expected.map(([name]) => name)
        if (new Set(names).size < names.length) expect(() => params(`/?${query}`)).toThrow(CallbackError)
        else expect([...params(`/?${query}`)]).toEqual(expected)
      }),
      { seed: 4 },
    )
  })
})
