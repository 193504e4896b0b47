import type { Frame } from '../wire/frame.js'

/** What a connection of a client tells. */
export interface ConnectionEvents {
  /** It can be written to. */
  opened(): void
  frames(frames: readonly Frame[]): void
  /** It is over, or never came about, and why, where that is known. Called once. */
  closed(why?: Error): void
}

/** An open connection, or one that is being opened. */
export interface ClientConnection {
  send(frame: Uint8Array): void
  close(): void
}

/** Opens a connection; called again whenever one has ended. */
export type Connect = (events: ConnectionEvents) => ClientConnection
