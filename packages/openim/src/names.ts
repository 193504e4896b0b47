import { openimCommands } from './generated/index.js'
import type { OpenImCommandInfo } from './types/command-info.js'

const commands: Readonly<Record<string, OpenImCommandInfo>> = openimCommands

const todaysNames = new Map(
  Object.values(commands).flatMap(({ command, aliases }) =>
    aliases.map((alias) => [alias, command] as const),
  ),
)

/** What is known of a command, by whatever name; undefined when it is not in the catalogue. */
export function infoOf(command: string): OpenImCommandInfo | undefined {
  return commands[command] ?? commands[todaysNames.get(command) ?? '']
}

/** Today's name of a command that older versions call so; undefined when it has not been renamed. */
export function successor(command: string): string | undefined {
  return todaysNames.get(command)
}

/** Whether a name is one of OpenIM's, of whatever version. */
export function isKnown(command: string): boolean {
  return infoOf(command) !== undefined
}
