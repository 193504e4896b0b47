import { Child } from '../process/child.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'
import type { Adapter } from './adapters.js'
import { type LoadOptions, load, type Round } from './load.js'

export interface CompareOptions extends LoadOptions {
  readonly rounds: number
}

/** A handler written by hand and an adapter of this suite, under the same load in turns. */
export interface Comparison {
  readonly name: string
  readonly title: string
  readonly handWritten: Round
  readonly imCallback: Round
  /** Hand-written ÷ ours, round by round: above 1, ours needs less. */
  readonly cpuRatio: Spread
  /** Ours ÷ hand-written, round by round: above 1, ours answers more. */
  readonly rateRatio: Spread
}

export async function compare({ name, title }: Adapter, options: CompareOptions): Promise<Comparison> {
  const servers = [await start(name, 'hand-written'), await start(name, 'im-callback')] as const
  try {
    const measure = (at: 0 | 1, amount = options.requests) =>
      load(servers[at].child, servers[at].port, { ...options, requests: amount })
    // Twice a round's requests: by then everything hot is compiled.
    for (const at of [0, 1] as const) await measure(at, options.requests * 2)

    const { a, b } = await inTurns(
      options.rounds,
      () => measure(0),
      () => measure(1),
    )
    return {
      name,
      title,
      handWritten: middle(a),
      imCallback: middle(b),
      cpuRatio: spread(a.map((round, at) => round.cpu / (b[at]?.cpu ?? Number.NaN))),
      rateRatio: spread(a.map((round, at) => (b[at]?.rate ?? Number.NaN) / round.rate)),
    }
  } finally {
    for (const { child } of servers) child.stop()
  }
}

async function start(name: string, side: string): Promise<{ child: Child; port: number }> {
  const child = new Child(new URL(`../servers/${name}-${side}.js`, import.meta.url))
  return { child, port: await child.ask<number>('port') }
}

function middle(rounds: readonly Round[]): Round {
  return { cpu: median(rounds.map(({ cpu }) => cpu)), rate: median(rounds.map(({ rate }) => rate)) }
}
