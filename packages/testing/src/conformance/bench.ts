import assert from 'node:assert/strict'
import type { HandlerOptions } from '@im-callback/core'
import type { Receiver } from '@im-callback/core/node'
import { createHandler, type Journal } from './handler.js'
import { afterAll, beforeAll } from './runner.js'
import type { RunningServer, StartServer } from './server.js'

/** A running server with the handler of the suite behind the adapter under test. */
export interface Bench extends Journal {
  readonly port: number
  /** How many requests the adapter has handed to the handler. */
  readonly received: number
}

/** Starts a server before the tests of this `describe`, and ends it after them. */
export function useBench(start: StartServer, options?: HandlerOptions): Bench {
  const journal: Journal = { events: [], handled: [], failures: [], errors: [] }
  const im = createHandler(journal, options)
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
    get port() {
      assert(server !== undefined, 'the server runs while the tests run')
      return server.port
    },
    get received() {
      return received
    },
  }
}
