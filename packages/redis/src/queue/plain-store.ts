import { type Connection, heard, type SharedConnection } from '../client/connection.js'
import { numberOf, textOf, textsOf } from '../client/replies.js'
import type { Waiter } from '../client/waiter.js'
import type { QueueKeys } from './keys.js'
import type { Outcome } from './outcome.js'
import { bury } from './scripts.js'
import type { ElementStore } from './store.js'

interface PlainStoreOptions {
  readonly shared: SharedConnection
  readonly waiter: Waiter
  readonly keys: QueueKeys
  /** Waits until a command would go out at once. */
  readonly ready: () => Promise<void>
  readonly ask: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>
}

/** The list as the Go library has it: what is popped is in this process only. */
export class PlainStore implements ElementStore {
  readonly #options: PlainStoreOptions
  #popsMany = true
  #isEnded = false
  readonly #late: string[] = []

  constructor(options: PlainStoreOptions) {
    this.#options = options
  }

  async push(elements: readonly string[]): Promise<void> {
    const { shared, keys } = this.#options
    await shared.send('RPUSH', keys.list, ...elements)
  }

  async take(most: number): Promise<string[]> {
    const { waiter, keys, ready } = this.#options
    if (this.#late.length > 0) return this.#late.splice(0, most)
    await ready()
    const popped = this.#popsMany ? await this.#popMany(most) : []
    if (popped.length > 0) return popped
    const reply = await waiter.wait('BLPOP', keys.list)
    return Array.isArray(reply) ? [textOf(reply[1])] : []
  }

  /** Redis before 6.2 pops one at a time. */
  async #popMany(most: number): Promise<string[]> {
    const { ask, keys } = this.#options
    let isLate = false
    try {
      return await ask(async ({ send }) => {
        const popped = textsOf(await send('LPOP', keys.list, most))
        if (isLate) this.#keep(popped)
        return popped
      })
    } catch (error) {
      isLate = true
      if (!(error instanceof Error) || !/wrong number|syntax/i.test(error.message)) throw error
      this.#popsMany = false
      return []
    }
  }

  /** What is popped too late for who asked must not get lost: it is for the next one, or goes back. */
  #keep(popped: readonly string[]): void {
    if (!this.#isEnded) this.#late.push(...popped)
    else if (popped.length > 0) void this.#giveBack(popped)
  }

  /** What Redis does not take back is lost: it is in this process only. */
  async #giveBack(popped: readonly string[]): Promise<void> {
    const { ask, keys } = this.#options
    await ask(({ send }) => send('LPUSH', keys.list, ...popped.toReversed())).catch(heard)
  }

  wake(): void {
    this.#options.waiter.wake()
  }

  async settle(_element: string, outcome: Outcome): Promise<void> {
    const { keys, ask } = this.#options
    if (outcome.kind === 'back') await ask(({ send }) => send('LPUSH', keys.list, outcome.kept))
    if (outcome.kind !== 'dead') return
    await ask((connection) => bury.run(connection, [keys.dead, keys.deadOrder, keys.last], [outcome.kept]))
  }

  length(): Promise<number> {
    const { keys, ask } = this.#options
    return ask(async ({ send }) => numberOf(await send('LLEN', keys.list)))
  }

  failed(): Promise<number> {
    const { keys, ask } = this.#options
    return ask(async ({ send }) => numberOf(await send('HLEN', keys.dead)))
  }

  async end(): Promise<void> {
    this.#isEnded = true
    this.#options.waiter.end()
    if (this.#late.length > 0) await this.#giveBack(this.#late.splice(0))
  }
}
