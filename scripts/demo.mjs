import { ensureBuilt } from './lib/build-app.mjs'
import { hasDisplay, hasVirtualDisplay, onVirtualDisplay } from './lib/display.mjs'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, StopError } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { installCommand, missingLibraries } from './lib/system-libraries.mjs'

await runScript(async (args) => {
  await setUp()
  const missing = missingLibraries(['app', 'display'])
  if (missing.length > 0) {
    throw new StopError(`the tour needs system packages, run first: ${installCommand(missing)}`)
  }
  if (!hasDisplay() && !hasVirtualDisplay()) {
    throw new StopError('the tour needs a display, or Xvfb (the command xvfb-run) to create one')
  }
  await ensureBuilt()
  return run(...onVirtualDisplay(process.execPath, [inRoot('scripts', 'tour.mjs'), ...args]))
})
