import { isPromise } from '../realm.js'
import type { Engine } from './engine.js'
import type { Hooks } from './options.js'

type HookArguments<Name extends keyof Hooks<unknown>> = Parameters<NonNullable<Hooks<unknown>[Name]>>

/** Calls a hook; what it throws is logged and goes no further. */
export function tell<Name extends keyof Hooks<unknown>>(
  engine: Engine,
  name: Name,
  ...details: HookArguments<Name> | [object, unknown] | [unknown, object]
): void {
  const hook = engine.hooks[name] as ((...details: unknown[]) => unknown) | undefined
  if (hook === undefined) return
  const failed = (error: unknown) => engine.logger.error(`im-callback: hooks.${name} threw`, error)
  try {
    const told = hook.apply(engine.hooks, details)
    if (isPromise(told)) told.catch(failed)
  } catch (error) {
    failed(error)
  }
}
