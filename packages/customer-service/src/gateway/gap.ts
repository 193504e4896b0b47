import type { Services } from '../domain/services.js'
import type { Connection } from './connection.js'

/** Milliseconds until a store that could not answer is asked again. */
const pause = 1000

/** Deliveries of other nodes may be lost: every client learns its newest msgid, and asks when it does not have it. */
export class Gap {
  readonly #services: Services
  readonly #waiting = new Set<Connection>()
  #isTelling = false

  constructor(services: Services) {
    this.#services = services
  }

  /** Begins to tell them. What cut the nodes off may have cut off the database, too: it is asked until it answers. */
  announce(connections: Iterable<Connection>): void {
    for (const connection of connections) this.#waiting.add(connection)
    if (!this.#isTelling) void this.#tellAll()
  }

  async #tellAll(): Promise<void> {
    const { logger, timers } = this.#services
    this.#isTelling = true
    // Comes by those, too, that are added meanwhile.
    for (const connection of this.#waiting) {
      this.#waiting.delete(connection)
      try {
        await this.#tell(connection)
      } catch (error) {
        logger.error('im-callback: a client could not be told to sync after a gap between nodes yet', error)
        this.#waiting.add(connection)
        await new Promise<void>((resolve) => timers.set(resolve, pause))
      }
    }
    this.#isTelling = false
  }

  async #tell(connection: Connection): Promise<void> {
    const { session, isClosed } = connection
    if (session === undefined || isClosed) return
    const msgid = await this.#services.store.newest(session.user)
    if (msgid > 0n) connection.deliver({ position: { msgid, prev: msgid - 1n } })
  }
}
