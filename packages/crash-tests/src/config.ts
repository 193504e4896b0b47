/** The queues that are killed. */
export type QueueKind = 'sqlite' | 'bullmq' | 'list'

/** What a server process is told, as JSON in its first argument. */
export interface ServerConfig {
  readonly kind: QueueKind
  /** The file, or the URL of the Redis. */
  readonly store: string
  /** Where the handler notes what it does: a line when it begins an event and one when it has handled it. */
  readonly journal: string
  /** URL of the Redis that remembers what was handled; without one events may be handled twice. */
  readonly dedupe: string | undefined
}

/** What a server process says. */
export type ServerMessage = { readonly port: number } | { readonly failed: number }
