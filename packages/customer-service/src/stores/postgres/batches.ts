import type { NewMessage, Receipt } from '../../ports/message-store.js'
import { appendAll } from './append.js'
import { type PostgresPool, sqlState, transaction } from './pool.js'

/** Messages in one transaction. */
const mostAtOnce = 500
/** What another node can bring about by storing the same message, or locking the same rows, at the same moment. */
const worthAnother = new Set(['23505', '40P01', '40001'])
const attempts = 5

/** Data the database cannot take, a character its encoding does not have, say; or more than one of its limits. */
const isOfOneMessage = (error: unknown): boolean => /^(22|23|54)/.test(sqlState(error) ?? '')

interface Pending {
  readonly message: NewMessage
  resolve(receipt: Receipt): void
  reject(error: unknown): void
}

/** While one transaction is on its way, the messages that come in make up the next one. */
export class Batches {
  readonly #pool: PostgresPool
  readonly #schema: string
  #pending: Pending[] = []
  #working: Promise<void> | undefined

  constructor(pool: PostgresPool, schema: string) {
    this.#pool = pool
    this.#schema = schema
  }

  add(message: NewMessage): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ message, resolve, reject })
      this.#working ??= this.#work()
    })
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.#working
  }

  async #work(): Promise<void> {
    // First let this turn of the event loop bring in what it has.
    await new Promise((resolve) => setImmediate(resolve))
    while (this.#pending.length > 0) {
      const batch = this.#pending.splice(0, mostAtOnce)
      try {
        const receipts = await this.#store(batch.map(({ message }) => message))
        for (const [index, receipt] of receipts.entries()) batch[index]?.resolve(receipt)
      } catch (error) {
        if (batch.length > 1 && isOfOneMessage(error)) await this.#storeEach(batch)
        else for (const { reject } of batch) reject(error)
      }
    }
    this.#working = undefined
  }

  /** What the database does not take of one sender costs the others nothing. */
  async #storeEach(batch: readonly Pending[]): Promise<void> {
    for (const { message, resolve, reject } of batch) {
      await this.#store([message]).then(([receipt]) => receipt && resolve(receipt), reject)
    }
  }

  async #store(messages: readonly NewMessage[]): Promise<Receipt[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await transaction(this.#pool, (client) => appendAll(client, this.#schema, messages))
      } catch (error) {
        if (attempt === attempts || !worthAnother.has(sqlState(error) ?? '')) throw error
      }
    }
  }
}
