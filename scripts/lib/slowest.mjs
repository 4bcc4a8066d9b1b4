import { readJsonFile } from './json-file.mjs'
import { E2E_REPORT, root, UNIT_REPORT } from './paths.mjs'
import { log } from './log.mjs'

/** @typedef {{ file: string, title: string, ms: number }} TimedTest */

/** How many tests and files are listed. */
const maxShown = 30

/** @param {any} report of vitest's json reporter @returns {TimedTest[]} */
export function timedUnitTests(report) {
  return report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({
      file: name.replace(root, ''),
      title: fullName,
      ms: duration ?? 0,
    })),
  )
}

/** @param {any} report of Playwright's json reporter @returns {TimedTest[]} */
export function timedJourneys(report) {
  const ofSuite = ({ specs = [], suites = [] }) => [
    ...specs.flatMap(({ file, title, tests }) =>
      tests.map(({ results }) => ({
        file,
        title,
        ms: results.reduce((sum, { duration }) => sum + duration, 0),
      })),
    ),
    ...suites.flatMap(ofSuite),
  ]
  return ofSuite(report)
}

/** @param {TimedTest[]} tests @returns {{ file: string, count: number, ms: number }[]} the slowest file first */
export function sumByFile(tests) {
  const sums = new Map()
  for (const { file, ms } of tests) {
    const { count, ms: before } = sums.get(file) ?? { count: 0, ms: 0 }
    sums.set(file, { file, count: count + 1, ms: before + ms })
  }
  return [...sums.values()].sort((one, other) => other.ms - one.ms)
}

function printTimes(what, tests) {
  const line = (ms, text) => log(`  ${(ms / 1000).toFixed(1).padStart(7)} s  ${text}`)
  log(`slowest ${what}`)
  const sorted = [...tests].sort((one, other) => other.ms - one.ms)
  for (const { file, title, ms } of sorted.slice(0, maxShown)) line(ms, `${file}: ${title}`)
  log(`slowest files of ${what}`)
  for (const { file, count, ms } of sumByFile(tests).slice(0, maxShown)) line(ms, `${file} (${count})`)
}

/** Prints where the time went. @param {{ name: string }[]} steps that ran */
export function printSlowest(steps) {
  const ran = (name) => steps.some((step) => step.name === name)
  const unit = ran('unit') && readJsonFile(UNIT_REPORT)
  if (unit) printTimes('unit tests', timedUnitTests(unit))
  const journeys = ran('e2e') && readJsonFile(E2E_REPORT)
  if (journeys) printTimes('journeys', timedJourneys(journeys))
}
