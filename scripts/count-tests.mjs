// A jest reporter: writes what a run came to, "passed failed version-of-node", to the file IM_TEST_COUNTS names.
// A test that is skipped or left for later proves nothing: it counts as failed.
import { writeFileSync } from 'node:fs'

export default class CountTests {
  onRunComplete(_contexts, results) {
    for (const { testFilePath, testResults, failureMessage } of results.testResults) {
      if (testResults.length === 0)
        console.error(`Counted as failed, no tests ran: ${testFilePath}\n${failureMessage ?? ''}`)
      for (const { status, fullName } of testResults) {
        if (status !== 'passed' && status !== 'failed')
          console.error(`Counted as failed, ${status}: ${fullName}`)
      }
    }
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numRuntimeErrorTestSuites } =
      results
    const failed = numFailedTests + numPendingTests + numTodoTests + numRuntimeErrorTestSuites
    writeFileSync(process.env.IM_TEST_COUNTS, `${numPassedTests} ${failed} ${process.version}\n`)
  }
}
