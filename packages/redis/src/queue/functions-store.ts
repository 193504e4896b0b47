import { setTimeout } from 'node:timers/promises'
import type { ListCommands } from '../client/clients.js'
import { heard } from '../client/connection.js'
import type { Limits } from '../client/limits.js'
import { isNothing, numberOf, textOf } from '../client/replies.js'
import type { Outcome } from './outcome.js'
import type { ElementStore } from './store.js'

/** Seconds. */
const blockFor = 1
/** Milliseconds for one function, its blocking not counted: a function that never answers must not end the queue. */
const patience = 5000
/** Milliseconds until a `blpop` that does not block is asked again. */
const pause = 50

interface FunctionsStoreOptions {
  readonly client: ListCommands
  readonly key: string
  readonly deadKey: string
  readonly limits: Limits
}

/** The list through three functions: all there is to give up a job is to push it to another list. */
export class FunctionsStore implements ElementStore {
  readonly #options: FunctionsStoreOptions
  /** Popped, and not taken yet. */
  readonly #arrived: string[] = []
  #isAwake = false
  #isEnded = false

  constructor(options: FunctionsStoreOptions) {
    this.#options = options
  }

  async push(elements: readonly string[]): Promise<void> {
    const { client, key, limits } = this.#options
    const pushed = Promise.allSettled(elements.map((element) => client.rpush(key, element)))
    for (const result of await limits.within(patience, pushed)) {
      if (result.status === 'rejected') throw result.reason
    }
  }

  async take(most: number): Promise<string[]> {
    if (this.#arrived.length === 0 && !this.#isAwake) await this.#pop()
    return this.#arrived.splice(0, most)
  }

  /** What comes too late for who asked must not get lost: it is for the next one, or goes back. */
  async #pop(): Promise<void> {
    const { client, key, limits } = this.#options
    const begun = performance.now()
    const popped = client.blpop(key, blockFor).then((reply) => this.#arrives(elementsOf(reply)))
    await limits.within(blockFor * 1000 + patience, popped)
    if (this.#arrived.length === 0 && performance.now() - begun < pause) await setTimeout(pause)
  }

  #arrives(elements: readonly string[]): void {
    this.#arrived.push(...elements)
    if (this.#isEnded) this.#giveBack()
  }

  #giveBack(): void {
    const { client, key } = this.#options
    for (const element of this.#arrived.splice(0)) void client.rpush(key, element).catch(heard)
  }

  wake(): void {
    this.#isAwake = true
  }

  async settle(_element: string, outcome: Outcome): Promise<void> {
    const { client, key, deadKey, limits } = this.#options
    if (outcome.kind === 'back') await limits.within(patience, client.rpush(key, outcome.kept))
    if (outcome.kind === 'dead') await limits.within(patience, client.rpush(deadKey, outcome.kept))
  }

  async length(): Promise<number> {
    const { client, key, limits } = this.#options
    return numberOf(await limits.within(patience, client.llen(key)))
  }

  async failed(): Promise<number> {
    const { client, deadKey, limits } = this.#options
    return numberOf(await limits.within(patience, client.llen(deadKey)))
  }

  async end(): Promise<void> {
    this.#isEnded = true
    this.#giveBack()
  }
}

function elementsOf(reply: unknown): string[] {
  const element: unknown = Array.isArray(reply) ? reply[1] : reply
  return isNothing(element) ? [] : [textOf(element)]
}
