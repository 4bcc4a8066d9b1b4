import { parseArgs } from 'node:util'
import { runScript, log, secondsSince, StopError } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { steps } from './lib/test-steps.mjs'
import { sumTotals, totalsLine } from './lib/test-totals.mjs'

function chosenSteps(only) {
  if (only === undefined) return steps
  const names = only.split(',')
  const unknown = names.find((name) => !steps.some((step) => step.name === name))
  if (unknown !== undefined) {
    throw new StopError(`no step "${unknown}"; there are: ${steps.map((step) => step.name).join(', ')}`)
  }
  return steps.filter((step) => names.includes(step.name))
}

function printSummary(results) {
  log('summary')
  for (const { title, outcome, took } of results) {
    const verdict = outcome.ok ? 'ok    ' : 'FAILED'
    const details = [outcome.totals && totalsLine(outcome.totals), outcome.note].filter(Boolean).join('; ')
    log(`  ${verdict} ${title.padEnd(30)} ${took.padStart(8)}  ${details}`.trimEnd())
  }
}

await runScript(async (args) => {
  const { values } = parseArgs({ args, options: { only: { type: 'string' }, grep: { type: 'string' } } })
  const steps = chosenSteps(values.only)
  const since = performance.now()
  await setUp()

  // All of them, even after a failure: one run tells everything that is wrong.
  const results = []
  for (const { title, run } of steps) {
    console.log('')
    log(`--- ${title}`)
    const began = performance.now()
    const outcome = await run(values.grep === undefined ? {} : { grep: values.grep })
    const took = secondsSince(began)
    log(`${outcome.ok ? 'ok' : 'FAILED'} in ${took}`)
    results.push({ title, outcome, took })
  }

  console.log('')
  printSummary(results)
  log(`all of it took ${secondsSince(since)}`)
  // The last line is read by machines: it stays exactly so.
  console.log(totalsLine(sumTotals(results.flatMap(({ outcome }) => outcome.totals ?? []))))
  return results.every(({ outcome }) => outcome.ok) ? 0 : 1
})
