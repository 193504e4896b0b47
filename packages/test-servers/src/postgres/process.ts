import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { guard } from '../guard.js'
import type { Owner } from './owner.js'
import { postgresProgram } from './programs.js'

const patience = 30_000
const ready = 'database system is ready to accept connections'

/** A running `postgres`. */
export interface PostgresProcess {
  readonly child: ChildProcess
  /** Sends a signal, and resolves when the process and all its sessions are gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

interface StartProcess {
  readonly folder: string
  readonly port: number
  readonly owner: Owner | undefined
  readonly args: readonly string[]
}

/** Starts a server in a folder, and resolves when it answers; undefined when it ended instead: the port is taken. */
export async function startProcess({
  folder,
  port,
  owner,
  args,
}: StartProcess): Promise<PostgresProcess | undefined> {
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', ...args]
  const child = spawn(
    postgresProgram('postgres'),
    ['-D', folder, ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  )
  child.unref()
  await once(child, 'spawn')
  const dismiss = guard(child, folder)
  // Sessions outlive a killed server for a moment, and still answer. They have its error output: it ends with the last of them.
  const gone = once(child, 'close').then(dismiss)
  if (!(await isReady(child))) {
    await gone
    return undefined
  }
  return {
    child,
    async end(signal) {
      // Someone waits for it now, and may have nothing else that keeps the process going.
      child.ref()
      keepGoing(child, true)
      child.kill(signal)
      await gone
    },
  }
}

/** It says so itself, on its error output, which has to be read to its end all the same. */
async function isReady(child: ChildProcess): Promise<boolean> {
  const late = setTimeout(() => child.kill('SIGKILL'), patience)
  try {
    return await new Promise((resolve) => {
      let text = ''
      child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(-4096)
        if (text.includes(ready)) resolve(true)
      })
      child.once('exit', () => resolve(false))
    })
  } finally {
    clearTimeout(late)
    keepGoing(child, false)
  }
}

/** Whether the pipe of its error output keeps the process of the tests going. */
function keepGoing({ stderr }: ChildProcess, does: boolean): void {
  if (stderr instanceof Socket) does ? stderr.ref() : stderr.unref()
}
