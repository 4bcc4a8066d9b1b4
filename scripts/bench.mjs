import { ensureBuilt } from './lib/build-app.mjs'
import { hasDisplay, hasVirtualDisplay } from './lib/display.mjs'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, StopError } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { installCommand, missingLibraries } from './lib/system-libraries.mjs'

/**
 * How quick the built app is with 100,000 assets and with large files: each figure as a relation to a plain job of the same run, which is what
 * is judged, and in milliseconds, which are not. No part of `npm test`: a busy machine must fail no test.
 */
await runScript(async (args) => {
  await setUp()
  const missing = missingLibraries(['app', 'display'])
  if (missing.length > 0) {
    throw new StopError(`nothing can be measured before this is run: ${installCommand(missing)}`)
  }
  if (!hasDisplay() && !hasVirtualDisplay()) {
    throw new StopError('the app needs a display, or Xvfb (its command xvfb-run) to make one')
  }
  await ensureBuilt()
  const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const config = inRoot('playwright.bench.config.ts')
  return run(process.execPath, [playwright, 'test', '--config', config, ...args])
})
