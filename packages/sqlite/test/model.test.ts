import type { CallbackJob } from '@im-callback/core'
import fc from 'fast-check'
import { newFolder } from './support/folder.js'
import { attempts, type Conduct, Incarnation, type Journal } from './support/incarnation.js'
import { job } from './support/jobs.js'
import { runSql } from './support/sql.js'
import { until } from './support/until.js'

jest.setTimeout(120_000)

type Step =
  | { readonly do: 'enqueue'; readonly jobs: readonly (readonly Conduct[])[]; readonly isAwaited: boolean }
  | { readonly do: 'die' | 'close' | 'settle' | 'pass' }
  | { readonly do: 'step clock'; readonly by: number }

const conduct = fc.constantFrom<Conduct>('succeed', 'succeed', 'fail', 'hang')
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      jobs: fc.array(fc.array(conduct, { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      isAwaited: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constantFrom('die', 'die', 'close', 'settle', 'pass') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('step clock' as const),
      by: fc.integer({ min: -1e10, max: 1e10 }),
    }),
  },
)

/** What must hold of one job, and what the handler does at each of its attempts. */
class World {
  readonly journal: Journal = { begun: [], handled: [] }
  readonly acknowledged = new Set<string>()
  /** Written down as handled or given up: they must not be seen again. */
  readonly over = new Map<string, number>()
  readonly #plans = new Map<string, readonly Conduct[]>()
  readonly #file: string
  #clockStep = 0
  #isEnd = false
  #process: Incarnation

  constructor(file: string) {
    this.#file = file
    this.#process = this.#begin()
  }

  async run(step: Step): Promise<void> {
    if (step.do === 'enqueue') await this.#enqueue(step.jobs, step.isAwaited)
    if (step.do === 'step clock') this.#clockStep += step.by
    if (step.do === 'die') {
      this.#process.die()
      this.#process = this.#begin()
    }
    if (step.do === 'close') {
      await this.#process.queue.close({ timeout: 0 })
      this.#process = this.#begin()
    }
    if (step.do === 'settle') await this.#settle()
    if (step.do === 'pass') await new Promise((resolve) => setImmediate(resolve))
  }

  /** From now on handlers succeed: everything must come to its end. */
  async end(): Promise<void> {
    this.#isEnd = true
    await this.#process.queue.close({ timeout: 0 })
    this.#process = this.#begin()
    const { queue } = this.#process
    await until(async () => {
      const { waiting, active, delayed } = await queue.stats()
      return waiting + active + delayed === 0
    }, 20_000)
    for (const { job: given } of await queue.deadLetters.list({ limit: 10_000 }))
      this.given.push(given?.Id ?? '')
    await queue.close()
  }

  /** Ids of dead letters. */
  readonly given: string[] = []

  #begin(): Incarnation {
    return new Incarnation({
      file: this.#file,
      clock: () => Date.now() + this.#clockStep,
      conduct: (given) => this.#conduct(given),
      journal: this.journal,
    })
  }

  #conduct({ Id, Attempt }: CallbackJob): Conduct {
    return this.#isEnd ? 'succeed' : (this.#plans.get(Id)?.[Attempt - 1] ?? 'succeed')
  }

  async #enqueue(jobs: readonly (readonly Conduct[])[], isAwaited: boolean): Promise<void> {
    const { queue } = this.#process
    const stored = jobs.map(async (plan) => {
      const id = String(this.#plans.size)
      this.#plans.set(id, plan)
      await queue.enqueue(job(id))
      this.acknowledged.add(id)
    })
    const all = Promise.allSettled(stored)
    if (isAwaited) await all
  }

  /** Waits until what was handled is written down; what hangs goes on hanging. */
  async #settle(): Promise<void> {
    const { queue } = this.#process
    const hanging = () =>
      this.journal.begun.filter(
        (given) => this.#conduct(given) === 'hang' && isLast(given, this.journal.begun),
      ).length
    await until(async () => {
      const { waiting, active, delayed } = await queue.stats()
      return active <= hanging() && (active === 3 || waiting + delayed === 0)
    })
    const left = runSql(
      this.#file,
      "SELECT content ->> 'Id' AS id FROM line JOIN job ON job.id = line.job UNION ALL SELECT content ->> 'Id' FROM delayed JOIN job ON job.id = delayed.job",
    )
    const present = new Set(left.map((row) => (row as { id: string }).id))
    for (const id of this.journal.handled) {
      if (!present.has(id) && !this.over.has(id)) this.over.set(id, this.journal.begun.length)
    }
  }
}

/** Whether this is the latest attempt at its job. */
const isLast = (given: CallbackJob, begun: readonly CallbackJob[]): boolean =>
  begun.findLast(({ Id }) => Id === given.Id) === given

describe('a queue that dies, is closed, and whose clock jumps', () => {
  it('loses nothing it acknowledged, and does nothing again that was written down', async () => {
    const seen = { deaths: 0, repeated: 0, letters: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }), async (steps) => {
        const { file, remove } = newFolder()
        const world = new World(file)
        try {
          for (const each of steps) await world.run(each)
          await world.end()
          const { journal, acknowledged, given, over } = world

          const ended = new Set([...journal.handled, ...given])
          expect([...acknowledged].filter((id) => !ended.has(id))).toEqual([])

          const again = journal.begun.filter(({ Id }, at) => at >= (over.get(Id) ?? Number.POSITIVE_INFINITY))
          expect(again).toEqual([])

          const last = new Map<string, number>()
          for (const { Id, Attempt } of journal.begun) {
            expect(Attempt).toBeGreaterThan(last.get(Id) ?? 0)
            last.set(Id, Attempt)
          }
          for (const id of given) expect(last.get(id)).toBeGreaterThanOrEqual(attempts)
          expect(new Set(given).size).toBe(given.length)
          expect(runSql(file, 'SELECT count(*) AS rows FROM job')).toMatchObject([{ rows: given.length }])

          seen.deaths += steps.filter((each) => each.do === 'die').length
          seen.repeated += journal.handled.length - new Set(journal.handled).size
          seen.letters += given.length
        } finally {
          remove()
        }
      }),
      { numRuns: 60, seed: 20_261_120, endOnFailure: true },
    )
    expect(seen.deaths).toBeGreaterThan(50)
    expect(seen.letters).toBeGreaterThan(5)
  })
})
