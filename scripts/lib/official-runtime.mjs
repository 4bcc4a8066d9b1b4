import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedVersion, unwire, wiredRuntime } from './electron-wiring.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { cache, electronPackage, root } from './paths.mjs'

const failureFile = join(cache, 'official-runtime-failure.json')
const dayMs = 24 * 60 * 60 * 1000
/** Time limit without any progress in milliseconds. Even a slow network moves some bytes in this time. */
const stallMs = 20_000
const pollMs = 500

/**
 * Whether the download of this version failed less than a day ago, in which case it is not retried at every start.
 * @param {{ version?: string, at?: number } | undefined} failure
 */
export function failedRecently(failure, { version, now }) {
  if (!failure || failure.version !== version || typeof failure.at !== 'number') return false
  return now >= failure.at && now - failure.at < dayMs
}

export function officialFailedRecently() {
  return failedRecently(readJsonFile(failureFile), { version: pinnedVersion(), now: Date.now() })
}

function bytesIn(folder) {
  let total = 0
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      total += entry.isDirectory() ? bytesIn(path) : statSync(path).size
    }
  } catch {
    return total // a file or folder disappeared in between
  }
  return total
}

/** Runs the installer of the electron package. Resolves to undefined on success, otherwise to the reason of the failure. */
function runInstaller(temporary) {
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  const child = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  return new Promise((resolve) => {
    let errorOutput = ''
    child.stderr.on('data', (chunk) => (errorOutput += chunk))

    let bytes = 0
    let progressAt = performance.now()
    const poll = setInterval(() => {
      const bytesNow = bytesIn(temporary) + bytesIn(join(electronPackage, 'dist'))
      if (bytesNow !== bytes) [bytes, progressAt] = [bytesNow, performance.now()]
      if (performance.now() - progressAt > stallMs) child.kill('SIGKILL')
    }, pollMs)

    child.on('close', (code, signal) => {
      clearInterval(poll)
      if (code === 0) return resolve(undefined)
      resolve(signal ? `nothing arrived for ${stallMs / 1000} s` : reasonIn(errorOutput))
    })
  })
}

/** The last error in the output, which is the root cause: `getaddrinfo ENOTFOUND host` rather than `fetch failed`. */
export function reasonIn(errorOutput) {
  const errors = [...errorOutput.matchAll(/(?:^|\s)(?:\w*Error): ([^\n]+)/g)].map((match) => match[1].trim())
  return errors.at(-1)?.replace(/ \{$/, '') ?? 'the installer of the electron package failed'
}

/** Downloads the official runtime. @returns {Promise<string | undefined>} the reason if it failed */
export async function fetchOfficialRuntime() {
  // The installer unpacks into dist, which must not be a link to the trial runtime.
  unwire()
  mkdirSync(cache, { recursive: true })
  const temporary = mkdtempSync(join(cache, 'official-'))
  const reason = await runInstaller(temporary)
  rmSync(temporary, { recursive: true, force: true })
  if (reason === undefined && wiredRuntime() === 'official') {
    rmSync(failureFile, { force: true })
    return undefined
  }
  unwire()
  writeJsonFile(failureFile, { version: pinnedVersion(), at: Date.now() })
  return reason ?? 'the installer left no runtime'
}
