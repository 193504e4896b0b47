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
  /** The function it was put on. */
  readonly marked: object
}

// Both builds of this package, and every app in the process, share one list.
const key = Symbol.for('im-callback.decorated-classes')
const shared = globalThis as { [key]?: Map<object, { isProvided: boolean }> }
shared[key] ??= new Map()
const decoratedClasses = shared[key]

/**
 * Writes a mark on a method, and remembers its class. It belongs to the name, not to the function: another decorator
 * may put another function in its place, and a subclass may override it.
 */
export function markMethod(prototype: object, method: string, mark: HandlerMark): void {
  const own: unknown = Reflect.getOwnMetadata(HANDLER_MARKS, prototype, method)
  const marks = Array.isArray(own) ? [...own, mark] : [mark]
  Reflect.defineMetadata(HANDLER_MARKS, marks, prototype, method)
  // Nest then prepares scoped global enhancers for this class as it does for controllers.
  Reflect.defineMetadata(ENTRY_PROVIDER_WATERMARK, true, prototype.constructor)
  decoratedClasses.set(prototype.constructor, { isProvided: false })
}

/** The marks of a method, or else those of the method it overrides; none when neither is decorated. */
export function marksOf(prototype: object, method: string): readonly HandlerMark[] {
  const marks: unknown = Reflect.getMetadata(HANDLER_MARKS, prototype, method)
  if (!Array.isArray(marks)) return []
  for (const { marked } of marks) keepMetadata(marked, Reflect.get(prototype, method))
  return marks
}

/** Guards and the like are kept on functions: one that stands in for another must not run without them. */
function keepMetadata(from: object, to: object): void {
  if (from === to) return
  for (const key of Reflect.getOwnMetadataKeys(from)) {
    if (!Reflect.hasOwnMetadata(key, to)) Reflect.defineMetadata(key, Reflect.getOwnMetadata(key, from), to)
  }
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
