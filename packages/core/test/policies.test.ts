import {
  type BaseResponse,
  CallbackError,
  CallbackHandler,
  type DedupeStore,
  type HandlerOptions,
  MemoryQueue,
  memoryDedupe,
  tencent,
  tencentSign,
} from '../src/index.js'
import { isolated } from './support/isolated.js'
import { manualClock } from './support/manual-clock.js'
import { appId, gate, now, recorder, request, signed, textMessage, token } from './support/requests.js'

const before = 'C2C.CallbackBeforeSendMsg'
const after = 'C2C.CallbackAfterSendMsg'
const ok: BaseResponse = { ActionStatus: 'OK', ErrorCode: 0, ErrorInfo: '' }

function setUp(options: HandlerOptions = {}) {
  const time = manualClock(now)
  const logger = recorder()
  const { clock, timers } = time
  const im = new CallbackHandler({
    protocol: tencent({ apps: () => ({}), clock }),
    logger,
    clock,
    timers,
    ...options,
  })
  const post = async (command: string, body: Parameters<typeof request>[1]) => {
    const { status, body: text } = await im.receive(request(command, body))
    return { status, body: JSON.parse(text) }
  }
  return { im, time, logger, post }
}

describe('the deadline', () => {
  it('answers in time, aborts the handler, and reports its late end', async () => {
    const late: unknown[] = []
    const { im, post, time, logger } = setUp({
      hooks: { late: (event, info) => void late.push([event.command, info]) },
    })
    const work = gate()
    let signal: AbortSignal | undefined
    im.on(before, async (event) => {
      signal = event.signal
      await work.promise
      return event.reply.reject()
    })
    const reply = post(before, textMessage('hi'))
    await time.advance(1799)
    expect(signal?.aborted).toBe(false)
    await time.advance(1)
    expect(await reply).toEqual({ status: 200, body: ok })
    expect(signal?.aborted).toBe(true)
    expect(String(signal?.reason)).toContain('1800 ms')
    await time.advance(250)
    work.open()
    await time.advance(0)
    expect(logger.warnings).toContain(
      `im-callback: the handler of ${before} finished 250 ms after its deadline`,
    )
    expect(late).toEqual([[before, { lateBy: 250 }]])
  })

  it('reports a late failure and throws it nowhere', async () => {
    const late: unknown[] = []
    const { im, post, time, logger } = setUp({ hooks: { late: (_event, info) => void late.push(info) } })
    const work = gate()
    im.on(before, () => work.promise)
    const reply = post(before, textMessage('hi'))
    await time.advance(1800)
    expect((await reply).body).toEqual(ok)
    work.fail(new Error('too late'))
    await time.advance(0)
    expect(logger.warnings).toContain(`im-callback: the handler of ${before} failed 0 ms after its deadline`)
    expect(late).toEqual([{ lateBy: 0, error: new Error('too late') }])
  })

  it('aborts a signal that is asked for only after it has passed', async () => {
    const { im, post, time } = setUp()
    const work = gate()
    const aborted = gate<boolean>()
    im.on(before, async (event) => {
      await work.promise
      aborted.open(event.signal.aborted)
    })
    const reply = post(before, textMessage('hi'))
    await time.advance(1800)
    await reply
    work.open()
    expect(await aborted.promise).toBe(true)
  })

  it('counts from the arrival: a slow body spends it too', async () => {
    const { im, post, time } = setUp({ deadline: 1000 })
    const body = gate<string>()
    im.on(before, () => new Promise<undefined>(() => undefined))
    const reply = post(before, () => body.promise)
    await time.advance(900)
    body.open(textMessage('hi'))
    await time.advance(99)
    expect(time.pending()).toBe(1)
    await time.advance(1)
    expect(await reply).toEqual({ status: 200, body: ok })
  })

  it('ends a body that never comes with body_timeout', async () => {
    const { post, time } = setUp()
    const reply = post(before, () => new Promise<string>(() => undefined))
    await time.advance(1800)
    expect(await reply).toMatchObject({ status: 408, body: { ActionStatus: 'FAIL', ErrorCode: 408 } })
  })

  it('of Infinity, or longer than a timer can be, is none', async () => {
    for (const deadline of [Number.POSITIVE_INFINITY, 2 ** 40]) {
      const { im, post, time } = setUp({ deadline })
      const work = gate()
      im.on(before, async (event) => {
        await work.promise
        return event.reply.drop()
      })
      const reply = post(before, textMessage('hi'))
      await time.advance(10_000_000)
      work.open()
      expect((await reply).body).toMatchObject({ ErrorCode: 2 })
    }
  })

  it('comes although the clock is set back meanwhile', async () => {
    let step = 0
    const clockwork = manualClock(now)
    const { im, post } = setUp({ clock: () => clockwork.clock() + step, timers: clockwork.timers })
    im.on(before, () => new Promise<undefined>(() => undefined))
    const reply = post(before, textMessage('hi'))
    await clockwork.advance(0)
    step = -3_600_000
    await clockwork.advance(1800)
    expect(clockwork.pending()).toBe(0)
    expect((await reply).body).toEqual(ok)
  })

  it('leaves no timer behind', async () => {
    const { im, post, time } = setUp()
    im.on(before, async () => undefined)
    await post(before, async () => textMessage('hi'))
    await post(before, async () => '{')
    expect(time.pending()).toBe(0)
  })

  it('holds for handle(event) too', async () => {
    const { im, time } = setUp()
    im.on(before, () => new Promise<undefined>(() => undefined))
    const reply = im.handle(im.createEvent(before, {}, '{}'))
    await time.advance(1800)
    expect(await reply).toEqual(ok)
  })
})

describe('onTimeout', () => {
  async function timeOut(
    onTimeout: HandlerOptions['onTimeout'],
    command: typeof before | typeof after = before,
  ) {
    const { im, post, time, logger } = setUp({ onTimeout })
    im.on(command, () => new Promise<undefined>(() => undefined))
    const reply = post(command, textMessage('hi', { CallbackCommand: command }))
    await time.advance(1800)
    return { ...(await reply), logger }
  }

  it('reject refuses what can be refused', async () => {
    expect((await timeOut('reject')).body).toEqual({ ...ok, ErrorCode: 1 })
    expect((await timeOut('reject', after)).body).toEqual(ok)
  })

  it('may be a function of the event', async () => {
    const answer = { ...ok, ErrorCode: 120009, ErrorInfo: 'try again' }
    expect((await timeOut(() => answer)).body).toEqual(answer)
  })

  it('that throws or cannot be sent gives way to the default', async () => {
    const throws = () => {
      throw new Error('no')
    }
    for (const broken of [
      throws,
      () => ({}),
      async () => ok,
      async () => throws(),
    ] as (() => BaseResponse)[]) {
      const { body, logger } = await timeOut(broken)
      expect(body).toEqual(ok)
      expect(logger.errors).toContain('im-callback: onTimeout threw; the default answer goes out')
    }
  })
})

describe('onError', () => {
  async function fail(onError: HandlerOptions['onError'], command: typeof before | typeof after = before) {
    const failed: unknown[] = []
    const { im, post, logger } = setUp({ onError, hooks: { failed: (error) => void failed.push(error) } })
    im.on(command, () => {
      throw new Error('secret /etc/passwd')
    })
    return { ...(await post(command, textMessage('hi', { CallbackCommand: command }))), logger, failed }
  }

  it('fail answers 500 and says nothing of the cause', async () => {
    const { status, body, logger, failed } = await fail('fail')
    expect(status).toBe(500)
    expect(body).toEqual({
      ActionStatus: 'FAIL',
      ErrorCode: 500,
      ErrorInfo: 'handler_failed: The handler of this callback failed.',
    })
    expect(logger.errors).toContain(`im-callback: the handler of ${before} failed`)
    expect(failed).toEqual([new Error('secret /etc/passwd')])
    expect(await fail(undefined)).toMatchObject({ status: 500 })
  })

  it('allow and reject are verdicts', async () => {
    expect(await fail('allow')).toMatchObject({ status: 200, body: ok })
    expect(await fail('reject')).toMatchObject({ status: 200, body: { ...ok, ErrorCode: 1 } })
    expect(await fail('reject', after)).toMatchObject({ status: 200, body: ok })
  })

  it('may be a function, at once or later', async () => {
    const answer = { ...ok, ErrorCode: 120005 }
    expect((await fail(() => answer)).body).toEqual(answer)
    expect((await fail(async () => answer)).body).toEqual(answer)
  })

  it('that returns nothing, throws, or answers nonsense is fail', async () => {
    const throws = () => {
      throw new Error('again')
    }
    for (const broken of [() => undefined, throws, async () => throws(), () => ({ ok: true }) as never]) {
      expect(await fail(broken)).toMatchObject({ status: 500, body: { ActionStatus: 'FAIL' } })
    }
  })

  it('that takes longer than the deadline is fail', async () => {
    const { im, post, time } = setUp({ onError: () => new Promise<undefined>(() => undefined) })
    im.on(before, async () => {
      throw new Error('no')
    })
    const reply = post(before, textMessage('hi'))
    await time.advance(1800)
    expect(await reply).toMatchObject({ status: 500 })
  })

  it('also covers handlers that answer what cannot be sent', async () => {
    const circular: Record<string, unknown> = { ...ok }
    circular.self = circular
    for (const result of ['yes', circular, { ...ok, big: 1n }]) {
      const { im, post } = setUp()
      im.on(before, () => result as never)
      expect(await post(before, textMessage('hi'))).toMatchObject({ status: 500 })
    }
  })

  it('handle(event) rejects where HTTP would answer 500', async () => {
    const { im } = setUp()
    im.on(before, async () => {
      throw new Error('no')
    })
    const result = im.handle(im.createEvent(before, {}, '{}'))
    await expect(result).rejects.toMatchObject({ code: 'handler_failed', cause: new Error('no') })
  })
})

describe('hooks and loggers', () => {
  it('are told of every answer', async () => {
    const replied: unknown[] = []
    const { im, post, time } = setUp({
      hooks: {
        replied: ({ status }, { event, duration }) => void replied.push([status, event?.command, duration]),
      },
    })
    im.on(before, async () => {
      await new Promise<void>((resolve) => time.timers.set(resolve, 30))
    })
    const reply = post(before, textMessage('hi'))
    await time.advance(30)
    await reply
    await post(before, '{')
    expect(replied).toEqual([
      [200, before, 30],
      [400, undefined, 0],
    ])
  })

  it('can throw without harm', async () => {
    const broken = () => {
      throw new Error('hook')
    }
    const { im, post, logger } = setUp({ hooks: { replied: broken, failed: broken, late: broken } })
    im.on(before, broken)
    expect(await post(before, textMessage('hi'))).toMatchObject({ status: 500 })
    expect(logger.errors).toContain('im-callback: hooks.replied threw')
    expect(logger.errors).toContain('im-callback: hooks.failed threw')
    const silent = setUp({ logger: { warn: broken, error: broken }, hooks: { failed: broken } })
    silent.im.on(before, broken)
    expect(await silent.post(before, textMessage('hi'))).toMatchObject({ status: 500 })
  })

  it('may be asynchronous, and fail without harm', async () => {
    const late = async () => {
      throw new Error('late')
    }
    const { im, post, logger } = setUp({ hooks: { replied: late } })
    im.on(before, () => undefined)
    expect((await post(before, textMessage('hi'))).status).toBe(200)
    await Promise.resolve()
    expect(logger.errors).toEqual(['im-callback: hooks.replied threw'])
    const silent = setUp({ logger: { warn: late, error: late } })
    expect((await silent.post(before, '{')).status).toBe(400)
  })

  it('hear one and the same warning once a second, and errors always', async () => {
    const { im, post, time, logger } = setUp()
    for (let count = 0; count < 50; count++) await post(before, '{')
    expect(logger.warnings).toHaveLength(1)
    await time.advance(1000)
    await post(before, '{')
    expect(logger.warnings).toHaveLength(2)
    im.on(before, () => {
      throw new Error('no')
    })
    for (let count = 0; count < 5; count++) await post(before, textMessage('hi'))
    expect(logger.errors).toHaveLength(5)
  })
})

describe('middleware', () => {
  it('goes around the handler like the layers of an onion', async () => {
    const { im, post } = setUp()
    const seen: string[] = []
    for (const name of ['outer', 'inner']) {
      im.use(async (_event, next) => {
        seen.push(`${name} in`)
        const reply = await next()
        seen.push(`${name} out`)
        return reply
      })
    }
    im.on(before, (event) => {
      seen.push('handler')
      return event.reply.drop()
    })
    expect((await post(before, textMessage('hi'))).body).toMatchObject({ ErrorCode: 2 })
    expect(seen).toEqual(['outer in', 'inner in', 'handler', 'inner out', 'outer out'])
  })

  it('may answer instead, change the answer, and catch what a handler throws', async () => {
    const { im, post } = setUp()
    im.use(async (event, next) => {
      if (event.params.SdkAppid === '') return undefined
      try {
        return await next()
      } catch {
        return { ...ok, ErrorInfo: 'caught' }
      }
    })
    im.on(before, () => {
      throw new Error('no')
    })
    expect((await post(before, textMessage('hi'))).body).toEqual({ ...ok, ErrorInfo: 'caught' })
  })

  it('goes around the fallback and around events from the queue, not around the before hook', async () => {
    const { im, post, time } = setUp()
    const seen: string[] = []
    im.use(async (event, next) => {
      seen.push(event.command)
      return next()
    })
    im.before((event) => (event.command === before ? { ...ok } : undefined))
    im.on(after, { async: true, handle: () => void seen.push('handled') })
    await post('State.StateChange', '{}')
    await post(before, textMessage('hi'))
    await post(after, '{}')
    expect(seen).toEqual(['State.StateChange'])
    await time.advance(0)
    expect(seen).toEqual(['State.StateChange', after, 'handled'])
  })

  it('that returns nothing leaves the reply of what is inside as it is', async () => {
    const { im, post } = setUp()
    im.use((_event, next) => {
      void next()
    })
    im.use(async (_event, next) => {
      await next()
    })
    im.on(before, async (event) => event.reply.reject())
    expect((await post(before, textMessage('hi'))).body).toMatchObject({ ErrorCode: 1 })
    im.on(before, async () => {
      throw new Error('no')
    })
    expect(await post(before, textMessage('hi'))).toMatchObject({ status: 500 })
  })

  it('sees a reply, also of a handler that returned nothing and of one from the queue', async () => {
    const { im, post, time } = setUp()
    const codes: number[] = []
    im.use(async (_event, next) => {
      codes.push((await next()).ErrorCode)
    })
    im.on(before, () => undefined).on(after, { async: true, handle: () => 5 as never })
    await post(before, textMessage('hi'))
    await post(after, '{}')
    await time.advance(0)
    expect(codes).toEqual([0, 0])
  })

  it('that calls next twice is told so', async () => {
    const { im, logger } = setUp()
    im.use(async (_event, next) => {
      await next()
      return next()
    })
    const result = im.handle(im.createEvent(before, {}, '{}'))
    await expect(result).rejects.toMatchObject({ cause: { message: 'A middleware called next() twice.' } })
    expect(logger.errors).toHaveLength(1)
  })
})

describe('async routes', () => {
  it('are never answered OK when the event could not be stored', async () => {
    const queue = {
      isDurable: true,
      enqueue: async () => {
        throw new Error('disk full')
      },
      consume: () => undefined,
      stats: () => ({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
      consumers: () => ({ master: 0, assist: 0 }),
      close: async () => undefined,
    }
    const { im, post } = setUp({ queue, onError: 'allow' })
    im.on(after, { async: true, handle: () => undefined })
    const { status, body } = await post(after, '{}')
    expect(status).toBe(503)
    expect(body.ErrorInfo).toMatch(/^queue_unavailable/)
    expect(JSON.stringify(body)).not.toContain('disk full')
  })

  it('nor when storing takes longer than the deadline, whatever onTimeout says', async () => {
    const stored = gate()
    const queue = {
      isDurable: true,
      enqueue: () => stored.promise,
      consume: () => undefined,
      stats: () => ({ waiting: 0, active: 0, delayed: 0, failed: 0 }),
      consumers: () => ({ master: 0, assist: 0 }),
      close: async () => undefined,
    }
    const { im, post, time } = setUp({ queue, onTimeout: 'allow', onError: 'allow' })
    im.on(after, { async: true, handle: () => undefined })
    const reply = post(after, '{}')
    await time.advance(1800)
    expect(await reply).toMatchObject({ status: 503 })
    stored.open()
    await time.advance(0)
  })

  it('are stored, and answered OK, when the fallback throws while answering', async () => {
    const { im, post, logger } = setUp({ onError: 'fail' })
    im.on(after, { async: true, handle: () => undefined }).fallback(() => {
      throw new Error('no')
    })
    expect(await post(after, '{}')).toMatchObject({ status: 200, body: ok })
    expect(logger.errors).toEqual([`im-callback: the fallback failed to answer ${after}; it is stored`])
  })

  it('log failed attempts, tell the hook, and try again', async () => {
    const failed: unknown[] = []
    const { im, post, time, logger } = setUp({ hooks: { failed: (error) => void failed.push(error) } })
    const attempts: number[] = []
    im.on(after, {
      async: true,
      handle: ({ attempt }) => {
        attempts.push(attempt)
        if (attempt === 1) throw new Error('no')
      },
    })
    await post(after, '{}')
    await time.advance(1000)
    expect(attempts).toEqual([1, 2])
    expect(failed).toEqual([new Error('no')])
    expect(logger.errors).toEqual([`im-callback: attempt 1 at ${after} failed`])
  })

  it('whose command has lost its route fail, and are kept', async () => {
    const queue = new MemoryQueue({ retry: { attempts: 1 } })
    const { im, post, logger } = setUp({ queue })
    const seen: string[] = []
    im.on(after, { async: true, handle: () => void seen.push('route') })
    await post(after, '{}')
    im.off(after).fallback(() => void seen.push('fallback'))
    await im.close()
    expect(seen).toEqual([])
    expect(await queue.deadLetters.list()).toMatchObject([
      { error: expect.stringContaining(`No handler is registered for ${after}.`) },
    ])
    expect(logger.errors).toEqual([`im-callback: attempt 1 at ${after} failed`])
  })

  it('log an attempt that fails before its handler is reached', async () => {
    let isDown = false
    const apps = () => {
      if (isDown) throw new Error('down')
      return {}
    }
    const { im, post, time, logger } = setUp({ protocol: tencent({ apps }) })
    im.on(after, { async: true, handle: () => undefined })
    await post(after, '{}')
    isDown = true
    await time.advance(0)
    expect(logger.errors).toEqual([`im-callback: attempt 1 at ${after} failed`])
  })

  describe('are not answered OK before the event is stored', () => {
    const never = () => new Promise<never>(() => undefined)

    it('when the before hook is too slow', async () => {
      const { im, post, time } = setUp({ onTimeout: 'allow' })
      const hook = gate()
      const handled: string[] = []
      im.before(() => hook.promise.then(() => undefined))
      im.on(after, { async: true, handle: (event) => void handled.push(event.id) })
      const reply = post(after, '{}')
      await time.advance(1800)
      expect(await reply).toMatchObject({ status: 503, body: { ErrorCode: 503 } })
      hook.open()
      await time.advance(0)
      expect(handled).toHaveLength(1)
    })

    it('when the before hook fails, whatever onError says', async () => {
      const { im, post, logger } = setUp({ onError: 'allow' })
      im.on(after, { async: true, handle: () => undefined }).before(() => {
        throw new Error('hook')
      })
      expect(await post(after, '{}')).toMatchObject({ status: 503 })
      expect(logger.errors).toEqual([`im-callback: ${after} could not be stored`])
    })

    it('when the dedupe store hangs', async () => {
      const { im, post, time } = setUp({ dedupe: { once: never } })
      im.on(after, { async: true, handle: () => undefined })
      const reply = post(after, '{}')
      await time.advance(1800)
      expect(await reply).toMatchObject({ status: 503 })
    })

    it('but are when the before hook has answered', async () => {
      const { im, post } = setUp()
      im.on(after, { async: true, handle: () => undefined }).before(() => ok)
      expect(await post(after, '{}')).toEqual({ status: 200, body: ok })
      expect((await im.stats()).queue.waiting).toBe(0)
    })
  })

  it('check their answer when it is given', () => {
    const { im } = setUp()
    expect(() =>
      im.on(after, { async: true, asyncResponse: { ok: 1 } as never, handle: () => undefined }),
    ).toThrow('an object that is no response')
    expect(() => im.on(after, { asnyc: true, handle: () => undefined } as never)).toThrow(
      'Did you mean "async"?',
    )
  })

  it('are drained by close, which says what it had to leave', async () => {
    const { im, post, time, logger } = setUp()
    im.on(after, { async: true, handle: () => new Promise<undefined>(() => undefined) })
    await post(after, '{}')
    const closed = im.close({ timeout: 100 })
    await time.advance(100)
    await closed
    expect(logger.errors).toEqual(['im-callback: the queue was closed with 1 events not handled'])
    expect(await post(after, '{}')).toMatchObject({ status: 503 })
  })
})

describe('dedupe', () => {
  const count = (options: HandlerOptions = {}) => {
    const { im, post, time, logger } = setUp({
      dedupe: memoryDedupe({ ttl: 1000, clock: () => time.clock() }),
      ...options,
    })
    const calls: string[] = []
    im.on(before, async (event) => {
      calls.push(event.id)
      return { ...ok, ErrorInfo: `answer ${calls.length}` }
    })
    return { im, post, time, logger, calls }
  }

  it('answers a repeated event with its first answer, and another event with its own', async () => {
    const { post, calls } = count()
    const first = await post(before, textMessage('hi'))
    expect(await post(before, textMessage('hi'))).toEqual(first)
    expect((await post(before, textMessage('hi', { MsgKey: 'other' }))).body.ErrorInfo).toBe('answer 2')
    expect(calls).toHaveLength(2)
  })

  it('forgets after the ttl', async () => {
    const { post, time, calls } = count()
    await post(before, textMessage('hi'))
    await time.advance(999)
    await post(before, textMessage('hi'))
    expect(calls).toHaveLength(1)
    await time.advance(1)
    await post(before, textMessage('hi'))
    expect(calls).toHaveLength(2)
  })

  it('lets duplicates that come meanwhile wait for the first', async () => {
    const { im, post, calls } = count()
    const work = gate()
    im.on(before, async (event) => {
      calls.push(event.id)
      await work.promise
      return event.reply.drop()
    })
    const replies = [
      post(before, textMessage('hi')),
      post(before, textMessage('hi')),
      post(before, textMessage('hi')),
    ]
    work.open()
    for (const reply of replies) expect((await reply).body).toMatchObject({ ErrorCode: 2 })
    expect(calls).toHaveLength(1)
  })

  it('releases the key when the first fails: all who waited fail, the next one is handled', async () => {
    const { im, post, time, calls } = count()
    const work = gate()
    im.on(before, async (event) => {
      calls.push(event.id)
      if (calls.length === 1) await work.promise
    })
    const replies = [post(before, textMessage('hi')), post(before, textMessage('hi'))]
    await time.advance(0)
    work.fail(new Error('no'))
    for (const reply of replies) expect(await reply).toMatchObject({ status: 500 })
    expect(await post(before, textMessage('hi'))).toMatchObject({ status: 200 })
    expect(calls).toHaveLength(2)
  })

  it('gives an answer that onError made for a failed handler, and does not remember it', async () => {
    const { im, post, calls } = count({ onError: 'allow' })
    im.on(before, async (event) => {
      calls.push(event.id)
      if (calls.length === 1) throw new Error('no')
      return event.reply.drop()
    })
    const both = await Promise.all([post(before, textMessage('hi')), post(before, textMessage('hi'))])
    expect(both).toEqual([
      { status: 200, body: ok },
      { status: 200, body: ok },
    ])
    expect((await post(before, textMessage('hi'))).body).toMatchObject({ ErrorCode: 2 })
    expect(calls).toHaveLength(2)
  })

  it('holds the deadline for those who wait, too', async () => {
    const { im, post, time, logger } = count()
    im.on(before, () => new Promise<undefined>(() => undefined))
    const first = post(before, textMessage('hi'))
    await time.advance(500)
    const second = post(before, textMessage('hi'))
    await time.advance(1300)
    expect((await first).body).toEqual(ok)
    expect((await second).body).toEqual(ok)
    expect(logger.warnings.filter((text) => text.includes('deadline'))).toEqual([])
  })

  it('waits for a first answer elsewhere no longer than the deadline', async () => {
    const dedupe: DedupeStore = { once: () => new Promise(() => undefined) }
    const { post, time, calls } = count({ dedupe, onTimeout: 'reject' })
    const reply = post(before, textMessage('hi'))
    await time.advance(1800)
    expect((await reply).body).toMatchObject({ ErrorCode: 1 })
    expect(calls).toEqual([])
  })

  it('goes on without a store that fails', async () => {
    for (const dedupe of [
      { once: () => Promise.reject(new Error('down')) },
      {
        once: (_id: string, answer: () => Promise<string>) =>
          answer().then(() => Promise.reject(new Error('down'))),
      },
    ]) {
      const { post, calls } = count({ dedupe })
      expect((await post(before, textMessage('hi'))).body.ErrorInfo).toBe('answer 1')
      expect(calls).toHaveLength(1)
    }
  })

  it('remembers a limited number, the newest', async () => {
    const dedupe = memoryDedupe({ capacity: 2 })
    const made: string[] = []
    const once = (id: string) => dedupe.once(id, async () => `${made.push(id)}`)
    for (const id of ['a', 'b', 'c', 'c', 'b']) await once(id)
    expect(made).toEqual(['a', 'b', 'c'])
    await once('a')
    expect(made).toEqual(['a', 'b', 'c', 'a'])
  })

  it('works for async routes: stored once', async () => {
    const { im, post, time } = count()
    let handled = 0
    im.on(after, { async: true, handle: () => void handled++ })
    const sent = textMessage('hi', { CallbackCommand: after })
    await Promise.all([post(after, sent), post(after, sent)])
    await time.advance(0)
    expect(handled).toBe(1)
  })

  it.each([
    [{ ttl: 0 }, 'ttl is 0'],
    [{ capacity: 0.5 }, 'capacity is 0.5'],
    [{ tll: 5 } as object, 'Did you mean "ttl"?'],
  ])('refuses options that mean nothing: %j', (options, message) => {
    expect(() => memoryDedupe(options)).toThrow(message)
  })
})

describe('maxInFlight', () => {
  it('lets before-callbacks through and turns others away, without reading them', async () => {
    const { im, post, logger } = setUp({ maxInFlight: 1 })
    const work = gate()
    im.on(before, async (event) => {
      await work.promise
      return event.reply.drop()
    })
    const first = post(before, textMessage('hi'))
    const unread = () => {
      throw new Error('read')
    }
    expect(await post(before, unread)).toEqual({ status: 200, body: ok })
    expect(await post('Sns.CallbackPrevFriendAdd', unread)).toMatchObject({
      status: 200,
      body: { ResultItem: [] },
    })
    for (const command of [after, 'Live.CallbackBeforeSendGift', '__proto__']) {
      expect(await post(command, unread)).toMatchObject({ status: 503 })
    }
    expect(logger.warnings).toContain('im-callback: more than 1 requests in flight; shedding load')
    work.open()
    expect((await first).body).toMatchObject({ ErrorCode: 2 })
    expect((await post(before, textMessage('hi'))).body).toMatchObject({ ErrorCode: 2 })
  })
})

describe('handlers that outlive their deadline', () => {
  it('go on counting until they end', async () => {
    const { im, post, time } = setUp({ maxInFlight: 2 })
    const work = gate()
    im.on(before, () => work.promise)
    const late = [post(before, textMessage('hi')), post(before, textMessage('hi'))]
    await time.advance(1800)
    await Promise.all(late)
    expect(await post(after, '{}')).toMatchObject({ status: 503 })
    work.open()
    await time.advance(0)
    expect(await post(after, '{}')).toMatchObject({ status: 200 })
  })
})

describe('apps and tokens', () => {
  it('rotate without a restart when apps is a function', async () => {
    let tokens = ['old']
    const { im } = setUp({ protocol: tencent({ apps: async () => ({ token: tokens }), clock: () => now }) })
    const status = async (key: string) =>
      (await im.receive(await signed(before, textMessage('hi'), { token: key }))).status
    expect([await status('old'), await status('new')]).toEqual([200, 401])
    tokens = ['old', 'new']
    expect([await status('old'), await status('new')]).toEqual([200, 200])
    tokens = ['new']
    expect([await status('old'), await status('new')]).toEqual([401, 200])
  })

  it('that cannot be looked up are a failure of ours, and say nothing', async () => {
    const apps = async () => {
      throw new Error('database at 10.0.0.7 is down')
    }
    const { post, logger } = setUp({ protocol: tencent({ apps }) })
    const { status, body } = await post(before, textMessage('hi'))
    expect([status, body.ErrorInfo]).toEqual([500, 'handler_failed: The callback could not be handled.'])
    expect(logger.errors).toEqual(['im-callback: unexpected error'])
  })

  it('that are looked up for ever do not hold a request for ever', async () => {
    const { post, time } = setUp({ protocol: tencent({ apps: () => new Promise(() => undefined) }) })
    const reply = post(before, textMessage('hi'))
    await time.advance(1800)
    expect(await reply).toMatchObject({ status: 503, body: { ErrorCode: 503 } })
  })

  describe('from the environment', () => {
    afterEach(() => {
      delete process.env.IM_SDK_APP_ID
      delete process.env.IM_CALLBACK_TOKEN
    })

    it('are read at the first request', async () => {
      const { im } = setUp({ protocol: tencent({ clock: () => now }) })
      process.env.IM_SDK_APP_ID = appId
      process.env.IM_CALLBACK_TOKEN = token
      expect((await im.receive(await signed(before, textMessage('hi')))).status).toBe(200)
      expect((await im.receive(request(before, textMessage('hi')))).status).toBe(401)
      const sign = await tencentSign(token, now / 1000)
      const other = request(before, '{}', { SdkAppid: '1', Sign: sign, RequestTime: String(now / 1000) })
      expect((await im.receive(other)).status).toBe(403)
    })

    it('are the default of a handler without a protocol', async () => {
      process.env.IM_SDK_APP_ID = appId
      const im = new CallbackHandler({ logger: recorder() })
      expect((await im.receive(request(before, textMessage('hi')))).status).toBe(200)
      expect((await im.receive(request(before, '{}', { SdkAppid: '1' }))).status).toBe(403)
    })

    it('without an app id accept any app, without a token any sender, and warn once per process', async () => {
      const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
      const fresh = isolated()
      for (const id of ['1', undefined]) {
        const { im } = setUp({ protocol: fresh.tencent() })
        expect((await im.receive(request(before, '{}', { SdkAppid: id }))).status).toBe(200)
      }
      const codes = warn.mock.calls.map(([, options]) => (options as unknown as { code: string }).code)
      expect(codes).toEqual(['IM_CALLBACK_ANY_APP', 'IM_CALLBACK_NO_TOKEN'])
      expect(String(warn.mock.calls)).toContain('set IM_SDK_APP_ID')
      warn.mockRestore()
    })
  })
})

describe('CallbackError.is', () => {
  it('knows its own by a mark, not by their class', () => {
    const foreign = new (isolated().CallbackError)('too_deep', 'x')
    expect(foreign).not.toBeInstanceOf(CallbackError)
    expect(CallbackError.is(foreign)).toBe(true)
    for (const no of [new Error('x'), null, undefined, 'too_deep', { code: 'too_deep' }]) {
      expect(CallbackError.is(no)).toBe(false)
    }
  })
})
