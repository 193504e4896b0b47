import {
  type DeadLetter,
  type DeadLetterPage,
  type DeadLetters,
  notReplayable,
} from '@im-callback/core/queue'
import type { Connection } from '../client/connection.js'
import { isNothing, textOf, textsOf } from '../client/replies.js'
import { writeElement } from './element.js'
import type { QueueKeys } from './keys.js'
import { readLetter } from './letters.js'
import { discard, replay } from './scripts.js'

interface RedisDeadLettersOptions {
  readonly keys: QueueKeys
  /** Runs commands while Redis can be reached, within a time limit. */
  readonly ask: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>
  /** Throws when the queue takes nothing now. */
  readonly admit: () => Promise<void>
}

/** Dead letters in Redis: a hash by id, and a sorted set of ids for their order. */
export class RedisDeadLetters implements DeadLetters {
  readonly #options: RedisDeadLettersOptions

  constructor(options: RedisDeadLettersOptions) {
    this.#options = options
  }

  async list({ offset = 0, limit = 100 }: DeadLetterPage = {}): Promise<DeadLetter[]> {
    if (!(limit >= 1)) return []
    const { keys, ask } = this.#options
    return ask(async (connection) => {
      const ids = textsOf(await connection.send('ZRANGE', keys.deadOrder, offset, offset + limit - 1))
      if (ids.length === 0) return []
      const stored = await connection.send('HMGET', keys.dead, ...ids)
      return ids.flatMap((id, index) => {
        const one: unknown = Array.isArray(stored) ? stored[index] : undefined
        return isNothing(one) ? [] : [readLetter(id, textOf(one))]
      })
    })
  }

  async get(id: string): Promise<DeadLetter | undefined> {
    const { keys, ask } = this.#options
    const stored = await ask((connection) => connection.send('HGET', keys.dead, id))
    return isNothing(stored) ? undefined : readLetter(id, textOf(stored))
  }

  async replay(id: string): Promise<boolean> {
    const letter = await this.get(id)
    if (letter === undefined) return false
    if (letter.job === undefined) throw notReplayable(letter)
    const { keys, ask, admit } = this.#options
    await admit()
    const element = writeElement({ job: { ...letter.job, Attempt: 1 }, interruptions: 0 })
    const moved = await ask((connection) =>
      replay.run(connection, [keys.dead, keys.deadOrder, keys.list], [id, element]),
    )
    return Number(moved) === 1
  }

  async discard(id: string): Promise<boolean> {
    const { keys, ask } = this.#options
    const gone = await ask((connection) => discard.run(connection, [keys.dead, keys.deadOrder], [id]))
    return Number(gone) === 1
  }
}
