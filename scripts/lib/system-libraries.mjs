import { existsSync, readFileSync } from 'node:fs'
import { capture, run } from './run.mjs'
import { log } from './log.mjs'

/**
 * What Debian and Ubuntu must have, and what for: a person who only starts the app at a desktop needs no
 * virtual display. Proven on a bare Debian 12.
 */
const libraries = {
  app: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1'],
  display: ['xvfb', 'xauth'],
  keyring: ['dbus', 'gnome-keyring'],
  // The very curl line of the API's documentation is one of the tests.
  tests: ['curl'],
  // Without them pictures still come, with boxes for the letters that no font has.
  fonts: ['fonts-liberation', 'fonts-noto-color-emoji', 'fonts-noto-cjk'],
}

/** @typedef {keyof typeof LIBRARIES} Purpose */

/** Renamed when Debian 13 and Ubuntu 24.04 moved to 64-bit time. */
const renamed = { 'libgtk-3-0': 'libgtk-3-0t64', libasound2: 'libasound2t64' }

/** @param {string} [glibc] the C library tells the two generations apart whatever the distribution is called */
export function namesForSystem(names, glibc = '0') {
  const [major = 0, minor = 0] = glibc.split('.').map(Number)
  const isRenamed = major > 2 || (major === 2 && minor >= 39)
  return names.map((name) => (isRenamed ? (renamed[name] ?? name) : name))
}

/** @param {string[]} packages */
export function installCommand(packages) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/** @param {string} osRelease text of /etc/os-release */
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
 * @returns {string[]} names of the packages that are not installed; empty on systems that have no dpkg
 */
export function missingLibraries(purposes) {
  if (!onDebianFamily()) return []
  /** @type {any} */
  const report = process.report.getReport()
  const wanted = namesForSystem(
    purposes.flatMap((purpose) => libraries[purpose]),
    report.header.glibcVersionRuntime,
  )
  // dpkg-query fails when it does not know one of the names, and still answers for the others.
  const { stdout } = capture('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\\n', ...wanted])
  const installed = new Set(
    stdout
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  )
  return wanted.filter((name) => !installed.has(name))
}

const everyPurpose = /** @type {Purpose[]} */ (Object.keys(libraries))

/** Installs what is missing when we may; otherwise says which command would. */
export async function ensureSystemLibraries() {
  const missing = missingLibraries(everyPurpose)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    log(`system packages are missing: ${missing.join(' ')}`)
    log(`install them with: ${installCommand(missing)}`)
    return
  }
  log(`installing system packages: ${missing.join(' ')}`)
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, quiet: true }
  // Another apt may be at work on a machine that has just started.
  const patient = ['-qq', '-o', 'DPkg::Lock::Timeout=120']
  const updated = await run('apt-get', ['update', ...patient], options)
  if (updated !== 0) log('the package lists could not be renewed, trying with those that are there')
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...patient, ...missing], options)
  const stillMissing = missingLibraries(everyPurpose)
  if (stillMissing.length > 0) log(`could not be installed: ${stillMissing.join(' ')} (see apt-get above)`)
}
