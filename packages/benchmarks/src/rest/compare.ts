import { Child } from '../process/child.js'
import { atLeast } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'

/** Calls of one side: how many a second, and what each costs. */
interface RestRound {
  readonly rate: number
  /** Microseconds of processor time of the calling process. */
  readonly cpu: number
}

/** The REST client against `fetch` in a loop. */
export interface RestComparison {
  readonly bare: RestRound
  readonly client: RestRound
  /** Bare ÷ client, round by round. */
  readonly cpuRatio: Spread
  /** Client ÷ bare, round by round. */
  readonly rateRatio: Spread
}

export const restTarget = atLeast(0.8)

export async function compareRest(rounds: number): Promise<RestComparison> {
  const service = new Child(new URL('./service.js', import.meta.url))
  const baseUrl = `http://127.0.0.1:${await service.ask<number>('port')}`
  const sides = ['bare', 'client'].map(
    (side) => new Child(new URL('./child.js', import.meta.url), [], [baseUrl, side]),
  )
  const [bare, client] = sides
  try {
    const measure = (child: Child | undefined) => async () => {
      if (child === undefined) throw new Error('There is no process to ask.')
      return child.ask<RestRound>('round')
    }
    await inTurns(2, measure(bare), measure(client))
    const { a, b } = await inTurns(rounds, measure(bare), measure(client))
    return {
      bare: middle(a),
      client: middle(b),
      cpuRatio: spread(a.map((round, at) => round.cpu / (b[at]?.cpu ?? Number.NaN))),
      rateRatio: spread(a.map((round, at) => (b[at]?.rate ?? Number.NaN) / round.rate)),
    }
  } finally {
    for (const child of [service, ...sides]) child.stop()
  }
}

function middle(rounds: readonly RestRound[]): RestRound {
  return { cpu: median(rounds.map(({ cpu }) => cpu)), rate: median(rounds.map(({ rate }) => rate)) }
}
