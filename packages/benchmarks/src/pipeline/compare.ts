import { Child } from '../process/child.js'
import { atMost, type Target } from '../report/target.js'
import { inTurns } from '../statistics/in-turns.js'
import { median, type Spread, spread } from '../statistics/spread.js'

/** The pipeline, bytes to bytes with the signature checked, against JSON alone. */
export interface PipelineComparison {
  readonly baseline: string
  readonly title: string
  /** Microseconds of processor time for one callback. */
  readonly bare: number
  readonly pipeline: number
  /** Pipeline ÷ bare, round by round. */
  readonly ratio: Spread
}

export const baselines: readonly { name: string; title: string; target?: Target }[] = [
  { name: 'parseBodyWriteReply', title: 'JSON.parse(body) + JSON.stringify(reply)', target: atMost(2) },
  { name: 'parseBodyWriteBody', title: 'JSON.parse(body) + JSON.stringify(body)' },
]

const warmUps = 5

export async function comparePipeline(rounds: number): Promise<PipelineComparison[]> {
  const child = new Child(new URL('./child.js', import.meta.url))
  try {
    const reply = await child.ask<string>('reply')
    if (!reply.includes('"ErrorCode":0')) throw new Error(`The pipeline answered ${reply}`)
    const comparisons: PipelineComparison[] = []
    for (const { name, title } of baselines) {
      const measure = (what: string) => () => child.ask<number>(what)
      await inTurns(warmUps, measure(name), measure('pipeline'))
      const { a, b } = await inTurns(rounds, measure(name), measure('pipeline'))
      const ratio = spread(a.map((bare, at) => (b[at] ?? Number.NaN) / bare))
      comparisons.push({ baseline: name, title, bare: median(a), pipeline: median(b), ratio })
    }
    return comparisons
  } finally {
    child.stop()
  }
}
