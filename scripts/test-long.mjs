import { parseArgs } from 'node:util'
import { longSteps } from './lib/long-steps.mjs'
import { chooseSteps, runSteps } from './lib/run-steps.mjs'
import { runScript } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'

/** What takes too long for `npm test`: `npm run test:long`, or `npm run test:long -- --only guards,kills`. */
await runScript(async (args) => {
  const { values } = parseArgs({ args, options: { only: { type: 'string' } } })
  const defaults = longSteps.filter((step) => step.isDefault)
  const steps = values.only === undefined ? defaults : chooseSteps(longSteps, values.only)
  const since = performance.now()
  await setUp()
  return runSteps(steps, { since })
})
