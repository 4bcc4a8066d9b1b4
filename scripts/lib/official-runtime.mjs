import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pinnedVersion, unwire, wiredRuntime } from './electron-wiring.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { cache, electronPackage, root } from './paths.mjs'

const failureFile = join(cache, 'official-runtime-failure.json')
const dayMs = 24 * 60 * 60 * 1000
/** A network that drops packets answers nothing at all; a slow one still moves some bytes in this time. */
const stallMs = 20_000
const pollMs = 500

/**
 * Whether the download failed for this version less than a day ago: then it is not tried at every start.
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
    return total // a file or folder that went away while we looked
  }
  return total
}

/** Runs the electron package's own installer; resolves to undefined when it worked, else to the reason. */
function runInstaller(temporary) {
  const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary }
  const child = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  return new Promise((resolve) => {
    let complaint = ''
    child.stderr.on('data', (chunk) => (complaint += chunk))

    let bytes = 0
    let movedAt = performance.now()
    const watch = setInterval(() => {
      const seen = bytesIn(temporary) + bytesIn(join(electronPackage, 'dist'))
      if (seen !== bytes) [bytes, movedAt] = [seen, performance.now()]
      if (performance.now() - movedAt > stallMs) child.kill('SIGKILL')
    }, pollMs)

    child.on('close', (code, signal) => {
      clearInterval(watch)
      if (code === 0) return resolve(undefined)
      resolve(signal ? `nothing arrived for ${stallMs / 1000} s` : reasonIn(complaint))
    })
  })
}

/** The last `cause`-like line of a Node stack: `getaddrinfo ENOTFOUND host` says more than `fetch failed`. */
export function reasonIn(complaint) {
  const errors = [...complaint.matchAll(/(?:^|\s)(?:\w*Error): ([^\n]+)/g)].map((match) => match[1].trim())
  return errors.at(-1)?.replace(/ \{$/, '') ?? 'the installer of the electron package failed'
}

/** Tries the official download. @returns {Promise<string | undefined>} the reason when it did not work */
export async function fetchOfficialRuntime() {
  // The installer unpacks into dist: were that still a link, it would unpack into the trial runtime.
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
