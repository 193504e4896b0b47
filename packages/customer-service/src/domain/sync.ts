import type { Page, PageLimits } from '../ports/message-store.js'
import type { Services } from './services.js'
import type { User } from './user.js'

/** The answer to SYNC. */
export interface SyncAnswer {
  readonly messages: Page['messages']
  /** What the client has now. */
  readonly key: bigint
  /** The queue goes on: the client should ask again. */
  readonly hasMore: boolean
}

export interface SyncRequest {
  readonly user: User
  /** Whose kept key counts when `key` is 0: a device's, or `''` for the one all devices share. */
  readonly keyOf: string
  /** The client's sync key. */
  readonly key: bigint
  readonly limits: PageLimits
}

/** The messages a client does not have yet, as far as the limits go. */
export async function sync({ store }: Services, request: SyncRequest): Promise<SyncAnswer> {
  const { user, keyOf, limits } = request
  const key = request.key === 0n ? await store.syncKey(user, keyOf) : request.key
  const { messages, hasMore, newest } = await store.page(user, key, limits)
  const last = messages.at(-1)?.msgid
  // A key from another server or from before a restore is beyond the queue: back to what there is.
  const reset = newest !== 0n && key > newest ? newest : key
  return { messages, hasMore, key: last ?? reset }
}
