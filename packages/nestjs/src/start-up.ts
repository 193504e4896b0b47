import { nearest, type Protocol } from '@im-callback/core'
import type { Logger } from '@nestjs/common'
import type { AnyCommands } from './any-commands.js'
import { type FoundHandler, nameOf, taskOf } from './found-handler.js'
import { getImCallbackToken } from './im-callback.constants.js'
import type { ImCallbackExplorer } from './im-callback.explorer.js'
import { unprovidedClasses } from './im-callback.marks.js'
import type { ImCallbackModuleOptions } from './im-callback.options.js'
import { type ServedPath, shown } from './served-path.js'

interface ClassCheck {
  readonly explorer: ImCallbackExplorer
  readonly policy: ImCallbackModuleOptions['unprovided']
  readonly log: Logger
}

/** Throws when a decorator can never take effect: its class is provided nowhere, or its module is not there. */
export function checkClasses(all: readonly FoundHandler[], { explorer, policy, log }: ClassCheck): void {
  const stray = all.find(({ handler }) => !explorer.isProvided(getImCallbackToken(handler)))
  if (stray !== undefined) {
    throw new Error(
      `im-callback: ${nameOf(stray)} is for the handler "${stray.handler}", but no ImCallbackModule has that name.`,
    )
  }
  const unprovided = unprovidedClasses()
  if (unprovided.length === 0) return
  const message =
    `im-callback: ${unprovided.join(', ')}: decorated with @ImCallback, but no provider and no controller. ` +
    'Add it to the providers of a module, under its class where a scoped factory makes it, ' +
    "or forRoot({ unprovided: 'warn' })."
  if ((policy ?? (explorer.isTest() ? 'warn' : 'throw')) === 'throw') throw new Error(message)
  log.warn(message)
}

/** Throws what is wrong with the handlers found, all of it in one error. */
export function checkHandlers(
  found: readonly FoundHandler[],
  { protocol, extraCommands }: { protocol: Protocol<AnyCommands>; extraCommands: readonly string[] },
): void {
  const problems = [...doubles(found)]
  for (const each of found) {
    const { kind, command } = each
    if (kind !== 'command' || Object.hasOwn(protocol.commands, command) || extraCommands.includes(command))
      continue
    const meant = nearest(command, Object.keys(protocol.commands))
    const hint = meant === undefined ? 'If it is new, name it in extraCommands.' : `Did you mean "${meant}"?`
    problems.push(`${nameOf(each)} handles "${command}", which is no ${protocol.name} command. ${hint}`)
  }
  if (problems.length > 0) throw new Error(`im-callback: ${problems.join('\n')}`)
}

function doubles(found: readonly FoundHandler[]): string[] {
  const first = new Map<string, FoundHandler>()
  return found.flatMap((each) => {
    const task = taskOf(each)
    const other = first.get(task)
    if (other === undefined) {
      first.set(task, each)
      return []
    }
    return [`${nameOf(other)} and ${nameOf(each)} both handle ${task}; keep one of them.`]
  })
}

/** Logs where callbacks come in and who handles them. */
export function announce(
  own: readonly FoundHandler[],
  { served, protocol, log }: { served: readonly ServedPath[]; protocol: Protocol<AnyCommands>; log: Logger },
): void {
  for (const path of served) log.log(`Mapped {${shown(path)}, POST} callbacks of ${protocol.name}`)
  for (const each of own) log.log(`${taskOf(each)} -> ${nameOf(each)}${each.async ? ', from the queue' : ''}`)
  if (own.length === 0) log.warn('No handlers found: every callback is acknowledged.')
}
