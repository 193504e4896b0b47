import { Child } from '../process/child.js'
import { mebibytes, micros, perSecond, range, ratio } from '../report/figures.js'
import { table } from '../report/table.js'
import { judged, type Target } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'
import type { SqliteSpeed } from './sqlite-side.js'

type Durability = 'normal' | 'full'

interface Backlog {
  readonly waiting: number
  readonly before: number
  readonly after: number
  /** Microseconds. */
  readonly stats: number
}

export interface SqliteFigures {
  readonly durability: Durability
  readonly bare: SqliteSpeed
  readonly enqueue: SqliteSpeed
  readonly handle: SqliteSpeed
  /** `SqliteQueue`'s rate ÷ that of bare inserts, round by round. */
  readonly ratio: Spread
  readonly backlog: Backlog | undefined
}

const warmUps = 1
const targets: Record<Durability, number> = { normal: 60_000, full: 30_000 }

/** `SqliteQueue` beside bare inserts of the same texts in transactions of the same size. */
export async function compareSqlite(rounds: number): Promise<SqliteFigures[]> {
  return [await compareDurability('normal', rounds), await compareDurability('full', rounds)]
}

async function compareDurability(durability: Durability, rounds: number): Promise<SqliteFigures> {
  process.env.BENCHMARK_DURABILITY = durability
  const bare = new Child(new URL('./sqlite-bare.js', import.meta.url))
  const ours = new Child(new URL('./sqlite-im-callback.js', import.meta.url))
  const bareRound = async () => {
    const speed = await bare.ask<SqliteSpeed>('enqueue')
    await bare.ask('clear')
    return speed
  }
  const handled: SqliteSpeed[] = []
  const ourRound = async () => {
    const speed = await ours.ask<SqliteSpeed>('enqueue')
    handled.push(await ours.ask<SqliteSpeed>('handle'))
    return speed
  }
  try {
    await inTurns(warmUps, bareRound, ourRound)
    handled.length = 0
    const { a, b } = await inTurns(rounds, bareRound, ourRound)
    return {
      durability,
      bare: middle(a),
      enqueue: middle(b),
      handle: middle(handled),
      ratio: spread(b.map(({ rate }, at) => rate / (a[at]?.rate ?? Number.NaN))),
      backlog: durability === 'normal' ? await measureBacklog() : undefined,
    }
  } finally {
    bare.stop()
    ours.stop()
  }
}

/** In a process that keeps its young objects in little room: otherwise that room grows meanwhile, and hides what is asked for. */
async function measureBacklog(): Promise<Backlog> {
  const flags = ['--expose-gc', '--max-semi-space-size=2']
  const child = new Child(new URL('./sqlite-im-callback.js', import.meta.url), flags)
  try {
    return await child.ask<Backlog>('backlog')
  } finally {
    child.stop()
  }
}

const middle = (speeds: readonly SqliteSpeed[]): SqliteSpeed => ({
  rate: median(speeds.map(({ rate }) => rate)),
  cpu: median(speeds.map(({ cpu }) => cpu)),
  longestBlock: median(speeds.map(({ longestBlock }) => longestBlock)),
})

const atLeastPerSecond = (rate: number): Target => ({
  text: `>= ${perSecond(rate)}`,
  isMetBy: (measured) => measured >= rate,
})

export function sqliteTable(figures: readonly SqliteFigures[]): string {
  const speeds = table(
    'SqliteQueue: 64 enqueue at once, then 16 are handled at once, beside bare inserts in batches of 64; jobs a second',
    [
      '',
      'bare',
      'enqueue',
      'target',
      '',
      'ratio',
      'min..max',
      'CPU',
      'longest block',
      'handle',
      'CPU',
      'longest block',
    ],
    figures.map(({ durability, bare, enqueue, handle, ratio: ratios }) => [
      durability,
      perSecond(bare.rate),
      perSecond(enqueue.rate),
      ...judged(atLeastPerSecond(targets[durability]), enqueue.rate),
      ratio(ratios),
      range(ratios),
      micros(enqueue.cpu),
      `${enqueue.longestBlock.toFixed(1)} ms`,
      perSecond(handle.rate),
      micros(handle.cpu),
      `${handle.longestBlock.toFixed(1)} ms`,
    ]),
  )
  const backlogs = figures.flatMap(({ backlog }) => (backlog === undefined ? [] : [backlog]))
  const memory = table(
    'SqliteQueue with a long line',
    ['waiting', 'RSS before', 'RSS after', 'stats()'],
    backlogs.map(({ waiting, before, after, stats }) => [
      perSecond(waiting),
      mebibytes(before),
      mebibytes(after),
      micros(stats),
    ]),
  )
  return `${speeds}\n${memory}`
}
