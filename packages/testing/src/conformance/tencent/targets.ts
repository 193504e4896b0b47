import type { RawTarget } from '../platform.js'
import { allowed } from './answers.js'
import { app } from './sample.js'
import { target } from './target.js'

/** A target of one's own making, with the query of a good one. */
const to = (make: (query: string) => string) => async () => {
  const [, query = ''] = (await target()).split('?')
  return make(query)
}

/** Request targets that only a raw socket sends. */
export const targets: readonly RawTarget[] = [
  { name: 'a path that begins with //', target: to((query) => `//im/callback?${query}`), expect: allowed },
  {
    name: 'an absolute target',
    target: to((query) => `http://im.example.com/im/callback?${query}`),
    expect: allowed,
  },
  {
    name: 'a broken escape in the path',
    target: to((query) => `/im/%zz/%E0%A4%A?${query}`),
    expect: allowed,
  },
  { name: 'NUL, escaped, in the path', target: to((query) => `/im/callback%00?${query}`), expect: allowed },
  { name: 'dots in the path', target: to((query) => `/im/../im/./callback?${query}`), expect: allowed },
  { name: 'a second question mark', target: to((query) => `/im/callback?x=?&${query}`), expect: allowed },
  { name: 'a fragment', target: to((query) => `/im/callback?${query}#&Sign=0&Sign=1`), expect: allowed },
  {
    name: 'a signature in the fragment',
    target: to((query) => `/im/callback?${query.replace('&Sign', '#&Sign')}`),
    expect: 'signature_missing',
  },
  { name: 'a query in the fragment', target: to((query) => `/im/callback#?${query}`), expect: 'unknown_app' },
  { name: 'no query', target: to(() => app.path), expect: 'unknown_app' },
  { name: 'an empty query', target: to(() => `${app.path}?`), expect: 'unknown_app' },
  { name: 'a space in the query', target: to((query) => `/im/callback?${query}&x= y`), expect: 400 },
  {
    name: '20 KB of query',
    target: to((query) => `/im/callback?${query}&x=${'x'.repeat(20_000)}`),
    expect: 431,
  },
]
