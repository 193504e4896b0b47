import { CallbackError, CallbackHandler, type DedupeStore, tencent } from '@im-callback/core'
import { describeWithRedis } from '@im-callback/test-servers'
import { redisDedupe } from '../src/index.js'
import { useRedis } from './support/bench.js'
import { libraries } from './support/clients.js'
import { recorder, until } from './support/jobs.js'

jest.setTimeout(30_000)

const never = () => new Promise<string>(() => undefined)

for (const library of Object.keys(libraries)) {
  describeWithRedis(`redisDedupe with ${library}`, () => {
    const redis = useRedis()
    let id = 0
    beforeEach(() => void id++)
    const open = async (options: Partial<Parameters<typeof redisDedupe>[0]> = {}): Promise<DedupeStore> =>
      redisDedupe({
        client: await redis.connect(library),
        prefix: `${id} `,
        logger: recorder().logger,
        ...options,
      })

    it('gives up waiting for another process, and says so', async () => {
      const [one, other] = [await open(), await open({ wait: 60 })]
      void one.once('id', never)
      await until(async () => (await redis.command('EXISTS', `${id} =id`)) === 1)
      const error = await other.once('id', async () => 'mine').catch((reason) => reason)
      expect(CallbackError.is(error) && error.code).toBe('handler_failed')
      expect(error.message).toBe(
        'Another process has been answering this event for 60 ms and more. Raise wait, or find out what keeps it.',
      )
    })

    it('holds an event as long as its answer takes, beyond its lock', async () => {
      const [one, other] = [await open({ lock: 600 }), await open()]
      let finish = (_text: string) => {}
      const first = one.once(
        'id',
        () =>
          new Promise((resolve) => {
            finish = resolve
          }),
      )
      const key = `${id} =id`
      await until(async () => (await redis.command('EXISTS', key)) === 1)
      const value = await redis.command('GET', key)
      let left = 0
      let renewals = 0
      await until(async () => {
        const now = Number(await redis.command('PTTL', key))
        if (now > left) renewals++
        left = now
        return renewals === 5
      })
      expect(await redis.command('GET', key)).toBe(value)
      const second = other.once('id', async () => 'mine')
      finish('first')
      expect(await first).toBe('first')
      expect(await second).toBe('first')
    })

    it('leaves an answer alone that another process gave meanwhile', async () => {
      const one = await open()
      const key = `${id} =id`
      const first = one.once('id', async () => {
        await redis.command('SET', key, 'Aother')
        return 'own'
      })
      expect(await first).toBe('own')
      expect(await one.once('id', never)).toBe('other')
      await expect(
        one.once('failing', async () => {
          await redis.command('SET', `${id} =failing`, 'Akept')
          throw new Error('broken')
        }),
      ).rejects.toThrow('broken')
      expect(await one.once('failing', never)).toBe('kept')
    })

    it('keeps the answer of a process that lost its reservation, when no one else has it', async () => {
      const one = await open()
      await one.once('id', async () => {
        await redis.command('DEL', `${id} =id`)
        return 'own'
      })
      expect(await (await open()).once('id', never)).toBe('own')
    })

    it('has keys that can be read, or short ones', async () => {
      const one = await open({ ttl: 5000 })
      await one.once('1400000000:C2C.CallbackAfterSendMsg:["48374"]', async () => 'answer')
      await one.once('x'.repeat(100_000), async () => 'answer')
      const keys = ((await redis.command('KEYS', `${id} *`)) as string[]).sort()
      expect(keys).toEqual([
        expect.stringMatching(/^\d+ #[\w-]{43}$/),
        `${id} =1400000000:C2C.CallbackAfterSendMsg:["48374"]`,
      ])
      for (const key of keys) {
        const left = Number(await redis.command('PTTL', key))
        expect(left).toBeGreaterThan(1000)
        expect(left).toBeLessThanOrEqual(5000)
      }
    })

    it('rejects soon when the server hangs, a bounded number of commands being on their way', async () => {
      const one = await open({ timeout: 500 })
      await one.once('before', async () => 'answer')
      redis.server.freeze()
      const begun = performance.now()
      const all = await Promise.allSettled(
        Array.from({ length: 1500 }, (_, index) => one.once(`hanging ${index}`, never)),
      )
      const took = performance.now() - begun
      redis.server.thaw()
      const reasons = all.map((result) => String(result.status === 'rejected' && result.reason))
      expect(new Set(reasons)).toEqual(
        new Set([
          'Error: Redis did not answer within 500 ms.',
          'Error: Redis has not answered the last 1000 commands.',
        ]),
      )
      expect(took).toBeLessThan(3000)
      const isFree = () =>
        one
          .once('hanging 1', async () => 'free')
          .then(
            (text) => text === 'free',
            () => false,
          )
      await until(isFree)
    })

    it('gives a handler one answer for an event in several processes, and lets it go on when Redis is away', async () => {
      const { lines, logger } = recorder()
      let handled = 0
      const protocol = tencent({ apps: () => ({}) })
      const handler = async () => {
        const dedupe = await open({ timeout: 1000 })
        const im = new CallbackHandler({ protocol, dedupe, logger, deadline: Number.POSITIVE_INFINITY })
        return im.on('C2C.CallbackAfterSendMsg', () => void handled++)
      }
      const handlers = [await handler(), await handler()]
      const url = '/im?SdkAppid=1&CallbackCommand=C2C.CallbackAfterSendMsg'
      const post = async () => {
        const replies = handlers.map((im) =>
          im.receive({ method: 'POST', url, headers: {}, body: '{"MsgKey":"1"}' }),
        )
        return (await Promise.all(replies)).map(({ status }) => status)
      }
      expect(await post()).toEqual([200, 200])
      expect(handled).toBe(1)
      await redis.server.kill()
      expect(await post()).toEqual([200, 200])
      expect(handled).toBe(3)
      expect(lines.join()).toContain('the dedupe store failed; going on without it')
      await redis.server.restart()
    })
  })
}
