import type { ListCommands } from '../client/clients.js'
import { isNothing, numberOf, textOf } from '../client/replies.js'
import type { Outcome } from './outcome.js'
import type { ElementStore } from './store.js'

const blockFor = 1

/** The list through three functions: all there is to give up a job is to push it to another list. */
export class FunctionsStore implements ElementStore {
  readonly #client: ListCommands
  readonly #key: string
  readonly #deadKey: string
  #isAwake = false

  constructor(client: ListCommands, key: string, deadKey: string) {
    this.#client = client
    this.#key = key
    this.#deadKey = deadKey
  }

  async push(elements: readonly string[]): Promise<void> {
    const pushed = elements.map((element) => this.#client.rpush(this.#key, element))
    for (const result of await Promise.allSettled(pushed)) {
      if (result.status === 'rejected') throw result.reason
    }
  }

  async take(): Promise<string[]> {
    if (this.#isAwake) return []
    const reply = await this.#client.blpop(this.#key, blockFor)
    const element = Array.isArray(reply) ? reply[1] : reply
    return isNothing(element) ? [] : [textOf(element)]
  }

  wake(): void {
    this.#isAwake = true
  }

  async settle(_element: string, outcome: Outcome): Promise<void> {
    if (outcome.kind === 'back') await this.#client.rpush(this.#key, outcome.kept)
    if (outcome.kind === 'dead') await this.#client.rpush(this.#deadKey, outcome.kept)
  }

  async length(): Promise<number> {
    return numberOf(await this.#client.llen(this.#key))
  }

  async failed(): Promise<number> {
    return numberOf(await this.#client.llen(this.#deadKey))
  }

  async end(): Promise<void> {
    this.wake()
  }
}
