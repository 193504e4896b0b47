// A list of named checks: one line each, and `N passed, N failed` at the end.
let passed = 0
let failed = 0

/**
 * Runs one check. It fails by throwing, or by answering a list of problems that is not empty.
 *
 * @param {string} name
 * @param {() => void | string[] | Promise<void | string[]>} run
 */
export async function check(name, run) {
  const problems = await problemsOf(run)
  if (problems.length === 0) {
    passed += 1
    console.log(`ok      ${name}`)
    return
  }
  failed += 1
  console.log(`FAILED  ${name}`)
  for (const problem of problems) console.log(`        ${problem.replaceAll('\n', '\n        ')}`)
}

/** Prints the totals and sets the exit code. A run without a single check proves nothing and fails. */
export function finish() {
  if (passed + failed === 0) failed = 1
  console.log(`${passed} passed, ${failed} failed`)
  if (failed > 0) process.exitCode = 1
}

async function problemsOf(run) {
  try {
    return (await run()) ?? []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}
