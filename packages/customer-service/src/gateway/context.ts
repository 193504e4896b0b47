import type { Clock } from '@im-callback/core'
import type { Services } from '../domain/services.js'
import type { Authenticator } from '../ports/authenticator.js'
import type { PageLimits } from '../ports/message-store.js'
import type { LoginLimit } from './login-limit.js'

/** What connections work with. */
export interface Context {
  readonly services: Services
  readonly authenticator: Authenticator
  /** Measures how long something takes: nobody sets it forward or back. */
  readonly elapsed: Clock
  readonly loginLimit: LoginLimit
  readonly limits: Limits
  /** Whose kept sync key SYNC(0) begins from. */
  readonly syncKeys: 'user' | 'device'
  /** Uuid alone makes a resend, or the sequence number of a connection as well. */
  readonly resends: 'uuid' | 'uuid or seq'
}

export interface Limits {
  readonly page: PageLimits
  /** Bytes that may wait for a client that does not read. */
  readonly outbox: number
  /** Messages of one connection that may be on their way into the store. */
  readonly inFlight: number
  readonly messagesPerSecond: number
  /** Milliseconds. */
  readonly idle: number
  readonly login: number
  readonly write: number
}
