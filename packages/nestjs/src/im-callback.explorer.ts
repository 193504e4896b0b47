import { Inject, Injectable } from '@nestjs/common'
import { MetadataScanner, ModulesContainer } from '@nestjs/core'
import type { InstanceWrapper } from '@nestjs/core/injector/instance-wrapper.js'
import type { Module } from '@nestjs/core/injector/module.js'
import type { FoundHandler } from './found-handler.js'
import { claim, marksOf } from './im-callback.marks.js'

/** Finds decorated methods on the providers and controllers of all modules, inherited ones too. */
@Injectable()
export class ImCallbackExplorer {
  readonly #modules: ModulesContainer
  readonly #scanner = new MetadataScanner()

  constructor(@Inject(ModulesContainer) modules: ModulesContainer) {
    this.#modules = modules
  }

  explore(): FoundHandler[] {
    return [...this.#modules.values()].flatMap((module) => [
      ...this.#in(module, module.providers),
      ...this.#in(module, module.controllers),
    ])
  }

  /** Whether any module provides this token. */
  isProvided(token: string): boolean {
    return [...this.#modules.values()].some(({ providers }) => providers.has(token))
  }

  /** Whether this app was built by `@nestjs/testing`, which calls its root module so. */
  isTest(): boolean {
    return [...this.#modules.values()].some(({ name }) => name === 'RootTestModule')
  }

  /** Whether a module other than these may have middleware. */
  hasMiddlewareBeside(own: object): boolean {
    return [...this.#modules.values()].some(
      ({ metatype, instance }) => metatype !== own && typeof instance === 'object' && 'configure' in instance,
    )
  }

  #in(module: Module, collection: Module['providers']): FoundHandler[] {
    return [...collection.values()].flatMap((wrapper) => {
      // A test may have put a mock in the place of a decorated class: that is no mistake.
      if (typeof wrapper.token === 'function') claim(wrapper.token.prototype)
      const prototype = wrapper.isAlias ? undefined : prototypeOf(wrapper)
      if (prototype === undefined || !claim(prototype)) return []
      return this.#scanner.getAllMethodNames(prototype).flatMap((method) =>
        marksOf(prototype, method).map((mark) => ({
          ...mark,
          wrapper,
          module,
          collection,
          prototype,
          method,
        })),
      )
    })
  }
}

/** Of the instance where there is one; a scoped factory has none yet, and is known by the class it is provided under. */
function prototypeOf({ instance, metatype, token, isNotMetatype }: InstanceWrapper): object | undefined {
  if (typeof instance === 'object' && instance !== null) return Object.getPrototypeOf(instance) ?? undefined
  const type: unknown = isNotMetatype ? token : metatype
  return typeof type === 'function' ? type.prototype : undefined
}
