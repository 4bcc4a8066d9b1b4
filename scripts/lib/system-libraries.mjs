import { existsSync, readFileSync } from 'node:fs'
import { capture, run } from './run.mjs'
import { log } from './log.mjs'

/**
 * Required packages of Debian and Ubuntu by purpose, because starting the app on a desktop needs no virtual display, for
 * example. Tested on a minimal Debian 12.
 */
const libraries = {
  app: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
  display: ['xvfb', 'xauth'],
  keyring: ['dbus', 'gnome-keyring'],
  // A test runs the curl command of the API's documentation, and one trusts its own certificate authority.
  tests: ['curl', 'libnss3-tools'],
  // Without these fonts, screenshots show boxes instead of some letters.
  fonts: ['fonts-liberation', 'fonts-noto-color-emoji', 'fonts-noto-cjk'],
}

/** @typedef {keyof typeof libraries} Purpose */

/** New names since Debian 13 and Ubuntu 24.04, which changed to 64-bit time. */
const renamed = { 'libgtk-3-0': 'libgtk-3-0t64', libasound2: 'libasound2t64' }

/** @param {string} [glibc] version of the C library, which distinguishes the generations of all distributions */
export function namesForSystem(names, glibc = '0') {
  const [major = 0, minor = 0] = glibc.split('.').map(Number)
  const isRenamed = major > 2 || (major === 2 && minor >= 39)
  return names.map((name) => (isRenamed ? (renamed[name] ?? name) : name))
}

/** @param {string[]} packages */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/** @param {string} osRelease content of /etc/os-release */
export function isDebianFamily(osRelease) {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  )
  return ids.includes('debian') || ids.includes('ubuntu')
}

function onDebianFamily() {
  if (process.platform !== 'linux' || !existsSync('/etc/os-release')) return false
  return isDebianFamily(readFileSync('/etc/os-release', 'utf8'))
}

/**
 * @param {Purpose[]} purposes
 * @returns {string[]} names of the packages that are not installed; empty on systems without dpkg
 */
export function missingLibraries(purposes) {
  if (!onDebianFamily()) return []
  /** @type {any} */
  const report = process.report.getReport()
  const required = namesForSystem(
    purposes.flatMap((purpose) => libraries[purpose]),
    report.header.glibcVersionRuntime,
  )
  // dpkg-query fails if it does not know one of the names, but still reports the others.
  const { stdout } = capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...required])
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return required.filter((name) => !installed.has(name))
}

const allPurposes = /** @type {Purpose[]} */ (Object.keys(libraries))

/** Installs missing packages as root; otherwise prints the command that does. */
export async function ensureSystemLibraries() {
  const missing = missingLibraries(allPurposes)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    log(`system packages are missing: ${missing.join(' ')}`)
    log(`install them with: ${installCommand(missing)}`)
    return
  }
  log(`installing system packages: ${missing.join(' ')}`)
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  // On a machine that has just started, another apt may hold the lock.
  const aptOptions = ['-qq', '-o', 'DPkg::Lock::Timeout=120']
  const updateCode = await run('apt-get', ['update', ...aptOptions], options)
  if (updateCode !== 0) log('the package lists could not be updated, trying the existing ones')
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...aptOptions, ...missing], options)
  const stillMissing = missingLibraries(allPurposes)
  if (stillMissing.length > 0) log(`could not be installed: ${stillMissing.join(' ')} (see apt-get above)`)
}
