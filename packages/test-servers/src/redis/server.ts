import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { freePort } from '../free-port.js'
import { type RedisProcess, startProcess } from './process.js'

export interface StartRedis {
  /** Keep what is stored over `kill` and `restart`. Default false: nothing is written to disk. */
  readonly appendOnly?: boolean | undefined
  /** More arguments for `redis-server`: `['--maxmemory', '1mb']`. */
  readonly args?: readonly string[] | undefined
}

/** A `redis-server` of one test file. It ends with the process that started it, however that ends. */
export interface RedisServer {
  readonly port: number
  /** `redis://127.0.0.1:<port>` */
  readonly url: string
  /** SIGKILL, as a crash does it; resolves when the process is gone. */
  kill(): Promise<void>
  /** Starts it again on the same port, in the same folder; a server that runs is killed first. */
  restart(): Promise<void>
  /** Lets it take connections and commands and answer none of them, as a hanging server does; `thaw` ends that. */
  freeze(): void
  thaw(): void
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const attempts = 5
const restarts = 50

/**
 * Starts a Redis on a free port of 127.0.0.1, and resolves when it answers.
 *
 * @example
 * ```ts
 * import { startRedis } from '@im-callback/test-servers'
 *
 * const redis = await startRedis({ appendOnly: true })
 * await redis.kill()
 * await redis.restart()
 * await redis.stop()
 * ```
 */
export async function startRedis({ appendOnly = false, args = [] }: StartRedis = {}): Promise<RedisServer> {
  const all = ['--appendonly', appendOnly ? 'yes' : 'no', ...args]
  for (let attempt = 0; attempt < attempts; attempt++) {
    const folder = await mkdtemp(join(tmpdir(), 'im-callback-redis-'))
    const port = await freePort()
    const process = await startProcess(folder, port, all)
    if (process !== undefined) return new Redis({ folder, port, args: all }, process)
    await rm(folder, { recursive: true, force: true })
  }
  throw new Error(`redis-server ended at once, ${attempts} times: look at its arguments (${all.join(' ')}).`)
}

interface Place {
  readonly folder: string
  readonly port: number
  readonly args: readonly string[]
}

class Redis implements RedisServer {
  readonly port: number
  readonly url: string
  readonly #place: Place
  #process: RedisProcess

  constructor(place: Place, process: RedisProcess) {
    this.port = place.port
    this.url = `redis://127.0.0.1:${place.port}`
    this.#place = place
    this.#process = process
  }

  kill(): Promise<void> {
    return this.#process.end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.kill()
    const { folder, port, args } = this.#place
    // The port may be in use for a moment, as the local end of a connection somewhere on this machine.
    for (let attempt = 0; attempt < restarts; attempt++) {
      const process = await startProcess(folder, port, args)
      if (process !== undefined) {
        this.#process = process
        return
      }
      await setTimeout(100)
    }
    throw new Error(`redis-server cannot be started again on port ${port}: it is in use.`)
  }

  freeze(): void {
    this.#process.child.kill('SIGSTOP')
  }

  thaw(): void {
    this.#process.child.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#place.folder, { recursive: true, force: true })
  }
}
