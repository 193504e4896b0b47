import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { guard } from '../guard.js'
import { answersAs } from './answers.js'

const patience = 10_000

/** A running `redis-server`. */
export interface RedisProcess {
  readonly child: ChildProcess
  /** Sends a signal, and resolves when the process is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

/** Starts a server in a folder, and resolves when it answers; undefined when it ended instead: the port is taken. */
export async function startProcess(
  folder: string,
  port: number,
  args: readonly string[],
): Promise<RedisProcess | undefined> {
  const always = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
  const child = spawn('redis-server', [...always, ...args], { stdio: 'ignore' })
  child.unref()
  await once(child, 'spawn')
  const dismiss = guard(child, folder)
  const gone = once(child, 'exit').then(dismiss)
  if (child.pid === undefined || !(await isReady(child, child.pid, port))) return undefined
  return {
    child,
    async end(signal) {
      // Someone waits for it now, and may have nothing else that keeps the process going.
      child.ref()
      child.kill(signal)
      await gone
    },
  }
}

async function isReady(child: ChildProcess, pid: number, port: number): Promise<boolean> {
  const end = Date.now() + patience
  while (child.exitCode === null) {
    if (await answersAs(pid, port)) return true
    if (Date.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`redis-server on port ${port} did not answer within ${patience} ms.`)
    }
    await setTimeout(10)
  }
  return false
}
