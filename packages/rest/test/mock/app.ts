import type { ManualClock } from '@im-callback/testing'
import { createRestServer, type RestServer, type RestServerOptions } from '@im-callback/testing/rest'
import { TencentRest, type TencentRestOptions } from '../../src/index.js'

export const sdkAppId = 1400000000
export const secretKey = 'a-key-for-tests'
/** 2026-01-01, in seconds. */
export const now = 1_767_225_600

const running: RestServer[] = []

afterEach(async () => {
  for (const server of running.splice(0)) await server.close()
})

/** A server that ends with the test. */
export async function start(options: Partial<RestServerOptions> = {}): Promise<RestServer> {
  const server = await createRestServer({ sdkAppId, secretKey, clock: () => now * 1000, ...options })
  running.push(server)
  return server
}

/** A client of that server, at the same moment, that sends everything once and without waiting. */
export function clientOf(server: RestServer, options: Partial<TencentRestOptions> = {}): TencentRest {
  const defaults = { sdkAppId, secretKey, clock: () => now * 1000, retry: false, rateLimit: false } as const
  return new TencentRest({ ...defaults, baseUrl: server.url, ...options })
}

/** Lets time run, a second at a time, until a call that waits for it is over. */
export async function advanceUntil<T>(time: ManualClock, call: Promise<T>): Promise<T> {
  let isOver = false
  const over = call.finally(() => {
    isOver = true
  })
  over.catch(() => {})
  for (let rounds = 0; !isOver && rounds < 1000; rounds++) await time.advance(100)
  return over
}
