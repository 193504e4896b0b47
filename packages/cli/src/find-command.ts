import { type CallbackCommand, tencentCommands } from '@im-callback/core'
import { closest, distance } from 'fastest-levenshtein'
import { UsageError } from './usage-error.js'

const names = Object.keys(tencentCommands)

/** The command a user named, or an error that says which one may have been meant. */
export function findCommand(name: string, listCommand: string): CallbackCommand {
  if (isCommand(name)) return name
  const meant = similar(name)
  const hint = meant.length === 0 ? '' : ` Did you mean ${meant.join(' or ')}?`
  throw new UsageError(`"${name}" is not a command I know.${hint}\nAll of them: ${listCommand}`)
}

function isCommand(name: string): name is CallbackCommand {
  return Object.hasOwn(tencentCommands, name)
}

/** Names that contain the text, when they are few; else the one with the fewest different letters. */
function similar(text: string): string[] {
  const lower = text.toLowerCase()
  const containing = names.filter((name) => name.toLowerCase().includes(lower))
  if (containing.length > 0 && containing.length <= 3) return containing
  const best = closest(
    lower,
    names.map((name) => name.toLowerCase()),
  )
  if (distance(lower, best) > Math.max(2, lower.length / 3)) return []
  return names.filter((name) => name.toLowerCase() === best)
}
