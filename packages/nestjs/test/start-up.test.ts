import { ImCallback, ImCallbackModule } from '@im-callback/nestjs'
import { Controller, Injectable, Module, type ModuleMetadata, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { protocol, type StartOptions, startApp } from './support/app.js'
import { type AfterSend, afterSend, type BeforeSend, beforeSend } from './support/events.js'

const moduleWith = (options = {}) =>
  ImCallbackModule.forRoot({
    protocol,
    shutdown: { grace: 0 },
    ...options,
  })

const start = (metadata: ModuleMetadata, options?: StartOptions) =>
  startApp('Express', { ...metadata, imports: [moduleWith(), ...(metadata.imports ?? [])] }, options)

/** As `main.ts` does it, without `@nestjs/testing`. */
async function create(module: Type, lines: string[] = []) {
  const collect = (message: unknown) => void lines.push(String(message))
  const logger = { log: collect, warn: collect, error: collect }
  const app = await NestFactory.create(module, new ExpressAdapter(), { logger, abortOnError: false })
  await app.init()
  await app.close()
}

describe('the log tells', () => {
  class Callbacks {
    @ImCallback(beforeSend)
    check(_event: BeforeSend) {}

    @ImCallback(afterSend, { async: true })
    store(_event: AfterSend) {}

    @ImCallback.Before()
    note() {}

    @ImCallback.Fallback()
    other() {}
  }

  it('the final path and every handler', async () => {
    const { logged } = await start(
      { providers: [Callbacks] },
      { prepare: (app) => void app.setGlobalPrefix('api') },
    )
    expect(logged).toEqual(
      expect.arrayContaining([
        'Mapped {/api/im/callback, POST} callbacks of Tencent',
        'C2C.CallbackBeforeSendMsg -> Callbacks.check (RootTestModule)',
        'C2C.CallbackAfterSendMsg -> Callbacks.store (RootTestModule), from the queue',
        'the before hook -> Callbacks.note (RootTestModule)',
        'the fallback -> Callbacks.other (RootTestModule)',
      ]),
    )
  })

  it('that there are none', async () => {
    const { logged } = await start({})
    expect(logged.join()).toContain('No handlers found: every callback is acknowledged.')
  })
})

describe('it does not start with', () => {
  it('two handlers of one command: both are named', async () => {
    @Injectable()
    class Moderation {
      @ImCallback(beforeSend)
      check() {}
    }
    @Controller()
    class Spam {
      @ImCallback(beforeSend)
      filter() {}
    }
    @Module({ controllers: [Spam] })
    class SpamModule {}
    await expect(start({ imports: [SpamModule], providers: [Moderation] })).rejects.toThrow(
      'Moderation.check (RootTestModule) and Spam.filter (SpamModule) both handle C2C.CallbackBeforeSendMsg',
    )
  })

  it('a class that two modules provide', async () => {
    @Injectable()
    class Moderation {
      @ImCallback(beforeSend)
      check() {}
    }
    @Module({ providers: [Moderation] })
    class OtherModule {}
    await expect(start({ imports: [OtherModule], providers: [Moderation] })).rejects.toThrow(
      'Moderation.check (RootTestModule) and Moderation.check (OtherModule) both handle',
    )
  })

  it('two hooks or two fallbacks', async () => {
    class Callbacks {
      @ImCallback.Before()
      one() {}
      @ImCallback.Before()
      two() {}
      @ImCallback.Fallback()
      three() {}
      @ImCallback.Fallback()
      four() {}
    }
    await expect(start({ providers: [Callbacks] })).rejects.toThrow(
      /one .* and Callbacks.two .* both handle the before hook[\s\S]*four .* both handle the fallback/,
    )
  })

  it('a command that does not exist: the nearest is named', async () => {
    class Callbacks {
      // @ts-expect-error the compiler says it first
      @ImCallback('C2C.CallbackBeforSendMsg')
      check() {}
    }
    await expect(start({ providers: [Callbacks] })).rejects.toThrow(
      'Callbacks.check (RootTestModule) handles "C2C.CallbackBeforSendMsg", which is no Tencent command. ' +
        'Did you mean "C2C.CallbackBeforeSendMsg"?',
    )
  })

  it('a handler of a module that is not there', async () => {
    class Callbacks {
      @ImCallback(beforeSend, { handler: 'second' })
      check() {}
    }
    await expect(start({ providers: [Callbacks] })).rejects.toThrow(
      'Callbacks.check (RootTestModule) is for the handler "second", but no ImCallbackModule has that name',
    )
  })

  it('two instances at one path', async () => {
    await expect(start({ imports: [moduleWith({ name: 'second' })] })).rejects.toThrow(
      'Two instances of ImCallbackModule serve /im/callback',
    )
  })

  it('two instances of one name', async () => {
    await expect(start({ imports: [moduleWith({ path: 'second' })] })).rejects.toThrow(
      'Two instances of ImCallbackModule have the name "default"',
    )
  })

  it('an option that does not exist: the nearest is named', async () => {
    await expect(startApp('Express', { imports: [moduleWith({ deadlin: 100 })] })).rejects.toThrow(
      '"deadline"',
    )
  })

  it('a decorated class that is no provider', async () => {
    @Injectable()
    class Forgotten {
      @ImCallback(beforeSend)
      check() {}
    }
    @Module({ imports: [moduleWith()] })
    class WithoutIt {}
    await expect(create(WithoutIt)).rejects.toThrow(
      /Forgotten: decorated with @ImCallback, but no provider.* or forRoot\(\{ unprovided: 'warn' \}\)\./,
    )

    @Module({ imports: [moduleWith({ unprovided: 'warn' })] })
    class Lenient {}
    const lines: string[] = []
    await create(Lenient, lines)
    expect(lines.join()).toContain('Forgotten: decorated with @ImCallback')
    expect((await start({})).logged.join()).toContain('Forgotten: decorated with @ImCallback')

    @Module({ imports: [moduleWith()], providers: [Forgotten] })
    class WithIt {}
    await create(WithIt)
    await create(WithoutIt)
  })
})

it('takes commands that are named as new', async () => {
  class Callbacks {
    // @ts-expect-error it could be declared, too
    @ImCallback('Live.CallbackAfterCreateRoom')
    note() {}
  }
  const imports = [moduleWith({ extraCommands: ['Live.CallbackAfterCreateRoom'] })]
  const { simulator } = await startApp('Express', { imports, providers: [Callbacks] })
  expect((await simulator.post('Live.CallbackAfterCreateRoom', {})).status).toBe(200)
})

it('runs without HTTP, for a worker that takes events from the queue', async () => {
  @Module({ imports: [moduleWith()] })
  class Worker {}
  const app = await NestFactory.createApplicationContext(Worker, { logger: false, abortOnError: false })
  await app.close()
})
