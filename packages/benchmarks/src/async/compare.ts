import { afterCommand, cleanText } from '../callback.js'
import { load } from '../http/load.js'
import { Child } from '../process/child.js'
import { perSecond, range, ratio } from '../report/figures.js'
import { table } from '../report/table.js'
import { atLeast, judged } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'
import { requestsPerRound } from './requests.js'

/** The same Express app with events in memory and in SQLite, under the same load in turns. */
export interface AsyncComparison {
  /** Callbacks per second, from the first request until the last event is handled. */
  readonly memory: number
  readonly sqlite: number
  /** SQLite ÷ memory, round by round. */
  readonly ratio: Spread
}

export async function compareAsync(rounds: number): Promise<AsyncComparison> {
  const children = ['memory', 'sqlite'].map((name) => new Child(new URL(`./${name}.js`, import.meta.url)))
  const [memory, sqlite] = children as [Child, Child]
  try {
    const measure = async (child: Child) => throughput(child, await child.ask<number>('port'))
    const compared = (times: number) =>
      inTurns(
        times,
        () => measure(memory),
        () => measure(sqlite),
      )
    await compared(2)
    const { a, b } = await compared(rounds)
    return {
      memory: median(a),
      sqlite: median(b),
      ratio: spread(a.map((rate, at) => (b[at] ?? Number.NaN) / rate)),
    }
  } finally {
    for (const child of children) child.stop()
  }
}

async function throughput(child: Child, port: number): Promise<number> {
  const start = performance.now()
  const traffic = [{ command: afterCommand, text: cleanText, code: 0 }]
  await load(child, port, { connections: 50, requests: requestsPerRound, traffic })
  await child.ask('handledAll')
  return requestsPerRound / ((performance.now() - start) / 1000)
}

export function asyncTable({ memory, sqlite, ratio: ratios }: AsyncComparison): string {
  return table(
    'Async callbacks over Express, answered and handled: SqliteQueue / MemoryQueue',
    ['', 'memory', 'SQLite', 'ratio', 'min..max', 'target', ''],
    [
      [
        'callbacks/s',
        perSecond(memory),
        perSecond(sqlite),
        ratio(ratios),
        range(ratios),
        ...judged(atLeast(0.6), ratios.median),
      ],
    ],
  )
}
