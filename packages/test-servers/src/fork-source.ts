import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('../run-source.cjs', import.meta.url))

/**
 * Runs a TypeScript file, against the sources as Jest does, in a process of its own: one that a test can kill. It speaks
 * with `process.send` and `process.on('message')`, and gets `args` as `process.argv.slice(2)`.
 */
export function forkSource(file: string, args: readonly string[] = []): ChildProcess {
  return fork(runner, [file, ...args], { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
}
