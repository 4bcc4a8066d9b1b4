import { ensureElectron } from './electron-runtime.mjs'
import { checkNodeVersion } from './node-version.mjs'
import { ensurePackages } from './packages.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Everything that a fresh machine needs, each step only when it is needed: what every other script calls
 * first. System packages that we may not install are no error here; the caller knows which it can't do without.
 * @param {{ official?: boolean }} [options]
 */
export async function setUp(options) {
  checkNodeVersion()
  await ensurePackages()
  await ensureSystemLibraries()
  await ensureElectron(options)
}
