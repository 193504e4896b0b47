import { type User, userKey } from '../domain/user.js'
import type { Delivery, Leave, Listener, Router } from '../ports/router.js'

/**
 * Routes between the connections of this process.
 *
 * @example
 * ```ts
 * import { localRouter } from '@im-callback/customer-service'
 *
 * const router = localRouter()
 * ```
 */
export function localRouter(): Router {
  return new LocalRouter()
}

/** Also the local half of routers that know of other nodes. */
export class LocalRouter implements Router {
  readonly #members = new Map<string, Set<Listener>>()

  async join(user: User, listener: Listener): Promise<Leave> {
    return this.add(user, listener)
  }

  add(user: User, listener: Listener): Leave {
    const key = userKey(user)
    const members = this.#members.get(key) ?? new Set()
    this.#members.set(key, members)
    members.add(listener)
    return () => {
      members.delete(listener)
      if (members.size === 0 && this.#members.get(key) === members) this.#members.delete(key)
    }
  }

  deliver(user: User, delivery: Delivery, except?: Listener): void {
    for (const listener of this.#members.get(userKey(user)) ?? []) {
      if (listener !== except) listener.deliver(delivery)
    }
  }

  async isOnline(user: User): Promise<boolean> {
    return this.hasOnline(user)
  }

  hasOnline(user: User): boolean {
    for (const { isOnline } of this.#members.get(userKey(user)) ?? []) if (isOnline) return true
    return false
  }

  has(user: User): boolean {
    return this.#members.has(userKey(user))
  }

  /** Nothing gets lost on the way inside a process. */
  onGap(): void {}

  async close(): Promise<void> {}
}
