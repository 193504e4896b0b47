import 'reflect-metadata'
import { ENTRY_PROVIDER_WATERMARK } from '@nestjs/common/constants.js'
import { HANDLER_MARKS } from './im-callback.constants.js'

/** What a decorator says about a method. */
export interface HandlerMark {
  readonly kind: 'command' | 'before' | 'fallback'
  /** The command; empty for hook and fallback. */
  readonly command: string
  /** The module instance it belongs to. */
  readonly handler: string
  readonly async: boolean
  readonly asyncResponse: object | undefined
}

// Both builds of this package, and every app in the process, share one list.
const key = Symbol.for('im-callback.decorated-classes')
const shared = globalThis as { [key]?: Map<object, { isProvided: boolean }> }
shared[key] ??= new Map()
const decoratedClasses = shared[key]

/** Writes a mark on a method, and remembers its class. */
export function markMethod(prototype: object, method: object, mark: HandlerMark): void {
  Reflect.defineMetadata(HANDLER_MARKS, [...marksOf(method), mark], method)
  // Nest then prepares scoped global enhancers for this class as it does for controllers.
  Reflect.defineMetadata(ENTRY_PROVIDER_WATERMARK, true, prototype.constructor)
  decoratedClasses.set(prototype.constructor, { isProvided: false })
}

/** The marks of a method; none when it is not decorated. */
export function marksOf(method: object): readonly HandlerMark[] {
  const marks: unknown = Reflect.getMetadata(HANDLER_MARKS, method)
  return Array.isArray(marks) ? marks : []
}

/** Whether an object, or anything it inherits from, is of a decorated class; those classes count as provided now. */
export function claim(prototype: object | undefined): boolean {
  let isDecorated = false
  for (let each = prototype ?? null; each !== null; each = Object.getPrototypeOf(each)) {
    const state = Object.hasOwn(each, 'constructor') ? decoratedClasses.get(each.constructor) : undefined
    if (state === undefined) continue
    state.isProvided = true
    isDecorated = true
  }
  return isDecorated
}

/** Decorated classes that no app of this process provides. */
export function unprovidedClasses(): string[] {
  return [...decoratedClasses]
    .filter(([, { isProvided }]) => !isProvided)
    .map(([each]) => (typeof each === 'function' ? each.name : String(each)))
}
