import { createHmac } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { createRestServer, type RestServer, type RestServerOptions } from '../../src/rest.js'

export const sdkAppId = 1400000000
export const secretKey = 'a-key-for-tests'
/** The moment of most tests: 2026-01-01, in seconds. */
export const now = 1_767_225_600

/** Signs as the platform's own libraries do; written for these tests alone. */
export function userSig(changes: { [claim: string]: unknown } = {}, key = secretKey): string {
  const claims: { [name: string]: unknown } = {
    'TLS.ver': '2.0',
    'TLS.identifier': 'administrator',
    'TLS.sdkappid': sdkAppId,
    'TLS.time': now,
    'TLS.expire': 86_400,
    ...changes,
  }
  const names = ['identifier', 'sdkappid', 'time', 'expire', ...('TLS.userbuf' in claims ? ['userbuf'] : [])]
  const content = names.map((name) => `TLS.${name}:${claims[`TLS.${name}`]}\n`).join('')
  const sig = createHmac('sha256', key).update(content).digest('base64')
  return escaped(deflateSync(JSON.stringify({ ...claims, 'TLS.sig': sig })).toString('base64'))
}

/** Base64 as a UserSig has it, and back. */
export const escaped = (base64: string) =>
  base64.replaceAll('+', '*').replaceAll('/', '-').replaceAll('=', '_')
export const unescaped = (sig: string) =>
  Buffer.from(sig.replaceAll('*', '+').replaceAll('-', '/').replaceAll('_', '='), 'base64')

const goodQuery = () => ({
  sdkappid: String(sdkAppId),
  identifier: 'administrator',
  usersig: userSig(),
  random: '42',
  contenttype: 'json',
})

export interface Post {
  readonly path?: string
  readonly method?: string
  readonly query?: { readonly [name: string]: string }
  readonly text?: string
  readonly signal?: AbortSignal
}

const running: RestServer[] = []

/** A server that ends with the test. */
export async function start(options: Partial<RestServerOptions> = {}): Promise<RestServer> {
  const server = await createRestServer({ sdkAppId, secretKey, clock: () => now * 1000, ...options })
  running.push(server)
  return server
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** A request as it stands, right in everything that is not named. */
export function send(server: RestServer, post: Post): Promise<Response> {
  const { path = '/v4/openim/sendmsg', method = 'POST', query = {}, text = '{}', signal } = post
  const url = `${server.url}${path}?${new URLSearchParams({ ...goodQuery(), ...query })}`
  return fetch(url, { method, body: method === 'GET' ? null : text, signal: signal ?? null })
}

/** What an endpoint answers to a body. */
export async function call(server: RestServer, endpoint: string, body: object): Promise<object> {
  const response = await send(server, { path: `/v4/${endpoint}`, text: JSON.stringify(body) })
  const answer: unknown = await response.json()
  if (typeof answer === 'object' && answer !== null) return answer
  throw new TypeError(`${endpoint} answered ${JSON.stringify(answer)}`)
}

export const text = (Text: string) => ({ MsgType: 'TIMTextElem', MsgContent: { Text } })

/** A message that the service takes. */
export const message = (changes: object = {}) => ({
  From_Account: 'alice',
  To_Account: 'bob',
  MsgSeq: 1,
  MsgRandom: 100,
  MsgBody: [text('hello')],
  ...changes,
})
