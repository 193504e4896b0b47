import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readSettings } from './settings.js'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** The second node has the next port. 0 stays 0: one that is free. */
const next = (port: number) => (port === 0 ? 0 : port + 1)

try {
  const { port, secret, shared } = readSettings(process.env, here('../../data'))
  if (shared === undefined) {
    throw new Error(
      'Two nodes share their messages: set IM_POSTGRES_URL (postgres://user:password@host/database) and IM_REDIS_URL (redis://host:6379).',
    )
  }
  console.log('Two nodes. Open the customer of one, and the support desk of the other.')
  const nodes = [start(port, secret), start(next(port), secret)]
  // A terminal signals the nodes, too; they take the second one within a second for the same.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => nodes.forEach((node) => void node.kill(signal)))
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function start(port: number, secret: string): ChildProcess {
  const settings = { PORT: String(port), IM_SECRET: secret }
  const node = fork(here('./main.js'), { env: { ...process.env, ...settings } })
  node.on('exit', (code) => {
    if (code !== 0) process.exitCode = 1
  })
  return node
}
