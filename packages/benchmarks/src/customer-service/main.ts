import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@im-callback/test-servers'

interface Rate {
  readonly perSecond: number
  readonly notifiedPerSecond: number
  readonly p50: number
  readonly p99: number
}

interface Cost {
  readonly rss: number
  readonly cpu: number
}

const customers = 100
const seconds = 10
const heldConnections = 4000

function start(name: string, ...args: (string | number)[]): ChildProcess {
  const file = fileURLToPath(new URL(`./${name}.js`, import.meta.url))
  const env = { ...process.env, NODE_ENV: 'production' }
  return fork(file, args.map(String), { env, execArgv: name === 'server' ? ['--expose-gc'] : [] })
}

async function said<T>(child: ChildProcess): Promise<T> {
  const [message] = (await once(child, 'message')) as [T]
  return message
}

function costOf(server: ChildProcess): Promise<Cost> {
  server.send('cost')
  return said<Cost>(server)
}

async function end(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** Throughput with so many messages of each customer on their way. */
async function measure(name: string, place: string, window: number): Promise<void> {
  const server = start('server', place)
  const load = start('load', await said<number>(server), customers, window, seconds)
  await said(load)
  const before = await costOf(server)
  const rate = await said<Rate>(load)
  const after = await costOf(server)
  await end(server)
  const cpu = ((after.cpu - before.cpu) / 1000 / seconds) * 100
  console.log(
    `${name.padEnd(12)}${`${2 * customers} connections, ${customers * window} in flight`.padEnd(36)}` +
      `${rate.perSecond.toFixed(0).padStart(7)} stored and ACKed/s ${rate.notifiedPerSecond.toFixed(0).padStart(7)} notified/s` +
      `   p50 ${rate.p50.toFixed(1)} ms   p99 ${rate.p99.toFixed(1)} ms   CPU ${cpu.toFixed(0)} %`,
  )
}

async function measureConnections(): Promise<void> {
  const server = start('server', 'memory')
  const port = await said<number>(server)
  const before = await costOf(server)
  const hold = start('hold', port, heldConnections)
  await said(hold)
  const after = await costOf(server)
  await end(hold)
  await end(server)
  const each = (after.rss - before.rss) / heldConnections
  console.log(
    `${heldConnections} connections held: ${(each / 1024).toFixed(1)} KiB each, ${Math.floor((100 * 1024 * 1024) / each)} in 100 MiB`,
  )
}

const folder = mkdtempSync(join(tmpdir(), 'im-callback-bench-'))
const windows = [1, 4]
for (const window of windows) await measure('SQLite', `sqlite:${join(folder, `${window}.db`)}`, window)
const postgres = await startPostgres({ fsync: true })
for (const window of windows) await measure('PostgreSQL', postgres.url, window)
await postgres.stop()
await measureConnections()
rmSync(folder, { recursive: true })
