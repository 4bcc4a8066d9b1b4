import { runScript, say, secondsSince } from './lib/say.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async (args) => {
  const since = performance.now()
  await setUp({ official: args.includes('--official') })
  say(`set up (${secondsSince(since)})`)
})
