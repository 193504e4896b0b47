import type { AnyEvent, BaseResponse, EventOf, TencentCommands, URLParams } from '@im-callback/core'
import {
  CallbackBody,
  CallbackParams,
  CallbackReply,
  ImCallback,
  type ImCallbackContext,
  ImCallbackModule,
} from '@im-callback/nestjs'
import {
  type CanActivate,
  Controller,
  Get,
  Inject,
  Injectable,
  type ModuleMetadata,
  type PipeTransform,
  type Provider,
  Scope,
  UseGuards,
} from '@nestjs/common'
import { REQUEST } from '@nestjs/core'
import { type PlatformName, protocol, startApp } from './support/app.js'
import { type AfterSend, afterSend, type BeforeSend, beforeSend } from './support/events.js'

const imports = [ImCallbackModule.forRoot({ protocol, shutdown: { grace: 0 } })]
const start = (platform: PlatformName, providers: Provider[], rest: ModuleMetadata = {}) =>
  startApp(platform, { imports, providers, ...rest })

@Injectable()
class Words {
  readonly refusal = 'mind your words'
}

let instances = 0

/** Answers with the number of its instance, so that tests see how many there are. */
function makeCallbacks(scope: Scope) {
  @Injectable({ scope })
  class Callbacks {
    readonly number = ++instances
    constructor(@Inject(Words) private readonly words: Words) {}

    @ImCallback(beforeSend)
    refuse(event: BeforeSend) {
      return event.reply.reject(120000 + this.number, this.words.refusal)
    }
  }
  return Callbacks
}

beforeEach(() => {
  instances = 0
})

describe.each<PlatformName>(['Express', 'Fastify'])('on %s', (platform) => {
  const answersOf = async (providers: Provider[], rest?: ModuleMetadata) => {
    const { simulator } = await start(platform, [Words, ...providers], rest)
    const answers = [await simulator.send(beforeSend), await simulator.send(beforeSend)]
    expect(answers.map(({ reply }) => reply?.ErrorInfo)).toEqual(['mind your words', 'mind your words'])
    return answers.map(({ reply }) => (reply?.ErrorCode ?? 0) - 120000)
  }

  it('gives methods the client of the module', async () => {
    const sent: string[] = []
    const rest = { send: (to: string) => void sent.push(to) }
    class Echo {
      @ImCallback(beforeSend)
      answer(event: EventOf<TencentCommands, typeof beforeSend, typeof rest>) {
        event.rest.send(event.body.From_Account)
      }
    }
    const module = ImCallbackModule.forRoot({ protocol, rest, shutdown: { grace: 0 } })
    const { simulator } = await start(platform, [Echo], { imports: [module] })
    await simulator.send(beforeSend)
    expect(sent).toHaveLength(1)
  })

  describe('finds methods of', () => {
    it.each([
      ['a singleton', Scope.DEFAULT, [1, 1]],
      ['a transient provider', Scope.TRANSIENT, [1, 1]],
      ['a request-scoped provider', Scope.REQUEST, [1, 2]],
    ])('%s', async (_name, scope, numbers) => {
      expect(await answersOf([makeCallbacks(scope)])).toEqual(numbers)
    })

    it.each([
      ['a singleton', Scope.DEFAULT, [1, 1]],
      ['a request-scoped class', Scope.REQUEST, [1, 2]],
    ])('useClass, %s', async (_name, scope, numbers) => {
      expect(await answersOf([{ provide: 'callbacks', useClass: makeCallbacks(scope) }])).toEqual(numbers)
    })

    it.each([
      ['a singleton', Scope.DEFAULT, [1, 1]],
      ['a transient provider', Scope.TRANSIENT, [1, 1]],
      ['a request-scoped provider', Scope.REQUEST, [1, 2]],
    ])('useFactory, %s', async (_name, scope, numbers) => {
      const Callbacks = makeCallbacks(Scope.DEFAULT)
      const useFactory = (words: Words) => new Callbacks(words)
      expect(await answersOf([{ provide: Callbacks, scope, inject: [Words], useFactory }])).toEqual(numbers)
    })

    it('useFactory under a token', async () => {
      const Callbacks = makeCallbacks(Scope.DEFAULT)
      const useFactory = async () => new Callbacks(new Words())
      expect(await answersOf([{ provide: 'callbacks', useFactory }])).toEqual([1, 1])
    })

    it('useValue', async () => {
      const Callbacks = makeCallbacks(Scope.DEFAULT)
      expect(await answersOf([{ provide: 'callbacks', useValue: new Callbacks(new Words()) }])).toEqual([
        1, 1,
      ])
    })

    it('a provider that has an alias, once', async () => {
      const Callbacks = makeCallbacks(Scope.DEFAULT)
      expect(await answersOf([Callbacks, { provide: 'alias', useExisting: Callbacks }])).toEqual([1, 1])
    })

    it('a controller', async () => {
      @Controller('health')
      class Health extends makeCallbacks(Scope.DEFAULT) {
        @Get()
        health() {
          return 'ok'
        }
      }
      const { simulator, url } = await start(platform, [Words], { controllers: [Health] })
      expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(120001)
      expect(await (await fetch(new URL('/health', url))).text()).toBe('ok')
    })

    it('a class that inherits them', async () => {
      @Injectable()
      class Derived extends makeCallbacks(Scope.DEFAULT) {}
      expect(await answersOf([Derived])).toEqual([1, 1])
    })

    it('a class that overrides them, with the guards they have', async () => {
      const trail: string[] = []
      class Note implements CanActivate {
        canActivate() {
          return trail.push('guard') > 0
        }
      }
      class Base {
        @UseGuards(Note)
        @ImCallback(beforeSend)
        check(@CallbackReply() reply: BeforeSend['reply']) {
          return reply.reject(120001)
        }

        @ImCallback(afterSend)
        other() {
          trail.push('parent')
        }
      }
      @Injectable()
      class Derived extends Base {
        override check(reply: BeforeSend['reply']) {
          return reply.reject(120002)
        }

        @ImCallback('Group.CallbackAfterSendMsg')
        override other() {
          trail.push('own')
        }
      }
      const { simulator } = await start(platform, [Derived])
      expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(120002)
      await simulator.send(afterSend)
      await simulator.send('Group.CallbackAfterSendMsg')
      expect(trail).toEqual(['guard', 'own'])
    })

    it('a method that a decorator above has replaced, with the guards it had', async () => {
      const trail: string[] = []
      const Wrap = (): MethodDecorator => (_prototype, _name, descriptor) => {
        const method = descriptor.value
        if (typeof method !== 'function') return
        Object.assign(descriptor, {
          value(this: object, ...args: unknown[]) {
            trail.push('wrapped')
            return method.apply(this, args)
          },
        })
      }
      class Note implements CanActivate {
        canActivate() {
          return trail.push('guard') > 0
        }
      }
      class Callbacks {
        @Wrap()
        @UseGuards(Note)
        @ImCallback(beforeSend)
        check({ reply }: BeforeSend) {
          return reply.reject(120001)
        }

        @ImCallback(afterSend)
        other() {}
      }
      const { simulator } = await start(platform, [Callbacks])
      expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(120001)
      expect(trail).toEqual(['guard', 'wrapped'])
    })

    it('two classes of one name', async () => {
      const one = () => {
        class Callbacks {
          @ImCallback(beforeSend)
          handle(@CallbackBody() body: BeforeSend['body'], @CallbackReply() reply: BeforeSend['reply']) {
            return reply.reject(120001, body.From_Account)
          }
        }
        return Callbacks
      }
      const other = () => {
        class Callbacks {
          @ImCallback('Group.CallbackBeforeSendMsg')
          handle(@CallbackParams() params: URLParams) {
            return { ActionStatus: 'OK' as const, ErrorCode: 10100, ErrorInfo: params.CallbackCommand }
          }
        }
        return Callbacks
      }
      const { simulator } = await start(platform, [one(), other()])
      expect((await simulator.send(beforeSend, { From_Account: 'mallory' })).reply?.ErrorInfo).toBe('mallory')
      const group = await simulator.send('Group.CallbackBeforeSendMsg')
      expect(group.reply?.ErrorInfo).toBe('Group.CallbackBeforeSendMsg')
    })
  })

  it('gives request-scoped providers the callback as their request', async () => {
    @Injectable({ scope: Scope.REQUEST })
    class Tenant {
      constructor(@Inject(REQUEST) private readonly request: ImCallbackContext) {}
      get id() {
        return this.request.event.params.SdkAppid
      }
    }
    @Injectable()
    class Callbacks {
      constructor(@Inject(Tenant) private readonly tenant: Tenant) {}

      @ImCallback(beforeSend)
      check(event: BeforeSend) {
        return event.reply.reject(120001, this.tenant.id)
      }
    }
    const { simulator } = await start(platform, [Tenant, Callbacks])
    expect((await simulator.send(beforeSend)).reply?.ErrorInfo).toBe('1400000000')
  })

  it('hands over parts of the event, through pipes', async () => {
    class Shout implements PipeTransform {
      transform(body: BeforeSend['body']) {
        return { ...body, From_Account: body.From_Account.toUpperCase() }
      }
    }
    class Callbacks {
      @ImCallback(beforeSend)
      check(
        event: BeforeSend,
        @CallbackReply() reply: BeforeSend['reply'],
        @CallbackBody(new Shout()) body: BeforeSend['body'],
        @CallbackParams() params: URLParams,
      ) {
        return reply.reject(120001, [event.command, body.From_Account, params.OptPlatform].join(' '))
      }
    }
    const { simulator } = await start(platform, [Callbacks])
    const { reply } = await simulator.send(beforeSend, { From_Account: 'alice' })
    expect(reply?.ErrorInfo).toBe(`${beforeSend} ALICE iOS`)
  })

  it('hands over a property of body and params, of their own only', async () => {
    class Shout implements PipeTransform {
      transform(text: string) {
        return text.toUpperCase()
      }
    }
    class Callbacks {
      @ImCallback(beforeSend)
      check(
        { reply }: BeforeSend,
        @CallbackBody('From_Account', Shout) from: string,
        @CallbackParams('OptPlatform') platform: string,
        @CallbackBody('constructor') none: unknown,
      ) {
        return reply.reject(120001, [from, platform, none].join(' '))
      }
    }
    const { simulator } = await start(platform, [Callbacks])
    const { reply } = await simulator.send(beforeSend, { From_Account: 'alice' })
    expect(reply?.ErrorInfo).toBe('ALICE iOS ')
  })

  it('says which parameters get nothing', async () => {
    class Callbacks {
      @ImCallback(beforeSend)
      check(_event: BeforeSend, @CallbackReply() reply: BeforeSend['reply'], _now: Date) {
        return reply.ok()
      }

      @ImCallback(afterSend)
      note(_event: AfterSend, _now: Date) {}

      @ImCallback('Group.CallbackAfterSendMsg')
      fine(_event: unknown, _none = 1) {}
    }
    const { logged } = await start(platform, [Callbacks])
    const lines = logged.filter((line) => line.includes('has no decorator'))
    expect(lines).toEqual([
      expect.stringContaining('Callbacks.check (RootTestModule): parameter 3 has no decorator'),
      expect.stringContaining('Callbacks.note (RootTestModule): parameter 2 has no decorator'),
    ])
  })

  it('handles several commands with one method, hook and fallback', async () => {
    const seen: string[] = []
    class Callbacks {
      @ImCallback.Before()
      note(event: AnyEvent<TencentCommands>) {
        seen.push(event.command)
        if (event.command === 'Group.CallbackBeforeSendMsg' && event.body.GroupId === '@TGS#closed') {
          return event.reply.reject(10100, 'closed')
        }
      }

      @ImCallback(beforeSend)
      @ImCallback('Group.CallbackBeforeSendMsg')
      check({ reply }: BeforeSend | ReturnType<typeof groupEvent>) {
        return reply.drop()
      }

      @ImCallback.Fallback()
      other({ command }: AnyEvent<TencentCommands>) {
        return { ActionStatus: 'OK' as const, ErrorCode: 0, ErrorInfo: `not handled: ${command}` }
      }
    }
    const { simulator } = await start(platform, [Callbacks])
    expect((await simulator.send(beforeSend)).reply?.ErrorCode).toBe(2)
    expect((await simulator.send('Group.CallbackBeforeSendMsg')).reply?.ErrorCode).toBe(2)
    const closed = await simulator.send('Group.CallbackBeforeSendMsg', { GroupId: '@TGS#closed' })
    expect(closed.reply).toMatchObject({ ErrorCode: 10100, ErrorInfo: 'closed' })
    expect((await simulator.send(afterSend)).reply?.ErrorInfo).toBe(`not handled: ${afterSend}`)
    expect(seen).toHaveLength(4)
  })

  it('answers an async handler at once and calls it from the queue', async () => {
    let finish: (event: AfterSend) => void = () => undefined
    const handled = new Promise<AfterSend>((resolve) => {
      finish = resolve
    })
    @Injectable({ scope: Scope.REQUEST })
    class Archive {
      constructor(@Inject(REQUEST) private readonly context: ImCallbackContext) {}

      @ImCallback(afterSend, {
        async: true,
        asyncResponse: { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: 'queued' },
      })
      store(event: AfterSend) {
        if (this.context.event.id === event.id) finish(event)
      }
    }
    const { simulator } = await start(platform, [Archive])
    expect((await simulator.send(afterSend, { From_Account: 'alice' })).reply?.ErrorInfo).toBe('queued')
    expect((await handled).body.From_Account).toBe('alice')
  })

  it('sees to it that an answer is one', async () => {
    class Callbacks {
      @ImCallback.Before()
      answer(): BaseResponse {
        return JSON.parse('"yes"')
      }
    }
    const { simulator, logged } = await start(platform, [Callbacks])
    expect(await simulator.send(beforeSend)).toMatchObject({ status: 500 })
    expect(logged.join()).toContain('Callbacks.answer (RootTestModule) answered a string; return nothing')
  })
})

const groupEvent = (event: Extract<AnyEvent<TencentCommands>, { command: 'Group.CallbackBeforeSendMsg' }>) =>
  event
