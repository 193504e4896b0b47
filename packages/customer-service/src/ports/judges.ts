import type { SentMessage } from '../domain/sent-message.js'
import type { Receipt } from './message-store.js'

/** What becomes of a message before it is stored. */
export type Verdict =
  | { readonly kind: 'allow' }
  | { readonly kind: 'refuse' }
  /** The sender sees success. */
  | { readonly kind: 'drop' }
  | { readonly kind: 'rewrite'; readonly content: Uint8Array }

/** Who is asked about messages and told of them: a `CallbackHandler` stands behind it. */
export interface Judges {
  before(message: SentMessage): Promise<Verdict>
  /** Resolves when the event is handled or safe on its queue. */
  after(message: SentMessage, receipt: Receipt): Promise<void>
}
