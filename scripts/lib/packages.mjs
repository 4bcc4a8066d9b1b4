import { readJsonFile } from './json-file.mjs'
import { inRoot } from './paths.mjs'
import { runNpm } from './run.mjs'
import { log, secondsSince, StopError } from './log.mjs'

/**
 * Whether npm's record of installed packages matches the lock file. npm writes the record at the end of an installation, so
 * an interrupted one counts as not installed.
 * @param {{ packages?: Record<string, any> } | undefined} lock package-lock.json
 * @param {{ packages?: Record<string, any> } | undefined} record node_modules/.package-lock.json
 */
export function packagesAreCurrent(lock, record) {
  if (!lock?.packages || !record?.packages) return false
  const locked = lock.packages
  const installed = record.packages
  const required = Object.entries(locked).filter(([path]) => path !== '')
  const allInstalled = required.every(([path, entry]) => {
    const found = installed[path]
    // npm omits optional packages for other systems.
    if (!found) return entry.optional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
  return allInstalled && Object.keys(installed).every((path) => path in locked)
}

/** Installs the packages of the lock file if they are missing or differ from it. */
export async function ensurePackages() {
  const lock = readJsonFile(inRoot('package-lock.json'))
  const record = readJsonFile(inRoot('node_modules', '.package-lock.json'))
  if (packagesAreCurrent(lock, record)) return

  const since = performance.now()
  log(record ? 'packages differ from package-lock.json, installing' : 'installing packages')
  // --ignore-scripts: no package here needs an install script.
  // --include=dev: a global NODE_ENV=production would omit the tools.
  // --loglevel=error: hides the warning that Electron's package requires a newer Node, which it does not need here.
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--include=dev', '--loglevel=error']
  const code = await runNpm(['ci', ...flags])
  if (code !== 0) {
    throw new StopError('packages could not be installed (see npm above). Is the package registry reachable?')
  }
  log(`packages installed in ${secondsSince(since)}`)
}
