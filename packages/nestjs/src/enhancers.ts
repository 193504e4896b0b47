import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  PIPES_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js'
import type { ApplicationConfig } from '@nestjs/core'
import type { Injector } from '@nestjs/core/injector/injector.js'
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js'
import type { FoundHandler } from './found-handler.js'
import { isOwnParameter } from './im-callback.params.js'

const kinds = [
  [GUARDS_METADATA, 'guard'],
  [INTERCEPTORS_METADATA, 'interceptor'],
  [PIPES_METADATA, 'pipe'],
  [EXCEPTION_FILTERS_METADATA, 'filter'],
] as const

/**
 * Enhancers that Nest has not bound to a handler by itself: classes named on what a factory or a value provides, which
 * Nest does not look at, and scoped global ones. Left alone, a guard among them would silently not run.
 */
export async function lateEnhancers(
  found: FoundHandler,
  { config, injector }: { config: ApplicationConfig; injector: Injector },
): Promise<InstanceWrapper[]> {
  const known = new Set(found.wrapper.getEnhancersMetadata() ?? [])
  const late: InstanceWrapper[] = [
    ...config.getGlobalRequestGuards(),
    ...config.getGlobalRequestInterceptors(),
    ...config.getGlobalRequestPipes(),
    ...config.getGlobalRequestFilters(),
  ].filter((wrapper) => !known.has(wrapper))

  const { module, prototype, method } = found
  for (const [metadata, subtype] of kinds) {
    const named = [prototype.constructor, Reflect.get(prototype, method)].flatMap(
      (target: object): unknown[] => Reflect.getMetadata(metadata, target) ?? [],
    )
    for (const type of named) {
      if (!isClass(type) || module.injectables.has(type)) continue
      module.addInjectable(type, subtype)
      const wrapper = module.injectables.get(type)
      if (wrapper === undefined) continue
      await injector.loadInjectable(wrapper, module)
      late.push(wrapper)
    }
  }
  return late
}

/** Whether anything may look at an event of this handler as if it were a request. */
export function hasOnlookers({ prototype, method }: FoundHandler, config: ApplicationConfig): boolean {
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
  const parameters: object = Reflect.getMetadata(ROUTE_ARGS_METADATA, prototype.constructor, method) ?? {}
  return (
    named ||
    global.some(({ length }) => length > 0) ||
    Object.values(parameters).some((parameter) => !isOwnParameter(parameter))
  )
}

function isClass(value: unknown): value is new (...args: never[]) => object {
  return typeof value === 'function'
}
