import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build-app.mjs'
import { trialMark, wiredRuntime } from './lib/electron-wiring.mjs'
import { log, runScript, secondsSince, StopError } from './lib/log.mjs'
import { makeDeb } from './lib/packaging/make-deb.mjs'
import { writeNotices } from './lib/packaging/notices.mjs'
import { artifacts, inRoot } from './lib/paths.mjs'
import { capture, runNpm, runTool } from './lib/run.mjs'
import { setUp } from './lib/set-up.mjs'
import { trialPackage } from './lib/trial-package.mjs'
import { ensureTrialRuntime } from './lib/trial-runtime.mjs'

const output = join(artifacts, 'package')
const tools = inRoot('packaging', 'node_modules')

/** Installs the tools from a separate lock file, so that `npm ci` stays quick. */
async function ensureTools() {
  if (existsSync(join(tools, 'electron-builder', 'cli.js'))) return
  log('installing the packaging tools')
  const folder = inRoot('packaging')
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  if ((await runNpm(args)) !== 0) throw new StopError('the packaging tools could not be installed')
}

/** The runtime without our default app, which electron-builder cannot copy and a package must not have. */
async function trialRuntimeFolder() {
  const runtime = await ensureTrialRuntime()
  const copy = join(output, 'runtime')
  cpSync(runtime, copy, { recursive: true, preserveTimestamps: true })
  rmSync(join(copy, 'resources'), { recursive: true, force: true })
  rmSync(join(copy, trialMark), { force: true })
  mkdirSync(join(copy, 'resources'))
  return copy
}

/** The time of the commit, which makes two builds of it equal. */
function commitSeconds() {
  const { ok, stdout } = capture('git', ['log', '-1', '--format=%ct'])
  if (!ok) throw new StopError('packages are made from a git clone, because the time of the commit is theirs')
  return Number(stdout.trim())
}

/** What the configuration of electron-builder reads. */
const trialEnvironment = (runtime) => ({
  REFSHELF_TRIAL_RUNTIME: runtime,
  REFSHELF_TRIAL_VERSION: trialPackage.electron,
})

/** Builds the app without a package. @returns {Promise<string>} its folder */
async function buildApp(trialRuntime) {
  const config = inRoot('packaging', 'electron-builder.config.cjs')
  const trial = trialRuntime === undefined ? {} : trialEnvironment(trialRuntime)
  const env = { ...process.env, CSC_IDENTITY_AUTO_DISCOVERY: 'false', ...trial }
  const args = ['--dir', '--x64', '--config', config, '--publish', 'never']
  const code = await runTool(join(tools, 'electron-builder', 'cli.js'), args, { env })
  if (code !== 0) throw new StopError('electron-builder failed')
  return join(output, 'linux-unpacked')
}

/** `npm run package`, or with `-- --trial` a package with the trial runtime, for tests only. */
await runScript(async (args) => {
  const { values } = parseArgs({ args, options: { trial: { type: 'boolean', default: false } } })
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new StopError('this makes a .deb for x64 on Linux; the release workflow makes the others')
  const since = performance.now()
  await setUp()
  if (!values.trial && wiredRuntime() !== 'official')
    throw new StopError(
      'a package needs the official Electron (npm run setup -- --official); for tests: npm run package -- --trial',
    )
  await ensureBuilt({ force: true })
  await ensureTools()
  rmSync(output, { recursive: true, force: true })
  mkdirSync(output, { recursive: true })
  const seconds = commitSeconds()
  writeNotices(join(output, 'notices'), seconds)
  const app = await buildApp(values.trial ? await trialRuntimeFolder() : undefined)
  const { version, description } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'))
  const deb = makeDeb({
    app,
    name: values.trial ? 'refshelf-trial' : 'refshelf',
    version: values.trial ? `${version}~trial` : version,
    seconds,
    description,
    into: output,
  })
  for (const folder of ['runtime', 'notices']) rmSync(join(output, folder), { recursive: true, force: true })
  const hash = createHash('sha256').update(readFileSync(deb)).digest('hex')
  log(`${deb.slice(inRoot().length)} after ${secondsSince(since)}, SHA-256 ${hash}`)
  return 0
})
