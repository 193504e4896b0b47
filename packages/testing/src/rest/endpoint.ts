import type { Body } from './body.js'
import type { Accounts } from './state/accounts.js'
import type { Conversations } from './state/conversations.js'
import type { Duplicates } from './state/duplicates.js'
import type { Sequence } from './state/sequence.js'

/** A request that has passed every check. */
export interface Call {
  /** The admin account that asks. */
  readonly identifier: string
  readonly body: Body
  /** Unix seconds. */
  readonly now: number
}

/** What the server remembers. */
export interface World {
  readonly accounts: Accounts
  readonly conversations: Conversations
  readonly duplicates: Duplicates
  readonly sequence: Sequence
  /** How long history can be read, in seconds. */
  readonly historySeconds: number
  /** Bytes of messages in one page of history. */
  readonly pageBytes: number
}

/** Serves one endpoint: the fields of its answer beside `ActionStatus: 'OK'`. Throws a `Refusal` otherwise. */
export type Endpoint = (call: Call, world: World) => object
