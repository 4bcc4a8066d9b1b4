import { expect, test } from 'vitest'
import { playwrightTotals, sumTotals, totalsLine, vitestTotals } from './test-totals.mjs'

const file = (status, ...testStatuses) => ({
  status,
  assertionResults: testStatuses.map((testStatus) => ({ status: testStatus })),
})

const unit = (changes = {}) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [file('passed', 'passed', 'passed', 'passed')],
  ...changes,
})

const e2e = (changes = {}) => ({ stats: { expected: 5, unexpected: 0, flaky: 0, skipped: 0, ...changes } })

test('sums unit tests and end-to-end tests', () => {
  const sum = sumTotals([vitestTotals(unit(), 0), playwrightTotals(e2e(), 0)])
  expect(totalsLine(sum)).toBe('8 passed, 0 failed')
})

test('mentions skipped tests only if there are any', () => {
  const sum = sumTotals([vitestTotals(unit({ numPendingTests: 1, numTodoTests: 1 }), 0)])
  expect(totalsLine(sum)).toBe('3 passed, 0 failed, 2 skipped')
})

test('counts a test file that could not be loaded as one failure', () => {
  const testResults = [file('passed', 'passed'), file('failed')]
  expect(vitestTotals(unit({ testResults }), 1).failed).toBe(1)
})

test('counts a failing test once and not again for its file', () => {
  const testResults = [file('failed', 'passed', 'failed')]
  expect(vitestTotals(unit({ numFailedTests: 1, testResults }), 1).failed).toBe(1)
})

test('counts a runner that fails without naming a test as one failure', () => {
  expect(vitestTotals(unit(), 1).failed).toBe(1)
  expect(playwrightTotals(e2e({ expected: 0 }), 1).failed).toBe(1)
})

test('counts a runner without a report as one failure, whatever its exit code', () => {
  expect(vitestTotals(undefined, 0).failed).toBe(1)
  expect(playwrightTotals(undefined, 0).failed).toBe(1)
})

test('counts no tests as 0 passed, 0 failed', () => {
  expect(totalsLine(sumTotals([]))).toBe('0 passed, 0 failed')
})
