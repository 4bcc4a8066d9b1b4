import { readJsonFile } from './json-file.mjs'
import { inRoot } from './paths.mjs'
import { runNpm } from './run.mjs'
import { log, secondsSince, StopError } from './log.mjs'

/**
 * Whether what npm says it installed is what the lock file asks for. npm writes its record as the last act
 * of an installation, so a run that was cut off counts as not installed; and no file time is trusted.
 * @param {{ packages?: Record<string, any> } | undefined} lock package-lock.json
 * @param {{ packages?: Record<string, any> } | undefined} record node_modules/.package-lock.json
 */
export function packagesAreCurrent(lock, record) {
  if (!lock?.packages || !record?.packages) return false
  const asked = lock.packages
  const installed = record.packages
  const wanted = Object.entries(asked).filter(([path]) => path !== '')
  const allThere = wanted.every(([path, entry]) => {
    const found = installed[path]
    // npm leaves out optional packages of other systems.
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
  return allThere && Object.keys(installed).every((path) => path in asked)
}

/** Installs the packages of the lock file when they are missing or not the ones it names. */
export async function ensurePackages() {
  const lock = readJsonFile(inRoot('package-lock.json'))
  const record = readJsonFile(inRoot('node_modules', '.package-lock.json'))
  if (packagesAreCurrent(lock, record)) return

  const since = performance.now()
  log(record ? 'packages differ from package-lock.json, installing' : 'installing packages')
  // --ignore-scripts: nothing here needs an install script, so none gets to run.
  // --include=dev: a machine-wide NODE_ENV=production would leave out the tools.
  // --loglevel=error: Electron's package asks for a newer Node than it needs here, a warning that only worries.
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--loglevel=error']
  const code = await runNpm(['ci', ...flags])
  if (code !== 0) {
    throw new StopError('packages could not be installed (see npm above). Is the package registry reachable?')
  }
  log(`packages installed in ${secondsSince(since)}`)
}
