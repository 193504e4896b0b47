import type { DedupeStore } from '@im-callback/core'
import { it } from '../runner.js'
import type { DedupePlace, DedupeProcess, DedupeTestOptions, DedupeUnderTest } from './subject.js'

const testTimeout = 60_000

/** One place for answers and the stores opened on it, for the time of one test. */
export interface DedupeBench {
  readonly place: DedupePlace
  /** Remembers answers for a minute, if nothing else is said. */
  open(options?: DedupeTestOptions): Promise<DedupeProcess>
  store(options?: DedupeTestOptions): Promise<DedupeStore>
}

/** A test with a place of its own. */
export function itDedupes(
  subject: DedupeUnderTest,
  name: string,
  test: (bench: DedupeBench) => Promise<void>,
): void {
  it(
    name,
    async () => {
      const place = await subject.createStore()
      const open = async (options: DedupeTestOptions = { ttl: 60_000 }) => place.open(options)
      try {
        await test({ place, open, store: async (options) => (await open(options)).store })
      } finally {
        await place.dispose()
      }
    },
    testTimeout,
  )
}

/** Answers that count themselves: `1`, `2` … */
export function counter(): { readonly made: string[]; readonly answer: () => Promise<string> } {
  const made: string[] = []
  const answer = async () => {
    const text = String(made.length + 1)
    made.push(text)
    return text
  }
  return { made, answer }
}
