import type { Frame } from '../wire/frame.js'

/** One connection, whatever carries it. */
export interface Transport {
  /** Address of the other end. */
  readonly address: string | undefined
  /** Bytes that were given to `send` and are not on their way yet. */
  readonly buffered: number
  /** Each frame goes out whole. */
  send(frames: readonly Frame[]): void
  pause(): void
  resume(): void
  /** Closes once what was sent is out. */
  end(): void
  /** Closes at once. */
  destroy(): void
}

/** What a transport tells. */
export interface TransportEvents {
  frames(frames: readonly Frame[]): void
  /** What came is no protocol of ours. */
  malformed(): void
  /** Everything that was sent is on its way. */
  drained(): void
  closed(): void
}

/** Serves a new connection. */
export type Accept = (transport: Transport) => TransportEvents | undefined
