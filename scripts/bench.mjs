import { ensureBuilt } from './lib/build-app.mjs'
import { hasDisplay, hasVirtualDisplay } from './lib/display.mjs'
import { inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, StopError } from './lib/log.mjs'
import { setUp } from './lib/set-up.mjs'
import { installCommand, missingLibraries } from './lib/system-libraries.mjs'

/**
 * Measures the built app with 100,000 assets and with large files. Each figure is a ratio to a reference task of the same
 * run, which has a limit, and a time in milliseconds, which has none. `npm test` does not include it, because a busy machine
 * must not fail a test.
 */
await runScript(async (args) => {
  await setUp()
  const missing = missingLibraries(['app', 'display'])
  if (missing.length > 0) {
    throw new StopError(`the benchmarks need system packages, run first: ${installCommand(missing)}`)
  }
  if (!hasDisplay() && !hasVirtualDisplay()) {
    throw new StopError('the app needs a display, or Xvfb (the command xvfb-run) to create one')
  }
  await ensureBuilt()
  const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const config = inRoot('playwright.bench.config.ts')
  return run(process.execPath, [playwright, 'test', '--config', config, ...args])
})
