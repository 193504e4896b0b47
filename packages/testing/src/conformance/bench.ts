import assert from 'node:assert/strict'
import type { Receiver } from '@im-callback/core/node'
import type { Journal } from './journal.js'
import type { ConformancePlatform, SuiteOptions } from './platform.js'
import { afterAll, beforeAll } from './runner.js'
import type { RunningServer, StartServer } from './server.js'

/** A running server with the handler of the suite behind the adapter under test. */
export interface Bench extends Journal {
  readonly platform: ConformancePlatform
  readonly port: number
  /** How many requests the adapter has handed to the handler. */
  readonly received: number
}

/** What is started, and with what. */
export interface Setup {
  readonly platform: ConformancePlatform
  readonly start: StartServer
}

/** Starts a server before the tests of this `describe`, and ends it after them. */
export function useBench({ platform, start }: Setup, options: SuiteOptions = {}): Bench {
  const journal: Journal = { events: [], handled: [], failures: [], errors: [] }
  const im = platform.createHandler(journal, options)
  let server: RunningServer | undefined
  let received = 0
  const counting: Receiver = {
    receive(request) {
      received++
      return im.receive(request)
    },
  }
  beforeAll(async () => {
    server = await start(counting)
  })
  afterAll(async () => {
    await server?.close()
    await im.close()
    assert(
      !journal.errors.some((text) => text.includes('unexpected')),
      'no fault of the library itself was logged',
    )
  })
  return {
    ...journal,
    platform,
    get port() {
      assert(server !== undefined, 'the server runs while the tests run')
      return server.port
    },
    get received() {
      return received
    },
  }
}
