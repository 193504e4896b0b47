import { CallbackHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/koa'
import { listen, type RunningServer } from '@im-callback/testing/conformance'
import Koa from 'koa'
import Koa2 from 'koa-2'

const silent = { warn: () => undefined, error: () => undefined }
const query = 'SdkAppid=1400000000&CallbackCommand=Test.Good'
const good = `/im/callback?${query}`

describe.each([
  ['Koa 3', () => new Koa()],
  ['Koa 2', () => new Koa2()],
])('in an application of %s', (_name, create) => {
  let server: RunningServer

  beforeAll(async () => {
    const im = new CallbackHandler({ protocol: tencent({ sdkAppId: 1400000000 }), logger: silent })
    const app = create()
    app.proxy = true
    app.use(async (ctx, next) => {
      await next()
      ctx.set('x-seen', `${ctx.status} ${ctx.body}`)
    })
    app.use(imCallback(im, { path: '/im/callback' }))
    app.use((ctx) => {
      ctx.body = `another ${ctx.method} ${ctx.originalUrl}`
    })
    server = await listen(app.callback())
  })
  afterAll(() => server.close())

  const send = (path: string, method = 'POST') =>
    fetch(`http://127.0.0.1:${server.port}${path}`, { method, ...(method === 'POST' && { body: '{"a":1}' }) })

  it.each([
    '/',
    '/im',
    '/im/callback/',
    '/im/callback/x',
    '/IM/callback',
    '/im/%63allback',
    `//im/callback?${query}`,
  ])('leaves %s to what comes next', async (path) => {
    expect(await (await send(path)).text()).toBe(`another POST ${path}`)
    expect(await (await send(path, 'GET')).text()).toBe(`another GET ${path}`)
  })

  it('serves every method of its own path', async () => {
    expect((await send(good)).status).toBe(200)
    const response = await send(good, 'GET')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
  })

  it('lets what is around it see and change the answer', async () => {
    const response = await send(good)
    expect(response.headers.get('x-seen')).toBe('200 {"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":""}')
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8')
  })
})
