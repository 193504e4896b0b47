import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  PIPES_METADATA,
} from '@nestjs/common/constants.js'
import type { ApplicationConfig } from '@nestjs/core'
import type { Injector } from '@nestjs/core/injector/injector.js'
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js'
import type { FoundHandler } from './found-handler.js'

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

function isClass(value: unknown): value is new (...args: never[]) => object {
  return typeof value === 'function'
}
