import { describeNeeding } from '../src/needing.js'

/** What `describeNeeding` tells the test runner, recorded instead of run. */
function told(program: string, required: string): string[] {
  const lines: string[] = []
  const real = { describe: globalThis.describe, it: globalThis.it, required: process.env.IM_REQUIRE_SERVERS }
  const run = (name: string, body: () => void) => {
    lines.push(`runs: ${name}`)
    try {
      body()
    } catch (error) {
      lines.push(String(error))
    }
  }
  const skip = (name: string) => void lines.push(`skips: ${name}`)
  Object.assign(globalThis, { describe: run, it: Object.assign(run, { skip }) })
  process.env.IM_REQUIRE_SERVERS = required
  try {
    describeNeeding(program, 'a queue', () => void lines.push('tests'))
  } finally {
    Object.assign(globalThis, { describe: real.describe, it: real.it })
    if (real.required === undefined) delete process.env.IM_REQUIRE_SERVERS
    else process.env.IM_REQUIRE_SERVERS = real.required
  }
  return lines
}

describe('tests that need a program', () => {
  it('run where it is installed', () => {
    expect(told('node', '')).toEqual(['runs: a queue', 'tests'])
  })

  it('are left out where it is not, and say so', () => {
    expect(told('no-such-server', '')).toEqual([
      'runs: a queue',
      'skips: not tested: no-such-server is not installed',
    ])
  })

  it('fail where it is not, when that was asked for', () => {
    expect(told('no-such-server', '1')).toEqual([
      'runs: a queue',
      'runs: not tested: no-such-server is not installed',
      expect.stringContaining('Install it, or unset IM_REQUIRE_SERVERS'),
    ])
  })
})
