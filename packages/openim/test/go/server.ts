import { type CatalogCommand, replyStruct } from './catalog.js'
import { changes } from './changes.js'
import { type Struct, unmarshal } from './decode.js'
import { type Refusal, refusal } from './refusal.js'
import { stumble } from './stumble.js'
import type { ServerVersion } from './version.js'

/** What becomes of an operation. */
export type Outcome =
  /** The reply could not be read, or made the server stumble: the user sees an error nobody meant. */
  | { readonly kind: 'failed'; readonly why: string }
  | ({ readonly kind: 'refused' } & Refusal)
  /** It goes on, with these fields in place of those of the request. */
  | { readonly kind: 'continued'; readonly changes: Struct }

/** A before-callback as a server has sent it. */
export interface Sent {
  readonly version: ServerVersion
  readonly command: CatalogCommand
  readonly request: Readonly<Record<string, unknown>>
}

/** Does with a reply what a server of that version does with it. */
export function serve(sent: Sent, reply: string): Outcome {
  const decoded = unmarshal(replyStruct(sent.command, sent.version), reply)
  if (!decoded.ok) return { kind: 'failed', why: decoded.error }
  const refused = refusal(sent.version, decoded.value)
  if (refused !== undefined) return { kind: 'refused', ...refused }
  const why = stumble(sent, decoded.value)
  if (why !== undefined) return { kind: 'failed', why }
  return { kind: 'continued', changes: changes(sent, decoded.value) }
}
