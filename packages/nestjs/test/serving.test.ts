import { createServer, type Server } from 'node:http'
import { CallbackHandler, MemoryQueue, tencent } from '@im-callback/core'
import { getImCallbackToken, ImCallback, ImCallbackModule } from '@im-callback/nestjs'
import { callbackUrl, createSimulator, payload } from '@im-callback/testing'
import {
  All,
  type ArgumentsHost,
  Body,
  Catch,
  Controller,
  type ExceptionFilter,
  Get,
  type INestApplication,
  Injectable,
  type MiddlewareConsumer,
  Module,
  type ModuleMetadata,
  Post,
  Put,
  RequestMethod,
  VERSION_NEUTRAL,
  VersioningType,
} from '@nestjs/common'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { Test } from '@nestjs/testing'
import express, { type Express, json, urlencoded } from 'express'
import { type PlatformName, protocol, type StartOptions, startApp, token } from './support/app.js'

const command = 'C2C.CallbackBeforeSendMsg'
const refused = { status: 200, reply: { ErrorCode: 120001 } }

@Injectable()
class RefuseAll {
  @ImCallback(command)
  refuse(event: ReturnType<typeof refusable>) {
    return event.reply.reject(120001, 'no')
  }
}
const refusable = () => new CallbackHandler().createEvent(command, {}, payload(command))

const shutdown = { grace: 0 }
const serving = (options = {}) => ({
  imports: [ImCallbackModule.forRoot({ protocol, shutdown, ...options })],
  providers: [RefuseAll],
})

@Controller()
class Echo {
  @Post('echo')
  echo(@Body() body: object) {
    return body
  }
}

describe.each<PlatformName>(['Express', 'Fastify'])('on %s', (platform) => {
  it('serves without any option of the app', async () => {
    const { simulator } = await startApp(platform, serving())
    expect(await simulator.send(command)).toMatchObject(refused)
  })

  it.each([
    ['at a path', { path: 'hooks/tencent' }, '/hooks/tencent'],
    ['with slashes around it', { path: '/hooks/tencent/' }, '/hooks/tencent'],
    ['asked with a slash behind it', {}, '/im/callback/'],
    ['asked below an open path', { path: 'im/*' }, '/im/callbackBeforeSendSingleMsgCommand'],
    ['at the root', { path: '/' }, '/'],
    ['everything', { path: '/*' }, '/any/path'],
    ['the root, when it serves everything', { path: '/*' }, '/'],
    ['with slashes doubled in its path', { path: '//hooks//tencent/' }, '/hooks/tencent'],
    ['below an open path with a slash too many', { path: 'hooks//*' }, '/hooks/tencent'],
  ])('serves %s', async (_name, options, path) => {
    const { simulator } = await startApp(platform, serving(options), { path })
    expect(await simulator.send(command)).toMatchObject(refused)
  })

  it('leaves other paths to the app', async () => {
    const { simulator, url } = await startApp(
      platform,
      { ...serving(), controllers: [Echo] },
      { path: '/im/callback/x' },
    )
    expect(await simulator.send(command)).toMatchObject({ status: 404 })
    const echo = await fetch(new URL('/echo', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    })
    expect(await echo.json()).toEqual({ a: 1 })
  })

  it('shows the path as it is served', async () => {
    const { logged } = await startApp(platform, serving({ path: '/*' }))
    expect(logged).toContain('Mapped {/*, POST} callbacks of Tencent')
  })

  it('refuses a path with parameters', async () => {
    await expect(startApp(platform, serving({ path: 'im/:app' }))).rejects.toThrow('literal text')
  })

  describe('prefix and version', () => {
    it('honours the global prefix', async () => {
      const prepare = (app: { setGlobalPrefix(prefix: string): unknown }) => void app.setGlobalPrefix('api')
      const { simulator, url } = await startApp(platform, serving(), { prepare, path: '/api/im/callback' })
      expect(await simulator.send(command)).toMatchObject(refused)
      const without = createSimulator({ url: new URL('/im/callback', url).href, token })
      expect(await without.send(command)).toMatchObject({ status: 404 })
    })

    it('honours what is excluded from the global prefix', async () => {
      const { simulator } = await startApp(platform, serving(), {
        prepare: (app) =>
          void app.setGlobalPrefix('api', { exclude: [{ path: 'im/callback', method: RequestMethod.POST }] }),
      })
      expect(await simulator.send(command)).toMatchObject(refused)
    })

    it.each([
      ['the default version', {}, '/api/v2/im/callback'],
      ['a version of its own', { version: '7' }, '/api/v7/im/callback'],
      ['one of several versions', { version: ['7', '8'] }, '/api/v8/im/callback'],
      ['no version', { version: VERSION_NEUTRAL }, '/api/im/callback'],
    ])('honours URI versioning: %s', async (_name, options, path) => {
      const { simulator } = await startApp(platform, serving(options), {
        path,
        prepare: (app) => {
          app.setGlobalPrefix('api')
          app.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' })
        },
      })
      expect(await simulator.send(command)).toMatchObject(refused)
    })

    it('is not touched by versions in headers, which the platform does not send', async () => {
      const { simulator } = await startApp(platform, serving(), {
        prepare: (app) =>
          void app.enableVersioning({
            type: VersioningType.HEADER,
            header: 'x-version',
            defaultVersion: '1',
          }),
      })
      expect(await simulator.send(command)).toMatchObject(refused)
    })
  })

  it.each([
    ['in the options', { cors: true }, undefined],
    ['in main.ts', {}, (app: { enableCors(): void }) => app.enableCors()],
  ])('honours CORS, set %s', async (_name, options, prepare) => {
    const { url } = await startApp(platform, serving(), { ...options, prepare })
    const headers = { origin: 'https://example.com', 'access-control-request-method': 'POST' }
    const preflight = await fetch(url, { method: 'OPTIONS', headers })
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*'])
    const target = await callbackUrl(url, { command, sdkAppId: 1400000000, token })
    const answer = await fetch(target, { method: 'POST', headers, body: JSON.stringify(payload(command)) })
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  })

  describe('bodies', () => {
    const large = { ...payload(command), CloudCustomData: 'x'.repeat(900_000) }

    it.each([
      ['as it is', {}],
      ['with bodyParser: false', { bodyParser: false }],
      ['with rawBody: true', { rawBody: true }],
    ])('takes them up to bodyLimit and not beyond, with the app %s', async (_name, options) => {
      const { simulator } = await startApp(platform, serving(), options)
      expect(await simulator.post(command, large)).toMatchObject(refused)
      expect(await simulator.post(command, { ...large, more: large })).toMatchObject({
        status: 413,
        reply: { ActionStatus: 'FAIL', ErrorCode: 413 },
      })
    })

    it('answers a broken one, and not the parser', async () => {
      const { simulator } = await startApp(platform, serving())
      expect(await simulator.post(command, '{"MsgBody":[')).toMatchObject({
        status: 400,
        reply: { ErrorInfo: 'invalid_json: The body is not JSON.' },
      })
    })

    it('keeps the app behind parsers of its own', async () => {
      const { simulator } = await startApp(platform, serving(), {
        prepare: (app) => platform === 'Express' && void app.use(json({ limit: 10 })),
      })
      expect(await simulator.post(command, large)).toMatchObject(refused)
    })

    it.each(['', 'text/plain', 'application/json; charset=utf-8', 'nonsense', 'a/b; c'])(
      'does not care for the content-type %j',
      async (type) => {
        const { url } = await startApp(platform, serving())
        const target = await callbackUrl(url, { command, sdkAppId: 1400000000, token })
        const body = new TextEncoder().encode(JSON.stringify(payload(command)))
        const headers: Record<string, string> = type === '' ? {} : { 'content-type': type }
        const answer = await fetch(target, { method: 'POST', headers, body })
        expect(await answer.json()).toMatchObject(refused.reply)
      },
    )
  })

  it('answers failures itself, whatever filters the app has', async () => {
    @Catch()
    class Everything implements ExceptionFilter {
      catch(_exception: unknown, host: ArgumentsHost) {
        host.switchToHttp().getResponse().status(500).send('broken')
      }
    }
    const { simulator } = await startApp(platform, serving({ bodyLimit: 100 }), {
      prepare: (app) => void app.useGlobalFilters(new Everything()),
    })
    expect(await simulator.send(command)).toMatchObject({ status: 413, reply: { ErrorCode: 413 } })
    expect(await simulator.post('State.StateChange', '[')).toMatchObject({ status: 400 })
  })

  it('comes before controllers that take everything, and after middleware', async () => {
    @Controller()
    class Everything {
      @All(platform === 'Fastify' ? '*' : '{*path}')
      take() {
        return 'taken'
      }
    }
    const seen: string[] = []
    const noting = (where: string) => (_req: unknown, _res: unknown, next: () => void) => {
      seen.push(where)
      next()
    }
    @Module({ ...serving(), controllers: [Everything] })
    class AppModule {
      configure(consumer: MiddlewareConsumer) {
        consumer.apply(noting('module')).forRoutes('{*path}')
      }
    }
    const { simulator } = await startApp(
      platform,
      { imports: [AppModule] },
      {
        prepare: (app) => void app.use(noting('app')),
      },
    )
    expect(await simulator.send(command)).toMatchObject(refused)
    expect(seen.sort()).toEqual(['app', 'module'])
  })

  it.each<[string, (im: Entry, logging: Entry) => Entry[]]>([
    ['imported before it', (im, logging) => [logging, im]],
    ['imported behind it', (im, logging) => [im, logging]],
    ['imported by another module', (im, logging) => [im, importing(logging)]],
    ['beside one that imports it', (im, logging) => [importing(im), logging]],
  ])('comes after middleware of a module %s', async (_name, imports) => {
    const seen: string[] = []
    @Module({})
    class Logging {
      configure(consumer: MiddlewareConsumer) {
        consumer
          .apply((_req: unknown, _res: unknown, next: () => void) => {
            seen.push('logging')
            next()
          })
          .forRoutes('{*path}')
      }
    }
    const [im] = serving().imports
    if (im === undefined) throw new Error('it imports the module')
    const { simulator } = await startApp(platform, {
      imports: imports(im, Logging),
      providers: [RefuseAll],
    })
    expect(await simulator.send(command)).toMatchObject(refused)
    expect(seen).toEqual(['logging'])
  })

  describe('with a controller at the same path', () => {
    it('leaves it the other methods that it takes', async () => {
      @Controller('im/callback')
      class Own {
        @Get()
        ping() {
          return 'pong'
        }
        @Put()
        put(@Body() body: object) {
          return body
        }
      }
      const { simulator, url } = await startApp(platform, { ...serving(), controllers: [Own] })
      expect(await simulator.send(command)).toMatchObject(refused)
      expect(await (await fetch(url)).text()).toBe('pong')
      const headers = { 'content-type': 'application/json' }
      const put = await fetch(url, { method: 'PUT', headers, body: '{"a":1}' })
      expect(await put.json()).toEqual({ a: 1 })
      expect((await fetch(url, { method: 'PATCH' })).status).toBe(405)
    })

    it.each([
      ['POST', Post],
      ['everything', All],
    ])('does not start when it takes %s', async (_name, Method) => {
      @Controller({ path: 'im', version: '1' })
      class Own {
        @Method('callback/')
        take() {}
      }
      const started = startApp(
        platform,
        { ...serving({ version: '1' }), controllers: [Own] },
        {
          prepare: (app) => {
            app.setGlobalPrefix('api')
            app.enableVersioning({ type: VersioningType.URI })
          },
        },
      )
      await expect(started).rejects.toThrow('Own and ImCallbackModule both take POST /api/v1/im/callback')
    })
  })

  it('serves several instances with paths and protocols of their own', async () => {
    class Second {
      @ImCallback(command, { handler: 'second' })
      drop(event: ReturnType<typeof refusable>) {
        return event.reply.drop()
      }
    }
    const { simulator, url } = await startApp(platform, {
      imports: [
        ...serving().imports,
        ImCallbackModule.forRoot({
          name: 'second',
          path: 'second',
          protocol: tencent({ sdkAppId: 2, token: 'second-token' }),
          shutdown,
        }),
      ],
      providers: [RefuseAll, Second],
    })
    const second = createSimulator({ url: new URL('/second', url).href, sdkAppId: 2, token: 'second-token' })
    expect(await simulator.send(command)).toMatchObject(refused)
    expect(await second.send(command)).toMatchObject({ status: 200, reply: { ErrorCode: 2 } })
    const unsigned = createSimulator({ url: new URL('/second', url).href, sdkAppId: 2 })
    expect(await unsigned.send(command)).toMatchObject({ status: 401 })
  })

  it('takes its options from a factory', async () => {
    @Injectable()
    class Config {
      readonly secret = 'from-the-config'
      readonly path = 'configured'
    }
    @Module({ providers: [Config], exports: [Config] })
    class ConfigModule {}
    const { simulator } = await startApp(
      platform,
      {
        imports: [
          ImCallbackModule.forRootAsync({
            imports: [ConfigModule],
            inject: [Config],
            useFactory: async ({ path, secret }: Config) => ({
              path,
              protocol: tencent({ sdkAppId: 1400000000, token: secret }),
              queue: new MemoryQueue(),
              shutdown,
            }),
          }),
        ],
        providers: [RefuseAll],
      },
      { path: '/configured', token: 'from-the-config' },
    )
    expect(await simulator.send(command)).toMatchObject(refused)
  })
})

describe('on Express, with nothing in front that would see it', () => {
  const through = async (options: StartOptions, imports: ModuleMetadata['imports'] = []) => {
    const { url, simulator } = await startApp(
      'Express',
      { ...serving(), imports: [...serving().imports, ...imports] },
      options,
    )
    expect(await simulator.send(command)).toMatchObject(refused)
    const answer = await fetch(url)
    expect(answer.status).toBe(405)
    return answer.headers.get('x-powered-by')
  }
  const pass = (_req: unknown, _res: unknown, next: () => void) => next()
  const jsonParser = (_req: unknown, _res: unknown, next: () => void) => next()

  @Module({})
  class WithMiddleware {
    configure(consumer: MiddlewareConsumer) {
      consumer.apply(pass).forRoutes('{*path}')
    }
  }

  it.each<[string, StartOptions, ModuleMetadata['imports']]>([
    ['nothing', {}, []],
    ['no parsers', { bodyParser: false }, []],
    ['parsers of its own', { prepare: (app) => void app.use(json(), urlencoded()) }, []],
    ['a second instance', {}, [second()]],
  ])('Express is left out: %s', async (_name, options, imports) => {
    expect(await through(options, imports)).toBeNull()
  })

  it.each<[string, StartOptions, ModuleMetadata['imports']]>([
    ['middleware of main.ts', { prepare: (app) => void app.use(pass) }, []],
    ['middleware that is called like a parser', { prepare: (app) => void app.use(jsonParser) }, []],
    ['CORS', { cors: true }, []],
    ['middleware of a module', {}, [WithMiddleware]],
    ['a listener in its place', { prepare: (app) => void replaceListener(app.getHttpServer()) }, []],
    ['a request hook', { prepare: setHook }, []],
  ])('Express is asked: %s', async (_name, options, imports) => {
    expect(await through(options, imports)).toBe('Express')
  })

  describe('and without a server of Nest, as in a cloud function', () => {
    const large = { ...payload(command), CloudCustomData: 'x'.repeat(900_000) }
    const servers: Server[] = []
    afterEach(() => {
      for (const server of servers.splice(0)) server.close()
    })

    it.each<[string, string, (app: Express) => Express]>([
      ['at its own path', '/im/callback', (app) => app],
      ['mounted below a path', '/sub/im/callback', (app) => express().use('/sub', app)],
    ])('%s', async (_name, path, mount) => {
      const { app } = await startApp('Express', serving())
      const server = createServer(mount(app.getHttpAdapter().getInstance()))
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('it listens')
      const simulator = createSimulator({ url: `http://127.0.0.1:${address.port}${path}`, token })
      expect(await simulator.send(command)).toMatchObject(refused)
      expect(await simulator.send('State.StateChange')).toMatchObject({ status: 200 })
      expect(await simulator.post(command, large)).toMatchObject(refused)
      expect(await simulator.post(command, '[')).toMatchObject({
        status: 400,
        reply: { ErrorInfo: 'invalid_json: The body is not JSON.' },
      })
    })
  })

  it.each([
    ['rejects', () => Promise.reject(new Error('rejected'))],
    [
      'throws',
      () => {
        throw new Error('thrown')
      },
    ],
  ])('a handler that %s ends the connection, and not the process', async (_name, receive) => {
    const testing = await Test.createTestingModule({ imports: serving().imports })
      .overrideProvider(getImCallbackToken())
      .useValue({ receive, close: async () => undefined, protocol: { name: 'none', commands: {} } })
      .compile()
    const app = testing.createNestApplication(new ExpressAdapter(), { logger: false })
    await app.listen(0, '127.0.0.1')
    const url = `${await app.getUrl()}/im/callback`
    await expect(fetch(url, { method: 'POST' })).rejects.toThrow('fetch failed')
    expect((await fetch(`${await app.getUrl()}/other`)).status).toBe(404)
    await app.close()
  })
})

it('on Fastify, hooks behind the handler see the content-type that was sent', async () => {
  const seen: unknown[] = []
  const testing = await Test.createTestingModule(serving()).compile()
  const adapter = new FastifyAdapter()
  adapter.getInstance().addHook('onResponse', async ({ headers }) => void seen.push(headers['content-type']))
  const app = testing.createNestApplication(adapter, { logger: false })
  await app.listen(0, '127.0.0.1')
  const headers = { 'content-type': 'nonsense' }
  await fetch(`${await app.getUrl()}/im/callback`, { method: 'POST', headers, body: '{}' })
  await app.close()
  expect(seen).toEqual(['nonsense'])
})

describe('on Fastify with ignoreTrailingSlash', () => {
  it.each([
    ['as an option', { ignoreTrailingSlash: true }],
    ['of the router', { routerOptions: { ignoreTrailingSlash: true } }],
  ])('%s', async (_name, options) => {
    const testing = await Test.createTestingModule(serving()).compile()
    const app = testing.createNestApplication(new FastifyAdapter(options), { logger: false })
    await app.listen(0, '127.0.0.1')
    for (const path of ['/im/callback', '/im/callback/']) {
      const simulator = createSimulator({ url: `${await app.getUrl()}${path}`, token })
      expect(await simulator.send(command)).toMatchObject(refused)
    }
    await app.close()
  })
})

type Entry = NonNullable<ModuleMetadata['imports']>[number]

function importing(entry: Entry): Entry {
  @Module({ imports: [entry] })
  class Importing {}
  return Importing
}

function setHook(app: INestApplication) {
  const adapter = app.getHttpAdapter()
  if (adapter instanceof ExpressAdapter) adapter.setOnRequestHook((_req, _res, done) => done())
}

function second() {
  return ImCallbackModule.forRoot({ name: 'second', path: 'second', protocol, shutdown })
}

/** As WebSocket servers do it, to come before the app. */
function replaceListener(server: Server) {
  const listeners = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (...args) => {
    for (const listener of listeners) Reflect.apply(listener, server, args)
  })
}
