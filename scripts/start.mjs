import { ensureBuilt } from './lib/build-app.mjs'
import { hasDisplay } from './lib/display.mjs'
import { launchApp } from './lib/launch-app.mjs'
import { inRoot } from './lib/paths.mjs'
import { runTool } from './lib/run.mjs'
import { runScript, log, StopError } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { installCommand, missingLibraries } from './lib/system-libraries.mjs'

await runScript(async (args) => {
  await setUp()
  if (!hasDisplay()) {
    log('there is no display, running the scripted tour instead (npm run demo)')
    return runTool(inRoot('scripts', 'demo.mjs'), [])
  }
  const missing = missingLibraries(['app'])
  if (missing.length > 0)
    throw new StopError(`the app needs system packages, run first: ${installCommand(missing)}`)
  await ensureBuilt()
  log('opening the app')
  return launchApp(args)
})
