import { type CommandInfo, tencentCommands } from '@im-callback/core'
import type { Command } from 'commander'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'

export function addListCommand(program: Command, { stdout }: Terminal): void {
  program
    .command('commands')
    .description('list the commands of Tencent Cloud Chat, with their phase and their titles')
    .argument('[filter]', 'only those with this text in their name, area, phase or title')
    .action((filter = '') => {
      stdout.write(list(String(filter)))
    })
}

function list(filter: string): string {
  const all: readonly CommandInfo[] = Object.values(tencentCommands)
  const found = all.filter((info) => searched(info).includes(plain(filter)))
  if (found.length === 0) throw new UsageError(`None of the ${all.length} commands has "${filter}" in it.`)
  const width = Math.max(...found.map(({ command }) => command.length))
  const lines = found.map(({ command, phase, title }) => {
    return `${command.padEnd(width)}  ${phase.padEnd(6)}  ${title.en}  ${title.zh}`
  })
  return `${lines.join('\n')}\n`
}

function searched({ command, area, phase, title }: CommandInfo): string {
  return plain([command, area, phase, title.en, title.zh].join('\n'))
}

/** Nearly all names have "Callback" in them, so it tells nothing: "call" is to find calls. */
function plain(text: string): string {
  return text.toLowerCase().replaceAll('callback', '')
}
