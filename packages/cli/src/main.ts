import { Command, CommanderError } from 'commander'
import { addListCommand } from './list.js'
import { addSendCommand } from './send.js'
import type { Terminal } from './terminal.js'
import { UsageError } from './usage-error.js'

/** Where the command reads and writes, for callers other than a shell. */
export interface MainOptions extends Partial<Terminal> {}

/**
 * Runs the `im-callback` command and answers its exit code: 0 when all went well, 1 otherwise.
 *
 * @param argv What follows the name of the command.
 * @example
 * ```ts
 * import { main } from '@im-callback/cli'
 *
 * process.exitCode = await main(['send', 'C2C.CallbackBeforeSendMsg', '--text', 'hello'])
 * ```
 */
export async function main(argv: readonly string[], options: MainOptions = {}): Promise<number> {
  const terminal: Terminal = {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    names: { send: 'im-callback send', list: 'im-callback commands' },
    ...options,
  }
  const program = new Command('im-callback')
    .description('Plays the IM platform: sends callbacks to a server under development.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      outputError: (text, write) => write(capitalised(text.replace(/^error: /, ''))),
    })
  let exitCode = 0
  const done = (code: number) => {
    exitCode = code
  }
  addSendCommand(program, terminal, done)
  addListCommand(program, terminal)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode
    if (!(error instanceof UsageError)) throw error
    terminal.stderr.write(`${error.message}\n`)
    return 1
  }
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
