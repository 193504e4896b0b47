import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { BullMqQueue } from '@im-callback/bullmq'
import type { CallbackQueue } from '@im-callback/core'
import { SqliteQueue } from '@im-callback/sqlite'
import { describeWithRedis, forkSource, type RedisServer, startRedis } from '@im-callback/test-servers'
import { createSimulator, type Simulator } from '@im-callback/testing'

jest.setTimeout(60_000)

const command = 'C2C.CallbackAfterSendMsg'

let folder: string
let running: Program[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'im-callback-archive-'))
  running = []
})

afterEach(async () => {
  for (const program of running) await program.end('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** One of the example's programs, with what it has printed. */
class Program {
  output = ''
  readonly #child: ChildProcess
  readonly #gone: Promise<unknown>

  constructor(file: string, args: string[], env: Record<string, string>) {
    const program = join(__dirname, '../src', file)
    this.#child = forkSource(program, args, {
      env: { ARCHIVE: folder, PORT: '0', ...env },
      output: 'pipe',
    })
    this.#gone = once(this.#child, 'exit')
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text
      })
    }
    running.push(this)
  }

  /** Waits until it has printed that. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.output)
      if (found !== null) return found
      if (this.#child.exitCode !== null) throw new Error(`It ended, saying: ${this.output}`)
      await setTimeout(10)
    }
  }

  async platform(): Promise<Simulator> {
    const [, url = ''] = await this.says(/taken at (\S+)/)
    return createSimulator({ url })
  }

  async end(signal?: NodeJS.Signals): Promise<void> {
    if (signal !== undefined && this.#child.exitCode === null && this.#child.signalCode === null)
      this.#child.kill(signal)
    await this.#gone
  }
}

const start = (args: string[], env: Record<string, string> = {}) => new Program('main.ts', args, env)

/** Keys of the archived messages, in order; a line that is being written does not count. */
function archived(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').slice(0, -1))
    .map((line) => JSON.parse(line).body.MsgKey)
}

async function hasArchived(count: number): Promise<string[]> {
  while (archived().length < count) await setTimeout(10)
  return archived()
}

const keys = ['a', 'b', 'c', 'd', 'e']

async function send(platform: Simulator): Promise<void> {
  for (const MsgKey of keys) expect((await platform.send(command, { MsgKey })).status).toBe(200)
}

/** Leaves one event on the queue that was given up, as a handler that always fails does. */
async function giveUp(queue: CallbackQueue): Promise<void> {
  const URLParams = { SdkAppid: '1400000000', CallbackCommand: command }
  const Body = JSON.stringify({ CallbackCommand: command, MsgKey: 'given up' })
  const ReceivedAt = Date.UTC(2026, 0, 1)
  await queue.enqueue({ CallbackCommand: command, URLParams, Body, Id: '1', ReceivedAt, Attempt: 1 })
  queue.consume(() => Promise.reject(new Error('the disk is full')))
  while ((await queue.stats()).failed === 0) await setTimeout(10)
  await queue.close()
}

const retry = { attempts: 1 }

function behaves(env: () => Record<string, string>, open: () => CallbackQueue): void {
  it('archives what was answered, and ends in order', async () => {
    const both = start([], env())
    await send(await both.platform())
    expect((await hasArchived(5)).toSorted()).toEqual(keys)
    await both.end('SIGTERM')
    expect(both.output).toContain('Stopped')
  })

  it('web and worker apart: what a killed web process has answered is archived', async () => {
    const web = start(['web'], env())
    await send(await web.platform())
    await web.end('SIGKILL')
    expect(archived()).toEqual([])
    const worker = start(['worker'], env())
    expect((await hasArchived(5)).toSorted()).toEqual(keys)
    await worker.end('SIGTERM')
    expect(worker.output).not.toContain('taken at')
  })

  it('shows what was given up, and puts it back', async () => {
    await giveUp(open())
    const dead = async (...args: string[]) => {
      const program = new Program('dead.ts', args, env())
      await program.end()
      return program.output
    }
    expect(await dead()).toMatch(/C2C\.CallbackAfterSendMsg Error: the disk is full\n1 dead letters\n$/)
    expect(await dead('replay')).toMatch(/\n0 dead letters\n$/)
    const worker = start(['worker'], env())
    expect(await hasArchived(1)).toEqual(['given up'])
    await worker.end('SIGTERM')
  })
}

describe('the archive example on SQLite', () => {
  behaves(
    () => ({}),
    () => new SqliteQueue({ file: join(folder, 'queue.sqlite'), retry }),
  )

  it.each([
    ['main.ts', 'wbe', 'The role is "wbe"; give both, web, worker.'],
    ['dead.ts', 'show', '"show" is not known; give list or replay.'],
  ])('%s says what it does not understand', async (file, word, message) => {
    const program = new Program(file, [word], {})
    await program.end()
    expect(program.output).toContain(message)
  })
})

describeWithRedis('the archive example on Redis', () => {
  let redis: RedisServer
  beforeEach(async () => {
    redis = await startRedis()
  })
  afterEach(() => redis.stop())
  it('shows no password', async () => {
    const both = start([], { IM_REDIS_URL: redis.url.replace('//', '//:secret@') })
    await both.says(/Events wait in redis:\/\/127\.0\.0\.1:\d+/)
    await both.platform()
    await both.end('SIGTERM')
    expect(both.output).not.toContain('secret')
  })

  behaves(
    () => ({ IM_REDIS_URL: redis.url }),
    () => new BullMqQueue({ connection: redis.url, name: 'im-archive', retry }),
  )
})
