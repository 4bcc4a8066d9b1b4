import { expect, test } from 'vitest'
import { root } from './paths.mjs'
import { sumByFile, timedJourneys, timedUnitTests } from './slowest.mjs'

test('reads the times of unit tests, by the path in the repository', () => {
  const assertionResults = [{ fullName: 'adds', duration: 12 }, { fullName: 'was skipped' }]
  expect(timedUnitTests({ testResults: [{ name: `${root}src/sum.test.ts`, assertionResults }] })).toEqual([
    { file: 'src/sum.test.ts', title: 'adds', ms: 12 },
    { file: 'src/sum.test.ts', title: 'was skipped', ms: 0 },
  ])
})

test('reads the times of journeys, also of those in a describe block', () => {
  const spec = (title, duration) => ({ file: 'a.spec.ts', title, tests: [{ results: [{ duration }] }] })
  const suite = { specs: [spec('opens', 5)], suites: [{ specs: [spec('closes', 7)] }] }
  expect(timedJourneys({ suites: [suite] })).toEqual([
    { file: 'a.spec.ts', title: 'opens', ms: 5 },
    { file: 'a.spec.ts', title: 'closes', ms: 7 },
  ])
})

test('sums tests by file, the slowest file first', () => {
  const tests = [
    { file: 'a', title: '1', ms: 3 },
    { file: 'b', title: '2', ms: 10 },
    { file: 'a', title: '3', ms: 4 },
  ]
  expect(sumByFile(tests)).toEqual([
    { file: 'b', count: 1, ms: 10 },
    { file: 'a', count: 2, ms: 7 },
  ])
})
