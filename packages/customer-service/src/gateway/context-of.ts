import type { Timers } from '@im-callback/core'
import { judgesOf } from '../callbacks/judges.js'
import { RecentMap } from '../domain/recent-map.js'
import { int64 } from '../domain/user.js'
import { steadyLogger } from '../options/steady-logger.js'
import { LocalRouter } from '../routers/local-router.js'
import type { Context } from './context.js'
import { completeLimits } from './limits.js'
import { LoginLimit } from './login-limit.js'
import type { GatewayOptions } from './options.js'

const keysRemembered = 10_000

const systemTimers: Timers = {
  set: (callback, delay) => setTimeout(callback, delay).unref(),
  clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
}

/** The options, complete. */
export function contextOf(options: GatewayOptions): {
  readonly context: Context
  readonly mostConnections: number
  readonly timers: Timers
} {
  const { clock = Date.now, timers = systemTimers, compat } = options
  const elapsed = options.clock ?? (() => performance.now())
  const { connections, maxContent, logins, limits } = completeLimits(options.limits)
  const supportAppId = int64('supportAppId', options.supportAppId)
  const { callbacks } = options
  const services = {
    supportAppId,
    store: options.store,
    router: options.router ?? new LocalRouter(),
    push: options.push,
    judges: callbacks === undefined ? undefined : judgesOf(callbacks, supportAppId),
    assignment: options.assignment,
    finished: new RecentMap<true>(keysRemembered),
    isStrict: compat === 'strict-silent',
    pushesCopies: options.copies !== 'notify',
    echoesUnpersistent: options.unpersistent === 'recipient and sender',
    maxContent,
    logger: steadyLogger(options.logger ?? console, clock),
    clock,
    timers,
  }
  const context: Context = {
    services,
    authenticator: options.authenticator,
    elapsed,
    loginLimit: new LoginLimit(logins, elapsed),
    limits,
    syncKeys: options.syncKeys ?? 'user',
    resends: services.isStrict ? 'uuid' : 'uuid or seq',
  }
  return { context, mostConnections: connections, timers }
}
