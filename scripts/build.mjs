import { ensureBuilt } from './lib/build-app.mjs'
import { runScript, log } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'

await runScript(async (args) => {
  await setUp()
  await ensureBuilt({ force: args.includes('--force') })
  log('the build in out/ is up to date')
})
