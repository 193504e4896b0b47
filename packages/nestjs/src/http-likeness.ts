import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
} from '@nestjs/common/constants.js'
import type { ApplicationConfig } from '@nestjs/core'
import type { AnyCallbackEvent } from './any-commands.js'
import type { FoundHandler } from './found-handler.js'

/** Whether anything may look at an event of this handler as if it were a request. */
export function hasEnhancers({ prototype, method }: FoundHandler, config: ApplicationConfig): boolean {
  const named = [GUARDS_METADATA, INTERCEPTORS_METADATA, EXCEPTION_FILTERS_METADATA].some((key) =>
    [prototype.constructor, Reflect.get(prototype, method)].some((target: object) =>
      Reflect.hasMetadata(key, target),
    ),
  )
  const global = [
    config.getGlobalGuards(),
    config.getGlobalInterceptors(),
    config.getGlobalFilters(),
    config.getGlobalRequestGuards(),
    config.getGlobalRequestInterceptors(),
    config.getGlobalRequestFilters(),
  ]
  return named || global.some(({ length }) => length > 0)
}

/**
 * Lets enhancers written for HTTP read an event as if it were a request: it has `headers`, `params` and `body` anyway,
 * and gets the rest of what they commonly ask for. `ip` is that of the user behind the event, so a throttler counts
 * users and not the platform.
 */
export function likeRequest(event: AnyCallbackEvent): void {
  if ('ip' in event) return
  const ip = event.params.ClientIP ?? ''
  const url = `/${event.command}`
  const likeness = { ip, ips: [], method: 'POST', url, originalUrl: url, query: event.params, cookies: {} }
  for (const [name, value] of Object.entries(likeness)) {
    Object.defineProperty(event, name, { value, writable: true, configurable: true })
  }
}
