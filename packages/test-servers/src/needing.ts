import { isInstalled } from './installed.js'

interface TestRunner {
  readonly describe: (name: string, body: () => void) => void
  readonly it: ((name: string, body: () => void) => void) & {
    readonly skip: (name: string, body: () => void) => void
  }
}

/** The globals of Jest, asked for by name: this package runs outside of it, too. */
const runner = () => globalThis as unknown as TestRunner

/**
 * A `describe` whose tests need a program. Without it there is one skipped test in their place, whose name says so; with
 * `IM_REQUIRE_SERVERS=1`, as in CI, one that fails.
 */
export function describeNeeding(program: string, name: string, body: () => void): void {
  const { describe, it } = runner()
  const { skip } = it
  if (isInstalled(program)) {
    describe(name, body)
    return
  }
  const reason = `not tested: ${program} is not installed`
  const leaveOut = process.env.IM_REQUIRE_SERVERS ? it : skip
  describe(name, () => {
    leaveOut(reason, () => {
      throw new Error(`${reason}. Install it, or unset IM_REQUIRE_SERVERS to leave these tests out.`)
    })
  })
}
