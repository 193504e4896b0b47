import { parseArgs } from 'node:util'

/** What there is to measure, in the order in which it runs. */
const sections = [
  'express',
  'koa',
  'hono',
  'node',
  'fastify',
  'nest-express',
  'nest-middleware',
  'nest-fastify',
  'pipeline',
  'queue',
  'bullmq',
  'list',
  'sqlite',
  'async',
  'rest',
  'memory',
] as const

export interface Options {
  readonly only: ReadonlySet<string>
  readonly rounds: number
  /** Less of everything: to see that it works, not to learn figures. */
  readonly quick: boolean
  /** Of the JSON file. */
  readonly name: string
}

export const usage = `npm run bench -- [options]

  --only <names>   of ${sections.join(', ')}; comma-separated (default: all)
  --rounds <n>     pairs of rounds for each comparison (default: 7, with --quick 3)
  --quick          fewer requests: to see that it works, not to learn figures
  --name <name>    of packages/benchmarks/results/<name>.json (default: the time)
`

export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: sections.join(',') },
      rounds: { type: 'string' },
      quick: { type: 'boolean', default: false },
      name: { type: 'string', default: new Date().toISOString().slice(0, 19).replaceAll(':', '-') },
    },
  })
  const { quick, name } = values
  const only = values.only.split(',').map((section) => section.trim())
  const unknown = only.find((section) => !sections.some((known) => known === section))
  if (unknown !== undefined)
    throw new TypeError(`There is no "${unknown}" to measure: ${sections.join(', ')}.`)
  const rounds = Number(values.rounds ?? (quick ? 3 : 7))
  if (!Number.isInteger(rounds) || rounds < 1) throw new TypeError('--rounds takes a whole number above 0.')
  if (!/^[\w.-]+$/.test(name)) throw new TypeError('--name takes letters, digits, dots, dashes.')
  return { only: new Set(only), rounds, quick, name }
}
