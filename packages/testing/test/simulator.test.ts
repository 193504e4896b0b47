import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CallbackHandler, tencent } from '@im-callback/core'
import { createFetchHandler } from '@im-callback/core/fetch'
import { createNodeHandler } from '@im-callback/core/node'
import { createSimulator, manualClock, textMessage } from '../src/index.js'

const silent = { info() {}, warn() {}, error() {} }
const closing: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/im/callback`
}

function moderated(token?: string): CallbackHandler {
  const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token }), logger: silent })
  return im.on('C2C.CallbackBeforeSendMsg', ({ body, reply }) =>
    body.From_Account === 'mallory' ? reply.reject(120001, 'not you') : reply.ok(),
  )
}

describe('createSimulator', () => {
  it('sends a signed callback and reads the answer', async () => {
    const url = await serve(createNodeHandler(moderated('test-token')))
    const platform = createSimulator({ url, sdkAppId: 1400000000, token: 'test-token' })
    const allowed = await platform.send('C2C.CallbackBeforeSendMsg')
    expect(allowed).toMatchObject({ status: 200, reply: { ActionStatus: 'OK', ErrorCode: 0 } })
    const refused = await platform.send('C2C.CallbackBeforeSendMsg', { From_Account: 'mallory' })
    expect(refused.reply).toEqual({ ActionStatus: 'OK', ErrorCode: 120001, ErrorInfo: 'not you' })
    expect(refused.text).toBe(JSON.stringify(refused.reply))
    expect(refused.duration).toBeGreaterThan(0)
  })

  it('is refused with a wrong token', async () => {
    const url = await serve(createNodeHandler(moderated('test-token')))
    const answer = await createSimulator({ url, token: 'other' }).send('C2C.CallbackBeforeSendMsg')
    expect(answer).toMatchObject({ status: 401, reply: { ActionStatus: 'FAIL', ErrorCode: 401 } })
  })

  it('posts as the platform does: no Content-Type, a length, the command in URL and body', async () => {
    const seen: IncomingMessage[] = []
    const url = await serve((req, res) => {
      seen.push(req)
      res.end('{}')
    })
    await createSimulator({ url }).send('State.StateChange')
    expect(seen[0]?.method).toBe('POST')
    expect(seen[0]?.headers['content-type']).toBeUndefined()
    expect(Number(seen[0]?.headers['content-length'])).toBeGreaterThan(0)
    expect(seen[0]?.url).toMatch(/^\/im\/callback\?SdkAppid=1400000000&CallbackCommand=State.StateChange&/)
  })

  it('posts bodies of your own, text as it is', async () => {
    const bodies: string[] = []
    const fetch = async (request: Request) => {
      bodies.push(await request.text())
      return new Response('{}')
    }
    const platform = createSimulator({ url: 'http://localhost/', fetch })
    await platform.post('X', { MsgBody: [textMessage('hi')] })
    await platform.post('X', '{broken')
    expect(bodies).toEqual(['{"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hi"}}]}', '{broken'])
  })

  it('needs no network with a fetch handler, and takes the time of the signature from its clock', async () => {
    const { clock } = manualClock()
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000, token: 't', clock }) })
    const fetch = createFetchHandler(im)
    const platform = createSimulator({ url: 'http://localhost/', token: 't', clock, fetch })
    expect((await platform.send('Group.CallbackBeforeSendMsg')).status).toBe(200)
  })

  it.each(['not JSON', '[]', 'null', '{"ok":true}'])('has no reply when the answer is %s', async (text) => {
    const platform = createSimulator({
      url: 'http://localhost/',
      fetch: () => new Response(text, { status: 502 }),
    })
    expect(await platform.send('State.StateChange')).toMatchObject({ status: 502, reply: undefined, text })
  })

  it('does not follow redirects: to the platform they are a failure', async () => {
    const url = await serve((_req, res) => res.writeHead(302, { location: '/elsewhere' }).end())
    expect((await createSimulator({ url }).send('State.StateChange')).status).toBe(302)
  })

  it('gives up after the timeout, also when its fetch knows nothing of signals', async () => {
    const url = await serve(() => {})
    const hanging = createSimulator({ url, timeout: 20 })
    await expect(hanging.send('State.StateChange')).rejects.toMatchObject({ name: 'TimeoutError' })
    const deaf = createSimulator({ url, timeout: 20, fetch: () => new Promise<never>(() => {}) })
    await expect(deaf.send('State.StateChange')).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('rejects when nothing listens', async () => {
    const platform = createSimulator({ url: 'http://127.0.0.1:1/' })
    await expect(platform.send('State.StateChange')).rejects.toThrow('fetch failed')
  })
})
