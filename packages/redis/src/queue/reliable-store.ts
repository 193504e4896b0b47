import { randomUUID } from 'node:crypto'
import type { Logger, Timers } from '@im-callback/core/queue'
import type { Connection, SharedConnection } from '../client/connection.js'
import { reasonOf } from '../client/reason.js'
import { isNothing, numberOf, textOf, textsOf } from '../client/replies.js'
import type { Waiter } from '../client/waiter.js'
import { Batches } from './batches.js'
import { InHand, inBoth } from './in-hand.js'
import type { QueueKeys } from './keys.js'
import type { Outcome } from './outcome.js'
import { Pulse } from './pulse.js'
import { beat, claim, settle, signOff } from './scripts.js'
import type { ElementStore } from './store.js'

interface ReliableStoreOptions {
  readonly shared: SharedConnection
  readonly waiter: Waiter
  readonly keys: QueueKeys
  readonly ask: <T>(work: (connection: Connection) => Promise<T>) => Promise<T>
  /** Milliseconds after which a consumer that does not renew it is taken for dead. */
  readonly lease: number
  readonly timers: Timers
  readonly logger: Logger
  /** What becomes of an element whose consumer died. */
  readonly interrupted: (element: string) => Outcome
}

/** A consumer that is dead and has nothing left is forgotten after this time: nothing can be moved to it any more. */
const forgetAfter = 600_000
const atOnce = 20

interface Settlement {
  readonly element: string
  readonly outcome: Outcome
}

/**
 * What is taken moves to a list of this consumer, and leaves it when it is settled. The consumer renews a lease; the lists
 * of those who do not are emptied by whoever notices.
 */
export class ReliableStore implements ElementStore {
  readonly #options: ReliableStoreOptions
  readonly #id = randomUUID()
  readonly #processing: string
  readonly #inHand = new InHand()
  readonly #settlements: Batches<Settlement>
  readonly #pulse: Pulse
  /** Since when Redis was reached without a gap; `performance.now()`. */
  #reachedSince: number | undefined
  #reachedLast = 0
  /** Elements that were in our list without our knowing, and since when. */
  #stray: { readonly elements: readonly string[]; readonly since: number } | undefined

  constructor(options: ReliableStoreOptions) {
    this.#options = options
    this.#processing = options.keys.processing + this.#id
    this.#settlements = new Batches({
      send: async (batch) => void (await this.#settle(this.#id, '', batch)),
      sizeOf: ({ element }) => 2 * element.length,
    })
    this.#pulse = new Pulse(options.timers, () => this.#beat())
  }

  async push(elements: readonly string[]): Promise<void> {
    const { shared, keys } = this.#options
    await shared.send('RPUSH', keys.list, ...elements)
  }

  begin(): void {
    this.#pulse.within(0)
  }

  async take(most: number): Promise<string[]> {
    const { ask, keys, waiter } = this.#options
    // Nothing may be moved to a list that no one knows of.
    if (this.#reachedSince === undefined) await this.#beatOnce()
    try {
      const keysOfScript = [keys.list, this.#processing]
      const claimed = await ask((connection) => claim.run(connection, keysOfScript, [most]))
      if (Array.isArray(claimed) && claimed.length > 0) return this.#taken(textsOf(claimed))
      const moved = await waiter.wait('BLMOVE', keys.list, this.#processing, 'LEFT', 'RIGHT')
      return isNothing(moved) ? [] : this.#taken([textOf(moved)])
    } catch (error) {
      throw tooOld(error) ?? error
    }
  }

  wake(): void {
    this.#options.waiter.wake()
  }

  async settle(element: string, outcome: Outcome): Promise<void> {
    await this.#settlements.add({ element, outcome })
    this.#inHand.remove(element)
    if (outcome.kind === 'retry') this.#pulse.within(outcome.delay)
  }

  length(): Promise<number> {
    const { ask, keys } = this.#options
    return ask(async ({ send }) => numberOf(await send('LLEN', keys.list)))
  }

  async active(): Promise<number> {
    const { ask, keys } = this.#options
    return ask(async ({ send }) => {
      const ids = textsOf(await send('ZRANGE', keys.consumers, 0, -1))
      const lengths = await Promise.all(ids.map((id) => send('LLEN', keys.processing + id)))
      return lengths.reduce((sum: number, length) => sum + numberOf(length), 0)
    })
  }

  delayed(): Promise<number> {
    const { ask, keys } = this.#options
    return ask(async ({ send }) => numberOf(await send('ZCARD', keys.delayed)))
  }

  failed(): Promise<number> {
    const { ask, keys } = this.#options
    return ask(async ({ send }) => numberOf(await send('HLEN', keys.dead)))
  }

  /** Signs off when nothing is left; otherwise the lease runs out, and another consumer looks after the rest. */
  async end(isIdle: boolean): Promise<void> {
    const { ask, keys, waiter } = this.#options
    waiter.end()
    await this.#pulse.stop()
    if (!isIdle || this.#reachedSince === undefined) return
    const keysOfScript = [keys.consumers, this.#processing]
    await ask((connection) => signOff.run(connection, keysOfScript, [this.#id])).catch(() => undefined)
  }

  #taken(elements: string[]): string[] {
    this.#inHand.add(elements)
    return elements
  }

  async #beat(): Promise<number> {
    const { lease, logger } = this.#options
    try {
      const wait = await this.#beatOnce()
      return wait < 0 ? lease / 3 : Math.min(wait, lease / 3)
    } catch (error) {
      this.#reachedSince = undefined
      const message = 'im-callback: the list queue cannot renew its lease in Redis; it goes on trying'
      logger.warn(message, reasonOf(error))
      return Math.min(lease / 3, 1000)
    }
  }

  /** Answers milliseconds until the next element's time; -1 when none waits. */
  async #beatOnce(): Promise<number> {
    const { ask, keys, lease } = this.#options
    const keysOfScript = [keys.consumers, keys.delayed, keys.list, keys.processing]
    const args = [this.#id, lease, forgetAfter]
    const known = this.#inHand.size
    const reply = await ask((connection) => beat.run(connection, keysOfScript, args))
    const [wait, listed, dead] = Array.isArray(reply) ? reply : []
    const now = performance.now()
    if (now - this.#reachedLast > lease) this.#reachedSince = undefined
    this.#reachedSince ??= now
    this.#reachedLast = now
    if (numberOf(listed) > known) await this.#reclaimStray(now)
    else this.#stray = undefined
    // After an outage all leases look expired until their consumers are back: they get the time of a lease for that.
    if (now - this.#reachedSince >= lease) for (const id of textsOf(dead)) await this.#recover(id)
    return numberOf(wait)
  }

  /** Empties the list of a dead consumer. */
  async #recover(id: string): Promise<void> {
    const { ask, keys, interrupted, logger } = this.#options
    const left = textsOf(await ask(({ send }) => send('LRANGE', keys.processing + id, 0, atOnce - 1)))
    if (left.length === 0) return
    const batch = left.toReversed().map((element) => ({ element, outcome: interrupted(element) }))
    if ((await this.#settle(id, id, batch)) === 0) return
    logger.warn(`im-callback: a consumer of ${keys.list} died; its jobs are handed out again`)
    this.#pulse.within(0)
  }

  /**
   * An element can be moved to our list while the answer to that gets lost. What was there without our knowing for a while
   * goes back, as it was: no one has begun with it.
   */
  async #reclaimStray(now: number): Promise<void> {
    const { ask, lease } = this.#options
    const listed = textsOf(await ask(({ send }) => send('LRANGE', this.#processing, 0, -1)))
    const missing = this.#inHand.missing(listed)
    this.#stray ??= { elements: missing, since: now }
    const { elements, since } = this.#stray
    if (now - since < lease / 3) return
    const strays = inBoth(elements, missing)
    this.#stray = undefined
    const back = strays.map((element): Settlement => ({ element, outcome: { kind: 'back', kept: element } }))
    await this.#settle(this.#id, '', back)
  }

  async #settle(consumer: string, onlyIfDead: string, batch: readonly Settlement[]): Promise<number> {
    if (batch.length === 0) return 0
    const { ask, keys } = this.#options
    const { processing, list, delayed, dead, deadOrder, last, consumers } = keys
    const keysOfScript = [processing + consumer, list, delayed, dead, deadOrder, last, consumers]
    const args = batch.flatMap(({ element, outcome }) => argumentsOf(element, outcome))
    return numberOf(await ask((connection) => settle.run(connection, keysOfScript, [onlyIfDead, ...args])))
  }
}

/** As the script takes them. */
function argumentsOf(element: string, outcome: Outcome): (string | number)[] {
  if (outcome.kind === 'done') return [element, 'done']
  const delay = outcome.kind === 'retry' ? Math.ceil(outcome.delay) : 0
  return [element, outcome.kind, outcome.kept, delay]
}

/** BLMOVE came with Redis 6.2. */
const tooOld = (error: unknown) =>
  error instanceof Error && /unknown (?:redis )?command/i.test(error.message)
    ? new Error('reliable: true needs Redis 6.2 or newer, and its command BLMOVE.', {
        cause: error,
      })
    : undefined
