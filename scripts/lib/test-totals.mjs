/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Totals
 */

/** A runner without a report counts as one failure, so that the sum cannot look green. */
const noReport = { passed: 0, failed: 1, skipped: 0 }

/**
 * @param {any} report of vitest's json reporter
 * @param {number} exitCode of vitest
 * @returns {Totals}
 */
export function vitestTotals(report, exitCode) {
  if (!report) return noReport
  // A file that could not be loaded has no failed tests, so it counts as one failure.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  )
  const totals = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
  return countUnnamedFailure(totals, exitCode)
}

/**
 * @param {any} report of Playwright's json reporter
 * @param {number} exitCode of Playwright
 * @returns {Totals}
 */
export function playwrightTotals(report, exitCode) {
  if (!report) return noReport
  const { expected, flaky, unexpected, skipped } = report.stats
  return countUnnamedFailure({ passed: expected + flaky, failed: unexpected, skipped }, exitCode)
}

/** A runner can fail without a failing test: an error outside of all tests, no tests found, a crash. */
function countUnnamedFailure(totals, exitCode) {
  return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals
}

/** @param {Totals[]} list */
export function sumTotals(list) {
  return list.reduce(
    (sum, totals) => ({
      passed: sum.passed + totals.passed,
      failed: sum.failed + totals.failed,
      skipped: sum.skipped + totals.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The last line of a test run, which machines read. @param {Totals} totals */
export function totalsLine({ passed, failed, skipped }) {
  const line = `${passed} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}
