import { runScript, log, secondsSince } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async (args) => {
  const since = performance.now()
  await setUp({ official: args.includes('--official') })
  log(`setup is complete (${secondsSince(since)})`)
})
