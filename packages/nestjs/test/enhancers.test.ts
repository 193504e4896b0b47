import { MemoryQueue } from '@im-callback/core'
import {
  type ExceptionReply,
  IM_CALLBACK_CONTEXT,
  ImCallback,
  ImCallbackContext,
  ImCallbackModule,
  replyToException,
} from '@im-callback/nestjs'
import {
  type ArgumentsHost,
  BadRequestException,
  type CallHandler,
  type CanActivate,
  Catch,
  createParamDecorator,
  type ExceptionFilter,
  type ExecutionContext,
  ForbiddenException,
  HttpException,
  Inject,
  Injectable,
  type NestInterceptor,
  type Provider,
  Scope,
  ServiceUnavailableException,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common'
import {
  APP_FILTER,
  APP_GUARD,
  APP_INTERCEPTOR,
  BaseExceptionFilter,
  ContextIdFactory,
  REQUEST,
} from '@nestjs/core'
import type { ContextId } from '@nestjs/core/injector/instance-wrapper.js'
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler'
import { map, of, tap } from 'rxjs'
import { type PlatformName, protocol, type StartOptions, startApp } from './support/app.js'
import { type AfterSend, afterSend, type BeforeSend, beforeSend } from './support/events.js'

const moduleWith = (options = {}) =>
  ImCallbackModule.forRoot({ protocol, shutdown: { grace: 0 }, ...options })

interface Setting {
  readonly exceptionReply?: ExceptionReply
  readonly app?: StartOptions
}

const start = (platform: PlatformName, providers: Provider[], { app, ...options }: Setting = {}) =>
  startApp(platform, { imports: [moduleWith(options)], providers }, app)

/** What ran, in order. */
let trail: string[] = []
beforeEach(() => {
  trail = []
})

const guard = (name: string, isOpen = true) => {
  @Injectable()
  class Guard implements CanActivate {
    constructor(@Inject('trail') private readonly kept: string[]) {}
    canActivate(context: ExecutionContext) {
      this.kept.push(`${name} ${context.getType()} ${context.getClass().name}.${context.getHandler().name}`)
      return isOpen
    }
  }
  return Guard
}

const interceptor = (name: string) => {
  @Injectable()
  class Interceptor implements NestInterceptor {
    intercept(context: ExecutionContext, next: CallHandler) {
      trail.push(`${name} before ${ImCallbackContext.from(context).event.command}`)
      return next.handle().pipe(tap(() => void trail.push(`${name} after`)))
    }
  }
  return Interceptor
}

const trailProvider = { provide: 'trail', useFactory: () => trail }

describe.each<PlatformName>(['Express', 'Fastify'])('on %s', (platform) => {
  it('runs guards and interceptors of the app, of the class and of the method, in their order', async () => {
    @UseGuards(guard('class guard'))
    @UseInterceptors(interceptor('class interceptor'))
    @Injectable()
    class Callbacks {
      @UseGuards(guard('method guard'))
      @UseInterceptors(interceptor('method interceptor'))
      @ImCallback(beforeSend)
      check(event: BeforeSend) {
        trail.push('method')
        return event.reply.drop()
      }
    }
    const { simulator } = await start(platform, [
      Callbacks,
      trailProvider,
      { provide: APP_GUARD, useClass: guard('app guard') },
      { provide: APP_INTERCEPTOR, useClass: interceptor('app interceptor') },
    ])
    expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(2)
    expect(trail).toEqual([
      `app guard ${IM_CALLBACK_CONTEXT} Callbacks.check`,
      `class guard ${IM_CALLBACK_CONTEXT} Callbacks.check`,
      `method guard ${IM_CALLBACK_CONTEXT} Callbacks.check`,
      `app interceptor before ${beforeSend}`,
      `class interceptor before ${beforeSend}`,
      `method interceptor before ${beforeSend}`,
      'method',
      'method interceptor after',
      'class interceptor after',
      'app interceptor after',
    ])
  })

  describe('runs a guard that is named as a class, with what it injects,', () => {
    const guarded = () => {
      @UseGuards(guard('class'))
      class Callbacks {
        @UseGuards(guard('method', false))
        @ImCallback(beforeSend)
        check() {}
      }
      return Callbacks
    }
    const Callbacks = guarded()
    const Value = guarded()
    const Factory = guarded()
    it.each<[string, Provider]>([
      ['a class', guarded()],
      ['useClass', { provide: 'callbacks', useClass: Callbacks }],
      ['useFactory', { provide: 'callbacks', useFactory: () => new Factory() }],
      ['useValue', { provide: 'callbacks', useValue: new Value() }],
    ])('on %s', async (_name, provider) => {
      const { simulator } = await start(platform, [trailProvider, provider])
      expect((await simulator.send(beforeSend)).reply).toMatchObject({ ErrorCode: 1 })
      expect(trail).toHaveLength(2)
    })
  })

  it.each([
    ['a singleton', Scope.DEFAULT],
    ['request-scoped', Scope.REQUEST],
    ['transient', Scope.TRANSIENT],
  ])('runs a guard of the app that is %s, on a class and on a value', async (_name, scope) => {
    @Injectable({ scope })
    class Counting implements CanActivate {
      readonly numbers: number[] = []
      constructor(@Inject('trail') private readonly kept: string[]) {}
      canActivate() {
        this.numbers.push(1)
        return this.kept.push('guard') > 0
      }
    }
    class OnClass {
      @ImCallback(beforeSend)
      check() {}
    }
    class OnValue {
      @ImCallback(afterSend)
      note() {}
    }
    const { simulator } = await start(platform, [
      trailProvider,
      OnClass,
      { provide: 'value', useValue: new OnValue() },
      { provide: APP_GUARD, useClass: Counting },
    ])
    expect((await simulator.send(beforeSend)).status).toBe(200)
    expect((await simulator.send(afterSend)).status).toBe(200)
    expect(trail).toEqual(['guard', 'guard'])
  })

  it('gives a request-scoped guard the callback as its request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class OwnUsers implements CanActivate {
      constructor(@Inject(REQUEST) private readonly context: ImCallbackContext) {}
      canActivate(context: ExecutionContext) {
        expect(ImCallbackContext.from(context)).toBe(this.context)
        return this.context.event.command !== beforeSend || this.context.event.body.From_Account !== 'mallory'
      }
    }
    @Injectable()
    class Callbacks {
      @UseGuards(OwnUsers)
      @ImCallback(beforeSend)
      check() {}
    }
    const { simulator } = await start(platform, [Callbacks])
    expect((await simulator.send(beforeSend, { From_Account: 'alice' })).reply?.ErrorCode).toBe(0)
    expect((await simulator.send(beforeSend, { From_Account: 'mallory' })).reply?.ErrorCode).toBe(1)
  })

  it('lets interceptors and guards work with event and reply', async () => {
    @Injectable()
    class Refuse implements NestInterceptor {
      intercept(host: ExecutionContext) {
        const { event } = ImCallbackContext.from(host)
        return of(event.command === beforeSend ? event.reply.reject(120003, 'intercepted') : undefined)
      }
    }
    class Callbacks {
      @UseInterceptors(new Refuse())
      @ImCallback(beforeSend)
      check() {}
    }
    const { simulator } = await start(platform, [Callbacks])
    expect((await simulator.send(beforeSend)).reply).toMatchObject({ ErrorCode: 120003 })
  })

  it('leaves the event alone where no parameter is decorated, whatever pipes the app has', async () => {
    class Break {
      transform() {
        return 'broken'
      }
    }
    class Callbacks {
      @UsePipes(new Break())
      @ImCallback(beforeSend)
      check(event: BeforeSend) {
        return event.reply.drop()
      }
    }
    const { simulator } = await start(platform, [Callbacks], {
      app: { prepare: (app) => void app.useGlobalPipes(new Break()) },
    })
    expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(2)
  })

  describe('turns exceptions into verdicts', () => {
    const throwing = (exception: Error) => {
      class Callbacks {
        @ImCallback(beforeSend)
        @ImCallback(afterSend)
        fail(_event: BeforeSend | AfterSend) {
          throw exception
        }
      }
      return Callbacks
    }

    it.each([
      [
        'ForbiddenException',
        new ForbiddenException(),
        { status: 200, reply: { ErrorCode: 1, ErrorInfo: '' } },
      ],
      ['HttpException below 500', new HttpException('teapot', 418), { status: 200, reply: { ErrorCode: 1 } }],
      ['ServiceUnavailableException', new ServiceUnavailableException(), { status: 500 }],
      [
        'Error',
        new Error('secret'),
        { status: 500, reply: { ErrorInfo: expect.not.stringContaining('secret') } },
      ],
    ])('%s', async (_name, exception, answer) => {
      const { simulator } = await start(platform, [throwing(exception)])
      expect(await simulator.send(beforeSend)).toMatchObject(answer)
    })

    it('acknowledges what cannot be refused, and says so', async () => {
      const { simulator, logged } = await start(platform, [throwing(new BadRequestException('not ours'))])
      expect(await simulator.send(afterSend)).toMatchObject({ status: 200, reply: { ErrorCode: 0 } })
      expect(logged.join('\n')).toMatch(
        /Callbacks\.fail .*did not take C2C\.CallbackAfterSendMsg .* 400 not ours/,
      )
    })

    it('as exceptionReply says', async () => {
      const exceptionReply: ExceptionReply = (exception, event, platformProtocol) =>
        exception instanceof HttpException && event.command === beforeSend
          ? event.reply.reject(120005, exception.message)
          : replyToException(exception, event, platformProtocol)
      const { simulator } = await start(platform, [throwing(new BadRequestException('too long'))], {
        exceptionReply,
      })
      expect((await simulator.send(beforeSend)).reply).toMatchObject({
        ErrorCode: 120005,
        ErrorInfo: 'too long',
      })
      expect((await simulator.send(afterSend)).reply?.ErrorCode).toBe(0)
    })

    it('as a filter answers, of the method before one of the app', async () => {
      @Catch(BadRequestException)
      class Refuse implements ExceptionFilter {
        catch(exception: BadRequestException, host: ArgumentsHost) {
          const { event } = ImCallbackContext.from(host)
          return event.command === beforeSend ? event.reply.reject(120006, exception.message) : undefined
        }
      }
      class Callbacks {
        @UseFilters(Refuse)
        @ImCallback(beforeSend)
        fail() {
          throw new BadRequestException('filtered')
        }
      }
      const { simulator } = await start(platform, [Callbacks])
      expect((await simulator.send(beforeSend)).reply).toMatchObject({
        ErrorCode: 120006,
        ErrorInfo: 'filtered',
      })
    })

    it.each([
      ['at once', () => undefined],
      ['later', async () => undefined],
      ['with the response', (response: HttpResponse) => response.status(500).json({ error: 'broken' })],
    ])('and not as a filter written for HTTP, which answers nothing %s', async (_name, answer) => {
      @Catch()
      class Everything implements ExceptionFilter {
        catch(_exception: unknown, host: ArgumentsHost) {
          trail.push('filter')
          const result = answer(host.switchToHttp().getResponse())
          return result instanceof Promise ? result : undefined
        }
      }
      const { simulator } = await start(platform, [throwing(new ForbiddenException())], {
        app: { prepare: (app) => void app.useGlobalFilters(new Everything()) },
      })
      expect(await simulator.send(beforeSend)).toMatchObject({ status: 200, reply: { ErrorCode: 1 } })
      expect(trail).toEqual(['filter'])
    })

    it('and tries again what failed in the queue, unless it was turned away', async () => {
      const attempts: string[] = []
      class Callbacks {
        @ImCallback(afterSend, { async: true })
        fail(event: AfterSend) {
          attempts.push(event.body.From_Account)
          throw event.body.From_Account === 'mallory' ? new ForbiddenException() : new Error('try again')
        }
      }
      const queue = new MemoryQueue({ retry: { attempts: 2, minDelay: 1 } })
      const { simulator, app } = await startApp(platform, {
        imports: [moduleWith({ queue })],
        providers: [Callbacks],
      })
      await simulator.send(afterSend, { From_Account: 'mallory' })
      await simulator.send(afterSend, { From_Account: 'alice' })
      await app.close()
      expect(attempts.sort()).toEqual(['alice', 'alice', 'mallory'])
    })

    it.each([
      [401, 1],
      [403, 1],
      [400, 3],
      [404, 3],
      [408, 3],
      [425, 3],
      [429, 3],
    ])('and takes from the queue only a denial for done: %s', async (status, attempts) => {
      let count = 0
      class Callbacks {
        @ImCallback(afterSend, { async: true })
        fail() {
          count++
          throw new HttpException('not now', status)
        }
      }
      const queue = new MemoryQueue({ retry: { attempts: 3, minDelay: 1 } })
      const { simulator, app } = await startApp(platform, {
        imports: [moduleWith({ queue })],
        providers: [Callbacks],
      })
      expect((await simulator.send(afterSend)).status).toBe(200)
      await app.close()
      expect(count).toBe(attempts)
      expect(await queue.deadLetters.list()).toHaveLength(attempts === 1 ? 0 : 1)
    })

    it.each([408, 425, 429])('and what may go well later is refused or else a fault: %s', async (status) => {
      class Callbacks {
        @ImCallback(beforeSend)
        @ImCallback(afterSend)
        fail() {
          throw new HttpException('not now', status)
        }
      }
      const { simulator } = await start(platform, [Callbacks])
      expect(await simulator.send(beforeSend)).toMatchObject({ status: 200, reply: { ErrorCode: 1 } })
      expect(await simulator.send(afterSend)).toMatchObject({ status: 500 })
    })
  })

  describe('does not stumble over enhancers written for HTTP:', () => {
    it('a throttler', async () => {
      class Callbacks {
        @ImCallback(beforeSend)
        check() {}
      }
      const { simulator } = await startApp(platform, {
        imports: [moduleWith(), ThrottlerModule.forRoot([{ ttl: 60_000, limit: 2 }])],
        providers: [Callbacks, { provide: APP_GUARD, useClass: ThrottlerGuard }],
      })
      const codes = []
      for (let at = 0; at < 3; at++) codes.push((await simulator.send(beforeSend)).reply?.ErrorCode)
      expect(codes).toEqual([0, 0, 1])
    })

    it('a throttler, which loses nothing of what comes from the queue', async () => {
      const handled: string[] = []
      class Callbacks {
        @ImCallback(afterSend, { async: true })
        store({ body }: AfterSend) {
          handled.push(body.From_Account)
        }
      }
      const queue = new MemoryQueue({ retry: { attempts: 2, minDelay: 1 } })
      const { simulator, app } = await startApp(platform, {
        imports: [moduleWith({ queue }), ThrottlerModule.forRoot([{ ttl: 60_000, limit: 3 }])],
        providers: [Callbacks, { provide: APP_GUARD, useClass: ThrottlerGuard }],
      })
      for (let at = 0; at < 10; at++) await simulator.send(afterSend, { From_Account: `user ${at}` })
      await app.close()
      expect(handled.length + (await queue.deadLetters.list()).length).toBe(10)
    })

    it('a guard that keeps things in `response.locals`, those of one callback', async () => {
      const seen: unknown[] = []
      class Keeping implements CanActivate {
        canActivate(context: ExecutionContext) {
          const { event } = ImCallbackContext.from(context)
          const { locals } = context.switchToHttp().getResponse<HttpResponse>()
          seen.push(locals.user)
          locals.user ??= event.command === beforeSend ? event.body.From_Account : 'nobody'
          return true
        }
      }
      @UseGuards(Keeping)
      class Callbacks {
        @ImCallback.Before()
        note() {}

        @ImCallback(beforeSend)
        check() {}
      }
      const { simulator } = await start(platform, [Callbacks])
      await simulator.send(beforeSend, { From_Account: 'alice' })
      await simulator.send(beforeSend, { From_Account: 'bob' })
      expect(seen).toEqual([undefined, 'alice', undefined, 'bob'])
    })

    it('a guard that asks a request for what Express and Fastify offer', async () => {
      const seen: unknown[] = []
      const look = (request: HttpRequest) => ({
        get: request.get('User-Agent') === request.headers['user-agent'],
        header: request.header('X-Forwarded-For'),
        referrer: request.get('referrer'),
        path: request.path,
        route: request.route.path,
        routeOptions: request.routeOptions.url,
        host: request.host === request.headers.host,
        hostname: request.hostname,
        protocol: request.protocol,
        secure: request.secure,
        socket: request.socket.remoteAddress,
        connection: request.connection.remoteAddress,
        raw: request.raw.url,
        on: request.on('close', () => undefined) === request,
      })
      class Curious implements CanActivate {
        canActivate(context: ExecutionContext) {
          const request = context.switchToHttp().getRequest<HttpRequest>()
          seen.push(look(request))
          request.ip = 'changed'
          seen.push(request.ip, Object.keys(request).includes('ip'))
          return true
        }
      }
      class Callbacks {
        @UseGuards(Curious)
        @ImCallback(beforeSend)
        check() {}
      }
      const { simulator } = await start(platform, [Callbacks])
      expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(0)
      const path = `/${beforeSend}`
      expect(seen).toEqual([
        {
          get: true,
          header: undefined,
          referrer: undefined,
          path,
          route: path,
          routeOptions: path,
          host: true,
          hostname: '127.0.0.1',
          protocol: 'http',
          secure: false,
          socket: '127.0.0.1',
          connection: '127.0.0.1',
          raw: path,
          on: true,
        },
        'changed',
        false,
      ])
    })

    it('a parameter decorator', async () => {
      const Agent = createParamDecorator((_data, context: ExecutionContext) => {
        const { locals } = context.switchToHttp().getResponse<HttpResponse>()
        return context.switchToHttp().getRequest<HttpRequest>().get('host') ?? locals.host
      })
      class Callbacks {
        @ImCallback(beforeSend)
        check({ reply, headers }: BeforeSend, @Agent() host: string) {
          return reply.reject(120001, String(host === headers.host))
        }
      }
      const { simulator } = await start(platform, [Callbacks])
      expect((await simulator.send(beforeSend)).reply?.ErrorInfo).toBe('true')
    })

    it('a provider that reads its request, and a strategy that does', async () => {
      @Injectable({ scope: Scope.REQUEST })
      class Tenant {
        readonly id: string
        constructor(@Inject(REQUEST) readonly request: HttpRequest) {
          this.id = [request.headers['x-tenant'] ?? 'none', request.ip, request.method].join(' ')
        }
      }
      @Injectable()
      class Login implements CanActivate {
        canActivate(context: ExecutionContext) {
          context.switchToHttp().getRequest<HttpRequest>().user = 'alice'
          return true
        }
      }
      class Callbacks {
        constructor(@Inject(Tenant) private readonly tenant: Tenant) {}
        @UseGuards(Login)
        @ImCallback(beforeSend)
        check({ reply }: BeforeSend) {
          const { id, request } = this.tenant
          return reply.reject(
            120001,
            [id, request.get('host') === request.headers.host, request.user].join(' '),
          )
        }
      }
      const { simulator } = await start(platform, [Callbacks, Tenant])
      const tenants: unknown[] = []
      ContextIdFactory.apply({
        attach: (contextId, request: HttpRequest) => {
          tenants.push(request.headers['x-tenant'] ?? request.raw.headers['x-tenant'] ?? 'none')
          return () => contextId
        },
      })
      try {
        expect((await simulator.send(beforeSend)).reply?.ErrorInfo).toBe('none 127.0.0.1 POST true alice')
      } finally {
        Reflect.set(ContextIdFactory, 'strategy', undefined)
      }
      expect(tenants).toEqual(['none'])
    })

    it('an interceptor that wraps results, which the platform would not understand: an error, not silence', async () => {
      @Injectable()
      class Wrap implements NestInterceptor {
        intercept(_context: ExecutionContext, next: CallHandler) {
          return next.handle().pipe(map((data: unknown) => ({ data })))
        }
      }
      class Callbacks {
        @ImCallback(beforeSend)
        check() {}
      }
      const { simulator, logged } = await start(platform, [
        Callbacks,
        { provide: APP_INTERCEPTOR, useClass: Wrap },
      ])
      expect(await simulator.send(beforeSend)).toMatchObject({ status: 500 })
      expect(logged.join()).toContain('answered an object that is no response')
    })

    it('a filter that reports and hands on to the one of Nest', async () => {
      @Catch()
      class Reporting extends BaseExceptionFilter {
        override catch(exception: unknown, host: ArgumentsHost) {
          trail.push('reported')
          super.catch(exception, host)
        }
      }
      class Callbacks {
        @ImCallback(beforeSend)
        check() {
          throw new ForbiddenException()
        }

        @ImCallback(afterSend)
        fail() {
          throw new Error('unexpected')
        }
      }
      const { simulator } = await start(platform, [Callbacks, { provide: APP_FILTER, useClass: Reporting }])
      expect(await simulator.send(beforeSend)).toMatchObject({ status: 200, reply: { ErrorCode: 1 } })
      expect(await simulator.send(afterSend)).toMatchObject({ status: 500 })
      expect(trail).toEqual(['reported', 'reported'])
    })

    it('an interceptor that reads a request and sets headers', async () => {
      @Injectable()
      class Timing implements NestInterceptor {
        intercept(context: ExecutionContext, next: CallHandler) {
          const request = context.switchToHttp().getRequest<HttpRequest>()
          const { method, ip, headers, query, body } = request
          trail.push([method, ip, typeof headers.host, query.OptPlatform, body.CallbackCommand].join(' '))
          request.user = 'someone'
          const response = context.switchToHttp().getResponse<HttpResponse>()
          response.setHeader('x-time', '1')
          response.on('finish', () => undefined).once('close', () => undefined)
          return next.handle()
        }
      }
      class Callbacks {
        @ImCallback(beforeSend)
        check(event: BeforeSend) {
          return event.reply.drop()
        }
      }
      const { simulator } = await start(platform, [Callbacks, { provide: APP_INTERCEPTOR, useClass: Timing }])
      expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(2)
      expect(trail).toEqual([`POST 127.0.0.1 string iOS ${beforeSend}`])
    })
  })

  it.each([
    ['durable providers what a strategy gives them, and one of them to a tenant', true, [1, 1, 2]],
    ['others the callback, with what a strategy adds', false, [1, 2, 3]],
  ])('gives %s', async (_name, durable, numbers) => {
    let count = 0
    const seen: unknown[] = []
    @Injectable({ scope: Scope.REQUEST, durable })
    class Tenant {
      readonly number = ++count
      constructor(@Inject(REQUEST) request: { tenantId: string; event?: object }) {
        seen.push([request.tenantId, 'event' in request])
      }
    }
    class Callbacks {
      constructor(@Inject(Tenant) private readonly tenant: Tenant) {}
      @ImCallback(beforeSend)
      check({ reply }: BeforeSend) {
        return reply.reject(120000 + this.tenant.number)
      }
    }
    const parents = new Map<unknown, ContextId>()
    ContextIdFactory.apply({
      attach: (contextId, request: HttpRequest) => {
        const tenantId = request.body.From_Account
        const parent = parents.get(tenantId) ?? ContextIdFactory.create()
        parents.set(tenantId, parent)
        return { payload: { tenantId }, resolve: (info) => (info.isTreeDurable ? parent : contextId) }
      },
    })
    try {
      const { simulator } = await start(platform, [Callbacks, Tenant])
      const answers = []
      for (const tenant of ['acme', 'acme', 'other']) {
        answers.push((await simulator.send(beforeSend, { From_Account: tenant })).reply?.ErrorCode)
      }
      expect(answers).toEqual(numbers.map((number) => 120000 + number))
      expect(seen[0]).toEqual(['acme', !durable])
    } finally {
      Reflect.set(ContextIdFactory, 'strategy', undefined)
    }
  })

  it('lets through who is denied what cannot be refused, and loses nothing for a throttler', () => {
    const event = { command: 'Chat.CannotBeRefused', body: {} }
    expect(replyToException(new ForbiddenException(), event, protocol)).toMatchObject({ ErrorCode: 0 })
    expect(replyToException(new HttpException('slowly', 429), event, protocol)).toBeUndefined()
  })

  it('says what ImCallbackContext is for', async () => {
    @Injectable()
    class Strict implements CanActivate {
      canActivate(context: ExecutionContext) {
        return ImCallbackContext.from(context) !== undefined
      }
    }
    const http = { getType: () => 'http', getArgByIndex: () => ({}) }
    expect(() => new Strict().canActivate({ ...http } as unknown as ExecutionContext)).toThrow(
      'ask ImCallbackContext.is',
    )
  })
})

interface HttpRequest {
  method: string
  ip: string
  headers: Record<string, string>
  query: Record<string, string>
  body: Record<string, unknown>
  user?: string
  path: string
  route: { path: string }
  routeOptions: { url: string }
  host: string
  hostname: string
  protocol: string
  secure: boolean
  socket: { remoteAddress: string }
  connection: { remoteAddress: string }
  raw: { url: string; headers: Record<string, string> }
  get(name: string): string | undefined
  header(name: string): string | undefined
  on(event: string, listener: () => void): HttpRequest
}

interface HttpResponse {
  locals: Record<string, unknown>
  status(code: number): HttpResponse
  json(body: object): HttpResponse
  setHeader(name: string, value: string): void
  on(event: string, listener: () => void): HttpResponse
  once(event: string, listener: () => void): HttpResponse
}
