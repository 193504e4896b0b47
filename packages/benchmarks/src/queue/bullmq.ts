import { startRedis } from '@im-callback/test-servers'
import { Child } from '../process/child.js'
import { micros, percent, perSecond, range, ratio } from '../report/figures.js'
import { table } from '../report/table.js'
import { atLeast, judged, type Target } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'
import type { Speed } from './bullmq-side.js'

/** Half of the work, plain BullMQ and `BullMqQueue`. */
interface Half {
  readonly plain: Speed
  readonly ours: Speed
  /** `BullMqQueue`'s rate ÷ plain BullMQ's, round by round. */
  readonly ratio: Spread
}

export interface BullMqFigures {
  readonly enqueue: Half
  readonly handle: Half
  /** Of the heap of `BullMqQueue`'s process, in more rounds after the measured ones. */
  readonly growth: number
}

interface Round {
  readonly fill: Speed
  readonly empty: Speed
}

const warmUps = 4
const heapRounds = 8

/** Both sides in turns on one Redis that writes its append-only file, as a queue's Redis should. */
export async function compareBullMq(rounds: number): Promise<BullMqFigures> {
  const redis = await startRedis({ appendOnly: true })
  process.env.BENCHMARK_REDIS = redis.url
  const plain = new Child(new URL('./bullmq-plain.js', import.meta.url), ['--expose-gc'])
  const ours = new Child(new URL('./bullmq-im-callback.js', import.meta.url), ['--expose-gc'])
  try {
    await inTurns(warmUps, round(plain), round(ours))
    const { a, b } = await inTurns(rounds, round(plain), round(ours))
    const growth = await heapGrowth(ours)
    return {
      enqueue: half(
        a.map(({ fill }) => fill),
        b.map(({ fill }) => fill),
      ),
      handle: half(
        a.map(({ empty }) => empty),
        b.map(({ empty }) => empty),
      ),
      growth,
    }
  } finally {
    plain.stop()
    ours.stop()
    await redis.stop()
  }
}

/** Apart: garbage collected while no worker lives takes the code compiled for workers with it. */
async function heapGrowth(child: Child): Promise<number> {
  const before = await child.ask<number>('heap')
  for (let more = 0; more < heapRounds; more++) await round(child)()
  const after = await child.ask<number>('heap')
  return after / before - 1
}

const round = (child: Child) => async (): Promise<Round> => ({
  fill: await child.ask('fill'),
  empty: await child.ask('empty'),
})

function half(plain: readonly Speed[], ours: readonly Speed[]): Half {
  return {
    plain: middle(plain),
    ours: middle(ours),
    ratio: spread(ours.map(({ rate }, at) => rate / (plain[at]?.rate ?? Number.NaN))),
  }
}

const middle = (speeds: readonly Speed[]): Speed => ({
  rate: median(speeds.map(({ rate }) => rate)),
  cpu: median(speeds.map(({ cpu }) => cpu)),
})

const asFast = atLeast(0.9)
const flat: Target = { text: '<= 5 %', isMetBy: (growth) => growth <= 0.05 }

export function bullMqTable({ enqueue, handle, growth }: BullMqFigures): string {
  const row = (name: string, { plain, ours, ratio: ratios }: Half) => [
    name,
    perSecond(plain.rate),
    perSecond(ours.rate),
    ratio(ratios),
    range(ratios),
    ...judged(asFast, ratios.median),
    micros(plain.cpu),
    micros(ours.cpu),
  ]
  return table(
    'BullMqQueue beside BullMQ: jobs a second, 50 enqueued at once, then 16 handled at once',
    ['', 'BullMQ', 'BullMqQueue', 'ratio', 'min..max', 'target', '', 'CPU per job BullMQ', 'BullMqQueue'],
    [
      row('enqueue', enqueue),
      row('handle', handle),
      ['growth of the heap', '', percent(growth), '', '', ...judged(flat, growth), '', ''],
    ],
  )
}
