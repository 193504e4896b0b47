import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const runner = fileURLToPath(new URL('../run-source.cjs', import.meta.url))

export interface ForkOptions {
  /** Added to the environment of the tests. */
  readonly env?: Readonly<Record<string, string>> | undefined
  /** `pipe`: what it prints can be read from its `stdout` and `stderr`. Default: it appears with the tests' own. */
  readonly output?: 'inherit' | 'pipe' | undefined
}

/**
 * Runs a TypeScript file, against the sources as Jest does, in a process of its own: one that a test can kill. It speaks
 * with `process.send` and `process.on('message')`, and gets `args` as `process.argv.slice(2)`.
 */
export function forkSource(
  file: string,
  args: readonly string[] = [],
  { env = {}, output = 'inherit' }: ForkOptions = {},
): ChildProcess {
  return fork(runner, [file, ...args], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output, 'ipc'],
  })
}
