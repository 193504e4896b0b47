import type { Clock, Logger, Timers } from '@im-callback/core'
import type { Judges } from '../ports/judges.js'
import type { MessageStore } from '../ports/message-store.js'
import type { PushSink } from '../ports/push-sink.js'
import type { Router } from '../ports/router.js'
import type { SellerAssignment } from '../ports/seller-assignment.js'
import type { RecentMap } from './recent-map.js'

/** What the rules work with. */
export interface Services {
  readonly supportAppId: bigint
  readonly store: MessageStore
  readonly router: Router
  readonly push: PushSink | undefined
  readonly judges: Judges | undefined
  readonly assignment: SellerAssignment | undefined
  /** Messages that are stored and announced: a resend of one needs its receipt and nothing else. */
  readonly finished: RecentMap<true>
  /** As recorded from the original server where that does no harm. */
  readonly isStrict: boolean
  /** Stored messages reach connections as pushed copies, or only as the news of them. */
  readonly pushesCopies: boolean
  readonly echoesUnpersistent: boolean
  readonly maxContent: number
  readonly logger: Logger
  readonly clock: Clock
  readonly timers: Timers
}
