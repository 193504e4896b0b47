import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type OutgoingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { memoryStore } from '@im-callback/customer-service'
import { Tokens } from '../src/tokens.js'
import { loadAssets } from '../src/web/assets.js'
import { browserModules } from '../src/web/modules.js'
import { createWebServer } from '../src/web/server.js'

const tokens = new Tokens('secret')
const store = memoryStore()
let folder: string
let server: Server

/** A package whose browser entry imports a file of its own and another package, and one file that no one imports. */
function lay(): void {
  const files = {
    'public/customer.html': '<script type="importmap">{ "imports": {} }</script>',
    'public/support.html': 'support',
    'public/secret.txt': 'no file of this kind is served',
    'scripts/customer.js': 'page',
    'chat/dist/esm/client.js': "import { frame } from './wire/frame.js'\nexport { near } from 'core'\n",
    'chat/dist/esm/wire/frame.js': "/**\n * import { not } from 'a-comment'\n */\nexport const frame = 1\n",
    'chat/dist/esm/server.js': 'secret',
    'core/dist/esm/index.js': 'export const near = 1',
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}

const at = (path: string) => pathToFileURL(join(folder, path))
const entries: Record<string, string> = { chat: 'chat/dist/esm/client.js', core: 'core/dist/esm/index.js' }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-'))
  lay()
  const modules = browserModules('chat', (name) => at(entries[name] ?? '').href)
  const assets = loadAssets({ public: at('public/'), scripts: at('scripts/') }, modules)
  const sellers = [201n, 202n]
  server = createWebServer({ tokens, store, sellers, assets, gatewayUrl: undefined }).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  server.close()
  await once(server, 'close')
  rmSync(folder, { recursive: true })
})

interface Ask {
  readonly method?: string
  readonly headers?: OutgoingHttpHeaders
  readonly body?: string
}

/** The path as it is: `fetch` would tidy it up. */
async function ask(path: string, { method = 'GET', headers = {}, body = '' }: Ask = {}) {
  const { port } = server.address() as AddressInfo
  const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }).end(body)
  const [response] = await once(sent, 'response')
  let text = ''
  for await (const chunk of response) text += chunk
  return { status: response.statusCode as number, headers: response.headers, text }
}

const post = (body: unknown, headers: OutgoingHttpHeaders = {}) =>
  ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('pages', () => {
  it('come with the modules they import, and with no others', async () => {
    const page = await ask('/')
    expect(page.text).toBe(
      '<script type="importmap">{"imports":{"core":"/modules/core/index.js","chat":"/modules/chat/client.js"}}</script>',
    )
    for (const path of ['/page/customer.js', '/modules/chat/wire/frame.js', '/modules/core/index.js']) {
      expect(await ask(path)).toMatchObject({
        status: 200,
        headers: { 'content-type': 'text/javascript; charset=utf-8' },
      })
    }
    expect((await ask('/modules/chat/server.js')).status).toBe(404)
  })

  it.each([
    '/secret.txt',
    '/../secret.txt',
    '/modules/chat/../../../etc/passwd',
    '/%2e%2e/secret.txt',
    '//',
    '/__proto__',
    '/constructor',
  ])('there is nothing at %s', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, text: '' })
  })

  it('are not sent again while they are the same', async () => {
    const { etag } = (await ask('/support')).headers
    expect(await ask('/support', { headers: { 'if-none-match': etag } })).toMatchObject({
      status: 304,
      text: '',
    })
    expect(await ask('/support', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' })
    expect((await ask('/support', { method: 'DELETE' })).status).toBe(405)
  })

  it('allow scripts of this server and connections to the gateway, and no HTML out of text', async () => {
    const { headers } = await ask('/', { headers: { host: 'chat.example.com:3009' } })
    const policy = String(headers['content-security-policy']).split('; ')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'self' ws://chat.example.com:3009")
    expect(policy).toContain("require-trusted-types-for 'script'")
    expect(policy.find((each) => each.startsWith('script-src'))).toMatch(
      /^script-src 'self' 'sha256-[\w+/]{43}='$/,
    )
  })

  it.each(['a b', 'a;script-src *', 'a/b', 'user@host'])('are refused to a Host of %j', async (host) => {
    expect((await ask('/', { headers: { host } })).status).toBe(400)
  })
})

describe('a session', () => {
  it('makes a stranger a new customer, and knows a customer who comes back', async () => {
    const [first, second] = [await post({ role: 'customer' }), await post({ role: 'customer' })]
    const [anna, ben] = [JSON.parse(first.text), JSON.parse(second.text)]
    expect(anna).toMatchObject({ appId: '7', since: '-1' })
    expect(anna.gatewayUrl).toBe(`ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`)
    expect(anna.uid).not.toBe(ben.uid)
    const again = JSON.parse((await post({ role: 'customer', token: anna.token })).text)
    expect(again.uid).toBe(anna.uid)
    expect(first.headers['cache-control']).toBe('no-store')
  })

  it('does not make a customer of who shows the token of support', async () => {
    const token = tokens.issue({ appId: 1453n, uid: 201n })
    expect(JSON.parse((await post({ role: 'customer', token })).text).appId).toBe('7')
  })

  it('makes support of who has the code, as one of the sellers', async () => {
    const code = tokens.supportCode
    expect(JSON.parse((await post({ role: 'support', code })).text)).toMatchObject({
      appId: '1453',
      uid: '201',
    })
    expect(JSON.parse((await post({ role: 'support', code, seller: '202' })).text).uid).toBe('202')
    expect((await post({ role: 'support', code, seller: '999' })).status).toBe(403)
    expect((await post({ role: 'support', code: 'wrong' })).status).toBe(403)
  })

  it('begins where the last 500 messages do', async () => {
    const user = { appId: 7n, uid: 12n }
    for (let number = 0; number < 502; number++) {
      await store.append({
        sender: user,
        device: 'test',
        key: String(number),
        command: 24,
        body: new Uint8Array(36),
        recipients: [],
      })
    }
    const { text } = await post({ role: 'customer', token: tokens.issue(user) })
    expect(JSON.parse(text).since).toBe('2')
  })

  it.each([
    ['nothing', '', 400],
    ['no object', '[]', 400],
    ['half of one', '{"role":', 400],
    ['null', 'null', 400],
    ['another role', { role: 'admin' }, 400],
    ['a code that is no text', { role: 'support', code: {} }, 400],
    ['too much', { role: 'customer', token: 'x'.repeat(5000) }, 413],
  ])('is not to be had for %s', async (_, body, status) => {
    expect((await post(body)).status).toBe(status)
  })

  it('is not to be had by forms of other sites', async () => {
    expect((await post({ role: 'customer' }, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await ask('/session')).status).toBe(405)
  })
})
