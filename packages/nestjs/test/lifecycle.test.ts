import { type CallbackHandler, MemoryQueue } from '@im-callback/core'
import { getImCallbackToken, ImCallback, ImCallbackModule, InjectImCallback } from '@im-callback/nestjs'
import { payload } from '@im-callback/testing'
import { Injectable, Module, type ModuleMetadata } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { type PlatformName, protocol, startApp } from './support/app.js'
import { type AfterSend, afterSend, type BeforeSend, beforeSend } from './support/events.js'

const moduleWith = (options = {}) =>
  ImCallbackModule.forRoot({
    protocol,
    shutdown: { grace: 0 },
    ...options,
  })

@Injectable()
class Moderation {
  isBanned(account: string) {
    return account === 'mallory'
  }
}

@Injectable()
class Callbacks {
  constructor(private readonly moderation: Moderation) {}

  @ImCallback(beforeSend)
  check({ body, reply }: BeforeSend) {
    if (this.moderation.isBanned(body.From_Account)) return reply.reject(120001, 'banned')
  }
}

@Injectable()
class Health {
  constructor(
    @InjectImCallback() readonly im: CallbackHandler,
    @InjectImCallback('second') readonly second: CallbackHandler,
  ) {}
}

it('injects the handlers, anywhere in the app', async () => {
  const testing = await Test.createTestingModule({
    imports: [moduleWith(), moduleWith({ name: 'second', path: 'second' })],
    providers: [Health],
  }).compile()
  const { im, second } = testing.get(Health)
  expect(im).toBe(testing.get(getImCallbackToken()))
  expect(second).toBe(testing.get(getImCallbackToken('second')))
  expect(im).not.toBe(second)
})

it('is tested without HTTP, and with providers overridden', async () => {
  const testing = await Test.createTestingModule({
    imports: [moduleWith()],
    providers: [Callbacks, Moderation],
  })
    .overrideProvider(Moderation)
    .useValue({ isBanned: () => true })
    .compile()
  await testing.init()
  const im = testing.get<CallbackHandler>(getImCallbackToken())
  const event = im.createEvent(beforeSend, {}, payload(beforeSend, { From_Account: 'alice' }))
  expect(await im.handle(event)).toMatchObject({ ErrorCode: 120001, ErrorInfo: 'banned' })
  await testing.close()
})

it('leaves out a decorated class that a test has replaced', async () => {
  const testing = await Test.createTestingModule({
    imports: [moduleWith()],
    providers: [Callbacks, Moderation],
  })
    .overrideProvider(Callbacks)
    .useValue({})
    .compile()
  await testing.init()
  expect(testing.get<CallbackHandler>(getImCallbackToken()).has(beforeSend)).toBe(false)
  await testing.close()
})

describe.each<PlatformName>(['Express', 'Fastify'])('on %s', (platform) => {
  it('handles what the queue holds before the app is closed by a signal', async () => {
    const handled: string[] = []
    class Archive {
      @ImCallback(afterSend, { async: true })
      async store(event: AfterSend) {
        await new Promise((resolve) => setImmediate(resolve))
        handled.push(event.body.From_Account)
      }
    }
    const queue = new MemoryQueue({ concurrency: 1 })
    const { app, simulator } = await startApp(platform, {
      imports: [moduleWith({ queue })],
      providers: [Archive],
    })
    const kill = jest.spyOn(process, 'kill').mockReturnValue(true)
    app.enableShutdownHooks(['SIGTERM'])
    const accounts = Array.from({ length: 20 }, (_, at) => `user${at}`)
    for (const From_Account of accounts) await simulator.send(afterSend, { From_Account })
    process.emit('SIGTERM', 'SIGTERM')
    while (kill.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    expect(handled).toEqual(accounts)
    expect(kill).toHaveBeenCalledWith(process.pid, 'SIGTERM')
    kill.mockRestore()
  })

  it('takes requests for a while when it is told to end, and tells connections to close', async () => {
    const imports = [moduleWith({ shutdown: { grace: 200 } })]
    const { app, simulator, url } = await startApp(platform, { imports, providers: [Callbacks, Moderation] })
    const closing = app.close()
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await simulator.send(beforeSend, { From_Account: 'mallory' })).reply?.ErrorCode).toBe(120001)
    expect((await fetch(url)).headers.get('connection')).toBe('close')
    await closing
    await expect(fetch(url)).rejects.toThrow('fetch failed')
  })

  it('waits once, however many instances there are', async () => {
    const shutdown = { grace: 600 }
    const { app } = await startApp(platform, {
      imports: ['a', 'b', 'c'].map((name) => moduleWith({ name, path: name, shutdown })),
    })
    const began = Date.now()
    await app.close()
    expect(Date.now() - began).toBeGreaterThanOrEqual(595)
    expect(Date.now() - began).toBeLessThan(1200)
  })

  it('drains the queue before any other module is shut down, wherever it lies', async () => {
    const order: string[] = []
    const closing = (name: string, metadata: ModuleMetadata = {}) => {
      @Module(metadata)
      class Closing {
        onApplicationBootstrap() {
          order.push(`${name} begins`)
        }
        onApplicationShutdown() {
          order.push(`${name} ends`)
        }
      }
      return Closing
    }
    class Archive {
      @ImCallback(afterSend, { async: true })
      async store() {
        await new Promise((resolve) => setTimeout(resolve, 20))
        order.push('handled')
      }
    }
    const deep = closing('sibling', { imports: [closing('deep')] })
    const imports = [deep, moduleWith(), closing('next')]
    const root = closing('root', { imports, providers: [Archive] })
    const { app, simulator } = await startApp(platform, { imports: [root] })
    await simulator.send(afterSend)
    await app.close()
    const ends = order.filter((each) => !each.endsWith('begins'))
    expect(ends[0]).toBe('handled')
    expect(ends.slice(1).sort()).toEqual(['deep ends', 'next ends', 'root ends', 'sibling ends'])
  })

  it('does not wait for a handler that hangs longer than it is told', async () => {
    class Hanging {
      @ImCallback(afterSend, { async: true })
      hang() {
        return new Promise<void>(() => undefined)
      }
    }
    const imports = [moduleWith({ shutdown: { grace: 0, timeout: 20 } })]
    const { app, simulator, logged } = await startApp(platform, { imports, providers: [Hanging] })
    await simulator.send(afterSend)
    await app.close()
    expect(logged.join()).toContain('the queue was closed with 1 events not handled')
  })
})
