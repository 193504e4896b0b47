import { checkPositive } from '../options/check.js'
import { checkNames } from '../options/check-names.js'
import { longestContent } from '../wire/message-body.js'
import type { Limits } from './context.js'
import type { LoginLimits } from './login-limit.js'

/** What one client may cost. Everything has a default. */
export interface GatewayLimits {
  /** Connections at once; further ones are closed. Default 100,000. */
  readonly connections?: number | undefined
  /** Milliseconds until a connection has to have logged in. Default 60,000. */
  readonly loginTime?: number | undefined
  /** Logins of one address in a minute; of IPv6, of one /64 network. Default 6,000. */
  readonly loginsPerMinute?: number | undefined
  /** Refused logins of one address in a minute; then all are refused. Default 60. */
  readonly failedLoginsPerMinute?: number | undefined
  /** Milliseconds without a frame until a connection is closed. Default 360,000. */
  readonly idleTime?: number | undefined
  /** Milliseconds in which a client takes nothing of what waits for it, until it is closed. Default 30,000. */
  readonly writeTime?: number | undefined
  /** Bytes that may wait for one client; past that live copies are left out. Default 262,144. */
  readonly outbox?: number | undefined
  /** Messages of one connection that are being stored at once. Default 64. */
  readonly inFlight?: number | undefined
  /** Messages of one connection in a second. Default: any number. */
  readonly messagesPerSecond?: number | undefined
  /** Bytes of content in a message. Default 32,731, what a frame can carry. */
  readonly maxContent?: number | undefined
  /** Messages in one answer to SYNC. Default 3,000. */
  readonly syncCount?: number | undefined
  /** Bytes of messages in one answer to SYNC. Default 262,144. */
  readonly syncBytes?: number | undefined
}

const defaults: Required<{ [Name in keyof GatewayLimits]: number }> = {
  connections: 100_000,
  loginTime: 60_000,
  loginsPerMinute: 6000,
  failedLoginsPerMinute: 60,
  idleTime: 360_000,
  writeTime: 30_000,
  outbox: 256 * 1024,
  inFlight: 64,
  messagesPerSecond: Number.POSITIVE_INFINITY,
  maxContent: longestContent,
  syncCount: 3000,
  syncBytes: 256 * 1024,
}

export function checkLimits(limits: GatewayLimits): void {
  checkNames('createGateway: limits', limits, Object.keys(defaults))
  checkPositive('createGateway: limits', limits, Object.keys(defaults))
  const { maxContent = longestContent } = limits
  if (maxContent > longestContent) {
    throw new RangeError(
      `createGateway: limits: maxContent is ${maxContent}; a frame carries ${longestContent} bytes of content at the most.`,
    )
  }
}

/** The limits in the shape connections use them. */
export function completeLimits(given: GatewayLimits = {}): {
  readonly connections: number
  readonly maxContent: number
  readonly logins: LoginLimits
  readonly limits: Limits
} {
  const all = { ...defaults, ...withoutUndefined(given) }
  return {
    connections: all.connections,
    maxContent: all.maxContent,
    logins: { perMinute: all.loginsPerMinute, failuresPerMinute: all.failedLoginsPerMinute },
    limits: {
      page: { count: all.syncCount, bytes: all.syncBytes },
      outbox: all.outbox,
      inFlight: all.inFlight,
      messagesPerSecond: all.messagesPerSecond,
      idle: all.idleTime,
      login: all.loginTime,
      write: all.writeTime,
    },
  }
}

function withoutUndefined(given: GatewayLimits): Partial<typeof defaults> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}
