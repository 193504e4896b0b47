import { startRedis } from '@im-callback/test-servers'
import { Child } from '../process/child.js'
import { micros, perSecond, range, ratio } from '../report/figures.js'
import { table } from '../report/table.js'
import { atLeast, judged } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'
import type { Speed } from './bullmq-side.js'
import { type Library, libraries } from './list-client.js'

/** Half of the work, by hand and by `ListQueue`. */
interface Half {
  readonly byHand: Speed
  readonly ours: Speed
  /** `ListQueue`'s rate ÷ that by hand, round by round. */
  readonly ratio: Spread
}

export interface ListFigures {
  readonly library: Library
  readonly reliable: boolean
  readonly enqueue: Half
  readonly handle: Half
}

interface Round {
  readonly fill: Speed
  readonly empty: Speed
}

const warmUps = 2

/** `ListQueue`, plain and reliable, each beside RPUSH and BLPOP by the same library, in turns on one Redis. */
export async function compareLists(rounds: number): Promise<ListFigures[]> {
  const redis = await startRedis({ appendOnly: true })
  process.env.BENCHMARK_REDIS = redis.url
  try {
    const figures: ListFigures[] = []
    for (const library of libraries) {
      for (const reliable of [false, true]) figures.push(await compareList(library, reliable, rounds))
    }
    return figures
  } finally {
    await redis.stop()
  }
}

async function compareList(library: Library, reliable: boolean, rounds: number): Promise<ListFigures> {
  process.env.BENCHMARK_LIBRARY = library
  process.env.BENCHMARK_RELIABLE = reliable ? 'yes' : 'no'
  const byHand = new Child(new URL('./list-plain.js', import.meta.url), ['--expose-gc'])
  const ours = new Child(new URL('./list-im-callback.js', import.meta.url), ['--expose-gc'])
  try {
    await inTurns(warmUps, round(byHand), round(ours))
    const { a, b } = await inTurns(rounds, round(byHand), round(ours))
    const part = (name: keyof Round) =>
      half(
        a.map((each) => each[name]),
        b.map((each) => each[name]),
      )
    return { library, reliable, enqueue: part('fill'), handle: part('empty') }
  } finally {
    byHand.stop()
    ours.stop()
  }
}

const round = (child: Child) => async (): Promise<Round> => ({
  fill: await child.ask('fill'),
  empty: await child.ask('empty'),
})

function half(byHand: readonly Speed[], ours: readonly Speed[]): Half {
  return {
    byHand: middle(byHand),
    ours: middle(ours),
    ratio: spread(ours.map(({ rate }, at) => rate / (byHand[at]?.rate ?? Number.NaN))),
  }
}

const middle = (speeds: readonly Speed[]): Speed => ({
  rate: median(speeds.map(({ rate }) => rate)),
  cpu: median(speeds.map(({ cpu }) => cpu)),
})

const asFast = atLeast(0.9)

export function listTable(figures: readonly ListFigures[]): string {
  const row = (name: string, { byHand, ours, ratio: ratios }: Half) => [
    name,
    perSecond(byHand.rate),
    perSecond(ours.rate),
    ratio(ratios),
    range(ratios),
    ...judged(asFast, ratios.median),
    micros(byHand.cpu),
    micros(ours.cpu),
  ]
  return table(
    'ListQueue beside RPUSH and BLPOP by hand: jobs a second, 50 enqueued at once, then 16 handled at once',
    ['', 'by hand', 'ListQueue', 'ratio', 'min..max', 'target', '', 'CPU per job by hand', 'ListQueue'],
    figures.flatMap(({ library, reliable, enqueue, handle }) => {
      const name = `${library}${reliable ? ', reliable' : ''}`
      return [row(`${name}: enqueue`, enqueue), row(`${name}: handle`, handle)]
    }),
  )
}
