import { buffer } from 'node:stream/consumers'
import cors from '@fastify/cors'
import { CallbackHandler, defaultHandler, tencent } from '@im-callback/core'
import { imCallback } from '@im-callback/fastify'
import { callbackUrl, createSimulator, payload } from '@im-callback/testing'
import fastify, { type FastifyInstance, type FastifyRequest, type FastifyTypeProviderDefault } from 'fastify'

const command = 'C2C.CallbackBeforeSendMsg'
const path = '/im/callback'
const refused = { status: 200, reply: { ErrorCode: 120001 } }
const large = { ...payload(command), CloudCustomData: 'x'.repeat(900_000) }

const token = 'test-token'
const protocol = tencent({ sdkAppId: 1400000000, token })
const logger = { warn() {}, error() {} }

const handlerOf = (options = {}) =>
  new CallbackHandler({ protocol, logger, ...options }).on(command, (event) =>
    event.reply.reject(120001, 'no'),
  )

let app: FastifyInstance
beforeEach(() => {
  app = fastify({ bodyLimit: 1000, forceCloseConnections: true })
})
afterEach(() => app.close())

async function listening(at = path) {
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}${at}`
  return { url, simulator: createSimulator({ url, token }) }
}

it.each([
  ['at its path', path, { path }],
  ['below a prefix', '/hooks/im', { prefix: '/hooks', path: '/im' }],
])('serves callbacks %s', async (_name, at, options) => {
  app.register(imCallback, { ...options, handler: handlerOf() })
  const { simulator } = await listening(at)
  expect(await simulator.send(command)).toMatchObject(refused)
})

it('takes bodies up to bodyLimit, whatever the limit of the app', async () => {
  app.register(imCallback, { path, handler: handlerOf() })
  const { simulator } = await listening()
  expect(await simulator.post(command, large)).toMatchObject(refused)
  expect(await simulator.post(command, { ...large, more: large })).toMatchObject({ status: 413 })
})

it.each(['', 'text/plain', 'nonsense', 'a/b; c', 'application/x-www-form-urlencoded'])(
  'does not care for the content-type %j',
  async (type) => {
    app.register(imCallback, { path, handler: handlerOf() })
    const { url } = await listening()
    const body = new TextEncoder().encode(JSON.stringify(payload(command)))
    const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
    const target = await callbackUrl(url, { command, sdkAppId: 1400000000, token })
    expect(await (await fetch(target, { method: 'POST', headers, body })).json()).toMatchObject(refused.reply)
  },
)

it('leaves parsers, body limit and error handler of the app as they are', async () => {
  app.addContentTypeParser('text/csv', { parseAs: 'string' }, (_request, body, done) =>
    done(null, String(body).split(',')),
  )
  app.setErrorHandler((error: { statusCode?: number }, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ handled: true }),
  )
  app.register(imCallback, { path, handler: handlerOf() })
  app.post('/echo', (request) => ({ got: request.body }))
  const { url, simulator } = await listening()
  const post = async (type: string, body: string) =>
    (await fetch(new URL('/echo', url), { method: 'POST', headers: { 'content-type': type }, body })).json()
  expect(await post('application/json', '{"a":1}')).toEqual({ got: { a: 1 } })
  expect(await post('text/csv', 'a,b')).toEqual({ got: ['a', 'b'] })
  expect(await post('application/json', JSON.stringify(large))).toEqual({ handled: true })
  expect(await post('image/png', 'x')).toEqual({ handled: true })
  expect(await simulator.post(command, '{')).toMatchObject({ status: 400, reply: { ErrorCode: 400 } })
})

it('runs the hooks of the app, and keeps what they set', async () => {
  const ran: string[] = []
  app.addHook('onRequest', async () => void ran.push('onRequest'))
  app.addHook('preHandler', async () => void ran.push('preHandler'))
  app.addHook('onSend', async (_request, reply) => {
    ran.push('onSend')
    reply.header('x-hook', 'on')
  })
  app.addHook('onResponse', async () => void ran.push('onResponse'))
  app.register(cors)
  app.register(imCallback, { path, handler: handlerOf() })
  const { url } = await listening()
  const target = await callbackUrl(url, { command, sdkAppId: 1400000000, token })
  const answer = await fetch(target, { method: 'POST', body: JSON.stringify(payload(command)) })
  expect([answer.headers.get('x-hook'), answer.headers.get('access-control-allow-origin')]).toEqual([
    'on',
    '*',
  ])
  expect(ran).toEqual(['onRequest', 'preHandler', 'onSend', 'onResponse'])
})

it('shows hooks behind the handler the content-type that was sent', async () => {
  const seen: unknown[] = []
  const note = async (request: FastifyRequest) => void seen.push(request.headers['content-type'])
  app.addHook('onSend', note)
  app.addHook('onResponse', note)
  app.register(imCallback, { path, handler: handlerOf() })
  const { url } = await listening()
  await fetch(url, { method: 'POST', headers: { 'content-type': 'nonsense' }, body: '{}' })
  expect(seen).toEqual(['nonsense', 'nonsense'])
})

it('gives the answer to a hook of the app that gives one first', async () => {
  app.addHook('onRequest', (_request, reply) => reply.code(401).send({ who: 'are you' }))
  app.register(imCallback, { path, handler: handlerOf() })
  const { simulator } = await listening()
  expect(await simulator.send(command)).toMatchObject({ status: 401 })
})

it('uses the bytes that a hook of the app has kept', async () => {
  app.decorateRequest('rawBody')
  app.addHook('preParsing', async (request, _reply, stream) => {
    Object.assign(request, { rawBody: await buffer(stream) })
  })
  app.register(imCallback, { path, handler: handlerOf() })
  const { simulator } = await listening()
  expect(await simulator.send(command)).toMatchObject(refused)
})

describe('with the logger of the app', () => {
  const logged: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void logged.push(JSON.parse(line)) }
  beforeEach(async () => {
    logged.length = 0
    await app.close()
    app = fastify({ logger: { stream }, forceCloseConnections: true })
  })
  const completed = () => logged.filter(({ msg }) => msg === 'request completed')

  it('requests are logged, and what the handler has to say', async () => {
    app.register(imCallback, { path, handler: handlerOf({ logger: app.log }) })
    const { simulator } = await listening()
    await simulator.send(command)
    await simulator.post(command, '[')
    expect(completed()).toHaveLength(2)
    expect(logged.map(({ msg }) => msg)).toContain(
      'im-callback: answered 400 invalid_json: The body is not JSON.',
    )
  })

  it('logLevel of register counts', async () => {
    app.register(imCallback, { path, handler: handlerOf(), logLevel: 'silent' })
    const { simulator } = await listening()
    await simulator.send(command)
    expect(completed()).toEqual([])
  })
})

it('closes the handler with the app: running requests are answered, then the queue is drained', async () => {
  const handled: string[] = []
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const handler = handlerOf().on('C2C.CallbackAfterSendMsg', {
    async: true,
    handle: async ({ body }) => {
      await released
      handled.push(body.From_Account)
    },
  })
  app.register(imCallback, { path, handler })
  const { simulator } = await listening()
  for (const From_Account of ['a', 'b', 'c'])
    await simulator.send('C2C.CallbackAfterSendMsg', { From_Account })
  const closed = app.close()
  release()
  await closed
  expect(handled).toEqual(['a', 'b', 'c'])
  expect((await handler.stats()).queue).toMatchObject({ waiting: 0, active: 0 })
})

it('hands a handler that rejects to the error handler of the app', async () => {
  app.setErrorHandler((_error, _request, reply) => reply.code(418).send({}))
  const receive = () => Promise.reject(new Error('not one of ours'))
  app.register(imCallback, { path, handler: { receive, close: async () => undefined } })
  const { simulator } = await listening()
  expect(await simulator.send(command)).toMatchObject({ status: 418 })
})

it('serves the default handler when it is given none', async () => {
  const receive = jest.spyOn(defaultHandler, 'receive')
  app.register(imCallback, { path })
  const { simulator } = await listening()
  expect(await simulator.send('State.StateChange')).toMatchObject({ status: 200 })
  expect(receive).toHaveBeenCalled()
})

it('does not start without a path, or with something else than a handler', async () => {
  // @ts-expect-error the path is missing
  app.register(imCallback, { handler: handlerOf() })
  await expect(app.ready()).rejects.toThrow('imCallback has no path')
  const second = fastify()
  // @ts-expect-error a function is no handler
  second.register(imCallback, { path, handler: () => undefined })
  await expect(second.ready()).rejects.toThrow('imCallback takes a CallbackHandler, not a function')
  const third = fastify()
  // @ts-expect-error a mistyped name
  third.register(imCallback, { path, hander: handlerOf() })
  await expect(third.ready()).rejects.toThrow('Did you mean "handler"?')
})

it('is registered with any server, logger and type provider', async () => {
  const secure = fastify({
    https: {},
    logger: { level: 'silent' },
  }).withTypeProvider<FastifyTypeProviderDefault>()
  secure.register(imCallback, { path, handler: handlerOf() })
  const second = fastify({ http2: true })
  second.register(imCallback, { path, handler: handlerOf() })
  await second.ready()
  await second.close()
})
