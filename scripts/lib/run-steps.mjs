import { log, secondsSince, StopError } from './log.mjs'
import { sumTotals, totalsLine } from './test-totals.mjs'

/**
 * @typedef {{ ok: boolean, totals?: import('./test-totals.mjs').Totals, note?: string, output?: string }} Outcome
 * @typedef {{ grep?: string | undefined, buffered?: boolean }} StepOptions buffered: return the output, do not print it
 * @typedef {{ name: string, title: string, sharesCores?: boolean, run: (options: StepOptions) => Promise<Outcome> }} Step
 * @typedef {{ title: string, outcome: Outcome, took: string }} Result
 */

/** How many of the steps that use one core run in parallel. */
const parallelSteps = 2

/**
 * @param {Step[]} steps
 * @param {string | undefined} only names, separated by commas; all steps if undefined
 */
export function chooseSteps(steps, only) {
  if (only === undefined) return steps
  const names = only.split(',')
  const unknown = names.find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined) {
    throw new StopError(`no step "${unknown}"; there are: ${steps.map((step) => step.name).join(', ')}`)
  }
  return steps.filter((step) => names.includes(step.name))
}

/** @param {Step} step @param {StepOptions} options @returns {Promise<Result>} */
async function runStep({ title, run }, options) {
  const announce = () => {
    console.log('')
    log(`--- ${title}`)
  }
  if (!options.buffered) announce()
  const startedAt = performance.now()
  const outcome = await run(options)
  const took = secondsSince(startedAt)
  if (options.buffered) {
    announce()
    process.stdout.write(outcome.output ?? '')
  }
  log(`${outcome.ok ? 'ok' : 'FAILED'} in ${took}`)
  return { title, outcome, took }
}

/**
 * Runs steps in parallel; each prints its output in one piece when it ends.
 * @param {Step[]} steps
 * @param {StepOptions} options
 */
async function runInParallel(steps, options) {
  const queue = [...steps]
  const buffered = steps.length > 1
  /** @type {Result[]} */
  const results = []
  const worker = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      results.push(await runStep(step, { ...options, buffered }))
    }
  }
  await Promise.all(Array.from({ length: parallelSteps }, worker))
  return results
}

/** @param {Result[]} results */
function printSummary(results) {
  log('summary')
  for (const { title, outcome, took } of results) {
    const verdict = outcome.ok ? 'ok    ' : 'FAILED'
    const details = [outcome.totals && totalsLine(outcome.totals), outcome.note].filter(Boolean).join('; ')
    log(`  ${verdict} ${title.padEnd(30)} ${took.padStart(8)}  ${details}`.trimEnd())
  }
}

/**
 * Runs all steps, also after a failure: one run reports everything that is wrong. `since` is
 * when the run began, by the monotonic clock.
 * @param {Step[]} steps
 * @param {StepOptions & { since: number, beforeSummary?: (() => void) | undefined }} options
 * @returns {Promise<number>} the exit code
 */
export async function runSteps(steps, { since, beforeSummary, ...options }) {
  const results = await runInParallel(
    steps.filter((step) => step.sharesCores),
    options,
  )
  for (const step of steps.filter((each) => !each.sharesCores)) results.push(await runStep(step, options))
  console.log('')
  beforeSummary?.()
  printSummary(results)
  log(`the run took ${secondsSince(since)}`)
  // The last line is read by machines: keep it exactly as it is.
  console.log(totalsLine(sumTotals(results.flatMap(({ outcome }) => outcome.totals ?? []))))
  return results.every(({ outcome }) => outcome.ok) ? 0 : 1
}
