import { parseArgs } from 'node:util'
import { chooseSteps, runSteps } from './lib/run-steps.mjs'
import { runScript } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { printSlowest } from './lib/slowest.mjs'
import { testSteps } from './lib/test-steps.mjs'

/** What CI runs: `npm test`, or a part of it: `npm test -- --only unit,e2e --grep deletion --slowest`. */
await runScript(async (args) => {
  const { values } = parseArgs({
    args,
    options: { only: { type: 'string' }, grep: { type: 'string' }, slowest: { type: 'boolean' } },
  })
  const steps = chooseSteps(testSteps, values.only)
  const since = performance.now()
  await setUp()
  const beforeSummary = values.slowest ? () => printSlowest(steps) : undefined
  return runSteps(steps, { since, grep: values.grep, beforeSummary })
})
