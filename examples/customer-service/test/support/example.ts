import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const folder = join(__dirname, '../..')

/** What `npm start` does before it starts. */
export function build(): void {
  const tsc = require.resolve('typescript/bin/tsc')
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-b', folder], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The example does not compile:\n${stdout}`)
}

/** What a node says of itself when it is up. */
interface Addresses {
  readonly customer: string
  readonly support: string
}

/** One of the example's commands, running. */
export interface Example {
  /** One for each node. */
  readonly nodes: readonly Addresses[]
  kill(signal: NodeJS.Signals): Promise<number | null>
}

const announcement = /customer {2}(\S+)\s+support {3}(\S+)/g

/** Starts a compiled command of the example, and resolves when as many nodes as it has are up. */
export async function start(
  command: 'main' | 'two-nodes',
  environment: Readonly<Record<string, string>>,
): Promise<Example> {
  const child = spawn(process.execPath, [join(folder, `dist/server/${command}.js`)], {
    env: { ...process.env, PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const nodes = await announced(child, command === 'main' ? 1 : 2)
  return {
    nodes,
    async kill(signal) {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      const exited = once(child, 'exit')
      child.kill(signal)
      const [code] = await exited
      return code
    },
  }
}

function announced(child: ChildProcess, count: number): Promise<Addresses[]> {
  return new Promise((resolve, reject) => {
    let text = ''
    const read = (chunk: Buffer) => {
      text += chunk
      const nodes = [...text.matchAll(announcement)].map(
        ([, customer = '', support = '']): Addresses => ({
          customer,
          support,
        }),
      )
      if (nodes.length === count) resolve(nodes)
    }
    child.stdout?.on('data', read)
    child.stderr?.on('data', read)
    child.once('exit', () => reject(new Error(`The example ended at once:\n${text}`)))
  })
}
