import { getEventListeners } from 'node:events'
import { manualClock } from '@im-callback/testing'
import { clientOf } from './support/client.js'
import { fail, startService } from './support/service.js'

const body = { To_Account: ['alice'] }
const reason = new Error('enough')

describe('a signal', () => {
  it('that has aborted lets nothing out', async () => {
    const service = await startService()
    const call = clientOf(service).account.getOnlineStatus(body, { signal: AbortSignal.abort(reason) })
    await expect(call).rejects.toBe(reason)
    expect(service.received).toHaveLength(0)
  })

  it('ends a request that is under way', async () => {
    const abort = new AbortController()
    const service = await startService(() => void abort.abort(reason))
    const call = clientOf(service).account.getOnlineStatus(body, { signal: abort.signal })
    await expect(call).rejects.toBe(reason)
    expect(service.received).toHaveLength(1)
  })

  it('ends the wait between two attempts', async () => {
    const { timers } = manualClock()
    const abort = new AbortController()
    const service = await startService(() => fail(91000))
    const set = (callback: () => void, delay: number) => {
      if (delay === 100) queueMicrotask(() => abort.abort(reason))
      return timers.set(callback, delay)
    }
    const client = clientOf(service, { timers: { ...timers, set }, random: () => 0.5 })
    await expect(client.account.getOnlineStatus(body, { signal: abort.signal })).rejects.toBe(reason)
    expect(service.received).toHaveLength(1)
  })

  it('ends the wait for a turn', async () => {
    const abort = new AbortController()
    const time = manualClock()
    const service = await startService()
    const client = clientOf(service, { clock: time.clock, timers: time.timers })
    const push = (signal?: AbortSignal) =>
      client.push.push({ From_Account: 'a', MsgRandom: 1, MsgBody: [] }, { signal })
    await push()
    const waiting = push(abort.signal)
    await time.advance(1)
    abort.abort(reason)
    await expect(waiting).rejects.toBe(reason)
    expect(service.received).toHaveLength(1)
  })

  it('ends the wait for a signature', async () => {
    const abort = new AbortController()
    const sign = () => {
      queueMicrotask(() => abort.abort(reason))
      return new Promise<string>(() => undefined)
    }
    const time = manualClock()
    const client = clientOf(await startService(), { secretKey: undefined, sign, timers: time.timers })
    await expect(client.account.getOnlineStatus(body, { signal: abort.signal })).rejects.toBe(reason)
  })

  it('keeps nothing of a call that has ended', async () => {
    const { signal } = new AbortController()
    const service = await startService((_, index) => (index === 0 ? fail(91000) : {}))
    const client = clientOf(service, { retry: { minDelay: 0, maxDelay: 0 } })
    for (let i = 0; i < 3; i++) await client.account.getOnlineStatus(body, { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
