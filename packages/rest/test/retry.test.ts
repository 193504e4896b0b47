import { InvalidResponseError, RateLimitedError, TransientError } from '@im-callback/rest'
import { manualClock } from '@im-callback/testing'
import { clientOf } from './support/client.js'
import { closedPort, fail, type Received, startService } from './support/service.js'

const message = { To_Account: 'bob', MsgRandom: 1, MsgBody: [] }
const groupMessage = { GroupId: 'g', Random: 1, MsgBody: [] }
const at0 = { retry: { minDelay: 0, maxDelay: 0 } }

/** What the network and servers do instead of answering; none of it says whether the call was done. */
const noAnswers: Record<string, (received: Received) => undefined> = {
  'a reset': ({ socket }) => void socket.resetAndDestroy(),
  'half an answer': ({ response, socket }) => {
    response.setHeader('content-length', 100).write('{"ErrorCode"', () => socket.destroy())
  },
  'HTTP 502 and a page': ({ response }) => void response.writeHead(502).end('<html>bad gateway</html>'),
  'HTTP 503': ({ response }) => void response.writeHead(503).end(),
  "HTTP 502 and an answer that is not the platform's": ({ response }) =>
    void response.writeHead(502).end('{"ErrorCode":-1,"ErrorInfo":"upstream"}'),
  'HTTP 408': ({ response }) => void response.writeHead(408).end(),
}

describe.each(Object.entries(noAnswers))('after %s', (_, misbehave) => {
  it.each([
    ['openim/query_online_status', { To_Account: ['alice'] }],
    ['im_open_login_svc/account_import', { UserID: 'alice' }],
    ['openim/admin_msgwithdraw', { From_Account: 'alice', To_Account: 'bob', MsgKey: '1_2_3' }],
    [
      'openim/importmsg',
      { ...message, From_Account: 'alice', SyncFromOldSystem: 2, MsgSeq: 2, MsgTimeStamp: 3 },
    ],
    ['group_open_http_svc/send_group_msg', { GroupId: 'g', Random: 1, MsgBody: [] }],
    ['all_member_push/im_push', { From_Account: 'admin', MsgRandom: 1, MsgBody: [] }],
  ] as const)('%s is sent again', async (endpoint, body) => {
    const service = await startService((received, index) => (index === 0 ? misbehave(received) : {}))
    const client = clientOf(service, { ...at0, rateLimit: false })
    await expect(client.call(endpoint, body as never)).resolves.toMatchObject({ ErrorCode: 0 })
    expect(service.received.map(({ text }) => text)).toEqual([JSON.stringify(body), JSON.stringify(body)])
  })

  it.each([
    ['openim/sendmsg', message],
    ['openim/batchsendmsg', { ...message, To_Account: ['bob'] }],
    ['group_open_http_svc/create_group', { Type: 'Public', Name: 'hikers' }],
    [
      'openim/importmsg',
      { ...message, From_Account: 'alice', SyncFromOldSystem: 2, MsgTimeStamp: 3, MsgSeq: undefined },
    ],
  ] as const)('%s is not, unless that is allowed', async (endpoint, body) => {
    const service = await startService((received, index) => (index < 2 ? misbehave(received) : {}))
    const client = clientOf(service, { ...at0, rateLimit: false })
    const failed = client.call(endpoint, body as never)
    await expect(failed).rejects.toMatchObject({ kind: 'transient', attempts: 1, mayHaveArrived: true })
    const again = client.call(endpoint, body as never, { retryUnsafe: true })
    await expect(again).resolves.toMatchObject({ ErrorCode: 0 })
  })
})

describe('what the platform has certainly not done', () => {
  it.each([70500, 10002, 20004, 20005, 90994, 90995, 91000])('is sent again after %d', async (code) => {
    const service = await startService((_, index) => (index < 2 ? fail(code) : {}))
    await expect(clientOf(service, at0).call('openim/sendmsg', message)).resolves.toMatchObject({
      ErrorCode: 0,
    })
    expect(new Set(service.received.map(({ text }) => text)).size).toBe(1)
    expect(service.received).toHaveLength(3)
  })

  it('is sent again when the connection was refused', async () => {
    const client = clientOf({ url: await closedPort() }, at0)
    const failed = await client.call('openim/sendmsg', message).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(TransientError)
    expect(failed).toMatchObject({ attempts: 3, mayHaveArrived: false, status: undefined })
  })

  it.each([60008, 60013, 70169])(
    'is not certain after %d: the platform gave up waiting for itself',
    async (code) => {
      const service = await startService(() => fail(code))
      const sent = clientOf(service, at0).call('openim/sendmsg', message)
      await expect(sent).rejects.toMatchObject({ code, attempts: 1, mayHaveArrived: true })
      const asked = clientOf(service, at0).call('openim/query_online_status', { To_Account: ['alice'] })
      await expect(asked).rejects.toMatchObject({ code, attempts: 3 })
    },
  )

  it.each([60006, 60010, 90009, 90012, 70107, 20006, 120001, 80001, 424242])(
    'is not sent again after %d',
    async (code) => {
      const service = await startService(() => fail(code))
      await expect(clientOf(service, at0).call('openim/sendmsg', message)).rejects.toMatchObject({
        code,
        attempts: 1,
      })
    },
  )

  it('is not sent again when that is switched off', async () => {
    const service = await startService(() => fail(91000))
    const client = clientOf(service, { retry: false })
    await expect(client.call('openim/sendmsg', message)).rejects.toMatchObject({ attempts: 1 })
  })
})

describe('a group message', () => {
  it('is not sent again once the platform has forgotten its Random', async () => {
    const time = manualClock()
    const service = await startService(async ({ socket }) => {
      await time.advance(300_000)
      socket.resetAndDestroy()
      return undefined
    })
    const client = clientOf(service, { ...at0, clock: time.clock, timeout: 600_000 })
    const sent = client.call('group_open_http_svc/send_group_msg', groupMessage)
    await expect(sent).rejects.toMatchObject({ attempts: 1, mayHaveArrived: true })
  })

  // The first attempt may have been done: what came of later ones does not change that.
  it.each([
    ['the platform is busy', 60007],
    ['the signature has ended', 70001],
  ])('is not sent again then, although the attempt after it only said that %s', async (_, code) => {
    const time = manualClock()
    const service = await startService(async ({ socket }, index) => {
      if (index === 0) return void socket.resetAndDestroy()
      await time.advance(300_000)
      return fail(code)
    })
    const client = clientOf(service, { ...at0, clock: time.clock, timeout: 600_000 })
    const sent = client.call('group_open_http_svc/send_group_msg', groupMessage)
    await expect(sent).rejects.toMatchObject({ code, attempts: 2, mayHaveArrived: true })
  })

  it('is not sent again when the wait for a signature took as long', async () => {
    let now = 1e12
    const service = await startService(({ socket }) => {
      now += 20_000
      return void socket.resetAndDestroy()
    })
    const sign = () => {
      if (service.received.length > 0) now += 300_000
      return 'sig'
    }
    const options = { secretKey: undefined, sign, userSigExpire: 10, clock: () => now }
    const client = clientOf(service, { ...at0, ...options })
    const sent = client.call('group_open_http_svc/send_group_msg', groupMessage)
    await expect(sent).rejects.toMatchObject({ kind: 'transient', attempts: 1, mayHaveArrived: true })
    expect(service.received).toHaveLength(1)
  })

  it('is not sent again when the clock was put back, since nobody knows how long it took', async () => {
    let now = 1e12
    const service = await startService(({ socket }) => {
      now -= 3_600_000
      return void socket.resetAndDestroy()
    })
    const sent = clientOf(service, { ...at0, clock: () => now }).call(
      'group_open_http_svc/send_group_msg',
      groupMessage,
    )
    await expect(sent).rejects.toMatchObject({ attempts: 1 })
  })
})

describe('the delay', () => {
  /** The delays of a call whose every attempt fails. */
  async function delaysOf(code: number, random: () => number) {
    const service = await startService(() => fail(code))
    const delays: number[] = []
    const timers = {
      set: (callback: () => void, delay: number) => {
        if (delay === timeout) return undefined
        delays.push(delay)
        return setImmediate(callback)
      },
      clear: () => undefined,
    }
    const timeout = 54_321
    const client = clientOf(service, { timers, random, timeout, retry: { attempts: 8 }, rateLimit: false })
    await expect(client.call('openim/sendmsg', message)).rejects.toMatchObject({ attempts: 8 })
    return delays
  }

  it('is anything up to 200 ms, twice that each time, at most 5 s', async () => {
    expect(await delaysOf(91000, () => 0)).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect(await delaysOf(91000, () => 0.5)).toEqual([100, 200, 400, 800, 1600, 2500, 2500])
  })

  it('is a second and more after being told that it is too much', async () => {
    expect(await delaysOf(60007, () => 0)).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1000])
    expect(await delaysOf(60007, () => 0.5)).toEqual([1500, 2000, 3000, 3500, 3500, 3500, 3500])
  })
})

describe('too many calls', () => {
  it.each([
    ['a code', () => fail(60007)],
    [
      'HTTP 429 and a code of its own',
      ({ response }: Received) => void response.writeHead(429).end('{"ErrorCode":429}'),
    ],
    ['HTTP 429', ({ response }: Received) => void response.writeHead(429).end('slow down')],
  ])('is a RateLimitedError after %s, and sent again in any case', async (_, answer) => {
    const service = await startService(answer)
    const timers = {
      set: (callback: () => void, delay: number) => delay < 9000 && setImmediate(callback),
      clear: () => undefined,
    }
    const failed = await clientOf(service, { timers })
      .call('openim/sendmsg', message)
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(RateLimitedError)
    expect(failed).toMatchObject({ kind: 'rate_limited', attempts: 3, mayHaveArrived: false })
  })
})

describe('a backup host', () => {
  it('takes over when the first cannot be reached, and keeps the calls for half a minute', async () => {
    const time = manualClock()
    const [first, backup] = [await startService(() => ({ host: 1 })), await startService(() => ({ host: 2 }))]
    const url = first.url
    const client = clientOf({ url }, { ...at0, backupUrl: backup.url, clock: time.clock })
    const ask = () => client.call('openim/query_online_status', { To_Account: ['alice'] })
    expect(await ask()).toMatchObject({ host: 1 })
    await first.close()
    expect(await ask()).toMatchObject({ host: 2 })
    expect(await ask()).toMatchObject({ host: 2 })
    const again = await startService(() => ({ host: 1 }), Number(new URL(url).port))
    await time.advance(29_999)
    expect(await ask()).toMatchObject({ host: 2 })
    await time.advance(1)
    expect(await ask()).toMatchObject({ host: 1 })
    expect(again.received).toHaveLength(1)
  })

  it('is left when the clock was put back, too', async () => {
    let now = 1e12
    const [url, backup] = [await closedPort(), await startService(() => ({ host: 2 }))]
    const client = clientOf({ url }, { ...at0, backupUrl: backup.url, clock: () => now })
    const ask = () => client.call('openim/query_online_status', { To_Account: ['alice'] })
    expect(await ask()).toMatchObject({ host: 2 })
    await startService(() => ({ host: 1 }), Number(new URL(url).port))
    now -= 3_600_000
    expect(await ask()).toMatchObject({ host: 1 })
  })

  it('is tried in turn with the first when neither answers', async () => {
    const hosts: number[] = []
    const down =
      (host: number) =>
      ({ response }: Received) => {
        hosts.push(host)
        return void response.writeHead(502).end()
      }
    const [first, backup] = [await startService(down(1)), await startService(down(2))]
    const client = clientOf(first, {
      retry: { attempts: 4, minDelay: 0, maxDelay: 0 },
      backupUrl: backup.url,
    })
    await expect(client.call('openim/query_online_status', { To_Account: ['alice'] })).rejects.toMatchObject({
      attempts: 4,
    })
    expect(hosts).toEqual([1, 2, 1, 2])
  })

  it('is left alone when the platform itself says no', async () => {
    const [first, backup] = [await startService(() => fail(91000)), await startService()]
    const client = clientOf(first, { ...at0, backupUrl: backup.url })
    await expect(client.call('openim/sendmsg', message)).rejects.toMatchObject({ attempts: 3 })
    expect(backup.received).toHaveLength(0)
  })
})

describe('a timeout', () => {
  it('ends an attempt, and the next one may do better', async () => {
    const time = manualClock()
    const service = await startService((_, index) => {
      if (index > 0) return {}
      void time.advance(10_000)
      return undefined
    })
    const client = clientOf(service, { ...at0, timers: { ...time.timers, set: soonWhen0(time) } })
    const asked = client.call('openim/query_online_status', { To_Account: ['alice'] })
    await expect(asked).resolves.toMatchObject({ ErrorCode: 0 })
    expect(service.received).toHaveLength(2)
  })

  it('can be another one for one call', async () => {
    const time = manualClock()
    const service = await startService(() => void time.advance(1000))
    const client = clientOf(service, { timers: time.timers })
    const sent = client.call('openim/sendmsg', message, { timeout: 1000 })
    await expect(sent).rejects.toThrow('openim/sendmsg failed: no answer within 1000 ms')
  })
})

/** Delays of 0 pass by themselves; all others wait for the clock. */
const soonWhen0 =
  ({ timers }: ReturnType<typeof manualClock>) =>
  (callback: () => void, delay: number) =>
    delay === 0 ? setImmediate(callback) : timers.set(callback, delay)

describe('an answer that is none', () => {
  it.each<[string, number, string]>([
    ['a page', 200, '<html>sign in to the hotel</html>'],
    ['nothing', 200, ''],
    ['a list', 200, '[]'],
    ['another object', 200, '{"ok":true}'],
    ['not found', 404, 'no such page'],
  ])('(%s) is an InvalidResponseError with its status', async (_, status, text) => {
    const service = await startService(({ response }) => void response.writeHead(status).end(text))
    const failed = await clientOf(service, at0)
      .account.kick({ UserID: 'alice' })
      .catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(InvalidResponseError)
    expect(failed).toMatchObject({
      kind: 'invalid_response',
      status,
      attempts: 1,
      mayHaveArrived: true,
      code: undefined,
    })
  })
})
