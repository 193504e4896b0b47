import { spawnSync } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.js'
import { type Owner, ownerOfServers } from './owner.js'
import { type PostgresProcess, startProcess } from './process.js'
import { postgresProgram } from './programs.js'

export interface StartPostgres {
  /** Wait for the disk at each commit, as in production. Default false: what is stored outlives a kill, not a power cut. */
  readonly fsync?: boolean | undefined
  /** More settings: `['max_connections=20']`. */
  readonly settings?: readonly string[] | undefined
}

/** A `postgres` of one test file, with an empty database. It ends with the process that started it, however that ends. */
export interface PostgresServer {
  readonly port: number
  /** `postgres://postgres@127.0.0.1:<port>/postgres`; there is no password. */
  readonly url: string
  /** SIGKILL, as a crash does it; resolves when the process and its sessions are gone. */
  kill(): Promise<void>
  /** Starts it again on the same port, with all that was committed; a server that runs is killed first. */
  restart(): Promise<void>
  /** Ends it and removes its folder. */
  stop(): Promise<void>
}

const attempts = 5

/**
 * Starts a PostgreSQL on a free port of 127.0.0.1, and resolves when it answers.
 *
 * @example
 * ```ts
 * import { startPostgres } from '@im-callback/test-servers'
 *
 * const postgres = await startPostgres()
 * await postgres.kill()
 * await postgres.restart()
 * await postgres.stop()
 * ```
 */
export async function startPostgres({
  fsync = false,
  settings = [],
}: StartPostgres = {}): Promise<PostgresServer> {
  const owner = ownerOfServers()
  const args = [`fsync=${fsync ? 'on' : 'off'}`, ...settings]
  for (let attempt = 0; attempt < attempts; attempt++) {
    const folder = await newCluster(owner)
    const port = await freePort()
    const process = await startProcess({ folder, port, owner, args })
    if (process !== undefined) return new Postgres({ folder, port, owner, args }, process)
    await rm(folder, { recursive: true, force: true })
  }
  throw new Error(`postgres ended at once, ${attempts} times: look at its settings (${settings.join(' ')}).`)
}

async function newCluster(owner: Owner | undefined): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'im-callback-postgres-'))
  if (owner !== undefined) await chown(folder, owner.uid, owner.gid)
  const args = ['-D', folder, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const { status, stderr } = spawnSync(postgresProgram('initdb'), args, {
    ...owner,
    cwd: folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
  return folder
}

interface Place {
  readonly folder: string
  readonly port: number
  readonly owner: Owner | undefined
  readonly args: readonly string[]
}

class Postgres implements PostgresServer {
  readonly port: number
  readonly url: string
  readonly #place: Place
  #process: PostgresProcess

  constructor(place: Place, process: PostgresProcess) {
    this.port = place.port
    this.url = `postgres://postgres@127.0.0.1:${place.port}/postgres`
    this.#place = place
    this.#process = process
  }

  kill(): Promise<void> {
    return this.#process.end('SIGKILL')
  }

  async restart(): Promise<void> {
    await this.kill()
    const process = await startProcess(this.#place)
    if (process === undefined) throw new Error(`postgres cannot be started again on port ${this.port}.`)
    this.#process = process
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#place.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
