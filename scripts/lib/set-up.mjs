import { ensureElectron } from './electron-runtime.mjs'
import { checkNodeVersion } from './node-version.mjs'
import { ensurePackages } from './packages.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'

/**
 * Installs what a fresh machine lacks; every other script calls this first. System packages that cannot be installed are not
 * an error here, because only the caller knows which it needs.
 * @param {{ official?: boolean }} [options]
 */
export async function setUp(options) {
  checkNodeVersion()
  await ensurePackages()
  await ensureSystemLibraries()
  await ensureElectron(options)
}
