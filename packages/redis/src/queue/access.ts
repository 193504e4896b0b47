import type { DeadLetters, Logger, Timers } from '@im-callback/core/queue'
import { isListCommands } from '../client/clients.js'
import {
  type Connection,
  heard,
  idOf,
  type OwnConnection,
  type SharedConnection,
} from '../client/connection.js'
import { Limits } from '../client/limits.js'
import { notConnected, Readiness } from '../client/readiness.js'
import { sharedConnection } from '../client/shared.js'
import { Waiter } from '../client/waiter.js'
import { RedisDeadLetters } from './dead-letters.js'
import { FunctionsStore } from './functions-store.js'
import { queueKeys } from './keys.js'
import type { ListQueueOptions } from './options.js'
import type { Outcome } from './outcome.js'
import { PlainStore } from './plain-store.js'
import { ReliableStore } from './reliable-store.js'
import type { ElementStore } from './store.js'
import { unavailable } from './unavailable.js'

/** What a queue does with Redis, by the client and the guarantees it was given. */
export interface Access {
  readonly store: ElementStore
  readonly deadLetters: DeadLetters | undefined
  /** Resolves when commands would go out at once; rejects after `timeout` milliseconds. */
  ready(timeout: number): Promise<void>
  /** Closes what was opened. */
  end(isIdle: boolean): Promise<void>
}

interface AccessParts {
  readonly timers: Timers
  readonly logger: Logger
  readonly interrupted: (element: string) => Outcome
  readonly admit: () => Promise<void>
}

/** Milliseconds for a client to connect, and for a command of a consumer. */
const patience = { connect: 1000, command: 5000 }

export function access(options: ListQueueOptions, parts: AccessParts): Access {
  const { client, key } = options
  const shared = sharedConnection(client)
  if (shared !== undefined) return clientAccess(options, parts, shared)
  if (!isListCommands(client)) throw new TypeError('ListQueue: client is none.')
  const limits = new Limits(parts.timers)
  const store = new FunctionsStore({ client, key, deadKey: `${queueKeys(key).dead}:list`, limits })
  return {
    store,
    deadLetters: undefined,
    ready: () => Promise.resolve(),
    async end() {
      await store.end()
      limits.end()
    },
  }
}

function clientAccess(options: ListQueueOptions, parts: AccessParts, shared: SharedConnection): Access {
  const { key, reliable, lease = 15_000, blockingClient } = options
  const { timers, logger, interrupted, admit } = parts
  const unwatch = shared.watch(heard)
  const limits = new Limits(timers)
  const readiness = new Readiness(shared, limits)
  const ready = (timeout: number) => readiness.within(timeout)
  const ask = async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    await ready(patience.connect)
    return limits.within(patience.command, work(shared))
  }
  const waiter = new Waiter({ shared, timers, limits, open: () => openBlocking(shared, blockingClient) })
  const keys = queueKeys(key)
  const common = { shared, waiter, keys, ask }
  const store = reliable
    ? new ReliableStore({ ...common, lease, timers, logger, interrupted })
    : new PlainStore({ ...common, ready: () => ready(patience.connect) })
  const askLetters: typeof ask = async (work) => {
    try {
      return await ask(work)
    } catch (error) {
      throw unavailable('The dead letters in Redis cannot be reached', error)
    }
  }
  return {
    store,
    deadLetters: new RedisDeadLetters({ keys, ask: askLetters, admit }),
    ready,
    async end(isIdle) {
      await store.end(isIdle)
      limits.end()
      unwatch()
    },
  }
}

async function openBlocking(shared: SharedConnection, client: object | undefined): Promise<OwnConnection> {
  const given = sharedConnection(client)
  if (given === undefined) return shared.open()
  given.wake()
  if (!given.isReady) throw notConnected()
  return { id: await idOf(given), isReady: true, send: given.send, end: heard }
}
