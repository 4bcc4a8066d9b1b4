import { rmSync } from 'node:fs'
import { ensureBuilt } from './build-app.mjs'
import { readJsonFile } from './json-file.mjs'
import { E2E_REPORT, inRoot, UNIT_REPORT } from './paths.mjs'
import { run, runTool, runToolBuffered } from './run.mjs'
import { log, StopError } from './log.mjs'
import { installCommand, missingLibraries } from './system-libraries.mjs'
import { playwrightTotals, vitestTotals } from './test-totals.mjs'

/** @typedef {import('./run-steps.mjs').Step} Step */

const tool = (...parts) => inRoot('node_modules', ...parts)

/** @returns {Step} */
function checkStep(name, { title, entry, args }) {
  /** @type {Step['run']} */
  const runCheck = async ({ buffered }) => {
    if (!buffered) return { ok: (await runTool(entry, args)) === 0 }
    const { code, output } = await runToolBuffered(entry, args)
    return { ok: code === 0, output }
  }
  return { name, title, sharesCores: true, run: runCheck }
}

/**
 * @param {{ grep?: string | undefined }} options
 * @param {{ files?: string[], env?: NodeJS.ProcessEnv }} [part] of the unit tests; all if no files are named
 * @returns {Promise<import('./run-steps.mjs').Outcome>}
 */
export async function runUnit({ grep }, { files = [], env = process.env } = {}) {
  rmSync(UNIT_REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`]
  const filter = grep ? ['-t', grep] : []
  const code = await runTool(tool('vitest', 'vitest.mjs'), ['run', ...files, ...reporters, ...filter], {
    env,
  })
  return { ok: code === 0, totals: vitestTotals(readJsonFile(UNIT_REPORT), code) }
}

/** @returns {Promise<string | undefined>} why there is no build of the present sources */
async function buildFailure() {
  try {
    await ensureBuilt()
    return undefined
  } catch (error) {
    if (!(error instanceof StopError)) throw error
    return error.message
  }
}

/** @type {Step['run']} */
async function runBuild() {
  const note = await buildFailure()
  return note === undefined ? { ok: true } : { ok: false, note }
}

/** @type {Step['run']} */
async function runEndToEnd({ grep }) {
  const missing = missingLibraries(['app', 'display', 'keyring', 'tests'])
  if (missing.length > 0) {
    log(`end to end not run: ${installCommand(missing)}`)
    return { ok: false, note: 'not run, system packages are missing' }
  }
  if ((await buildFailure()) !== undefined) return { ok: false, note: 'not run, there is no build' }
  rmSync(E2E_REPORT, { force: true })
  const filter = grep ? ['--grep', grep] : []
  const playwright = [tool('@playwright', 'test', 'cli.js'), 'test', ...filter]
  const code = await run(process.execPath, playwright)
  return { ok: code === 0, totals: playwrightTotals(readJsonFile(E2E_REPORT), code) }
}

/**
 * The checks run in parallel, the longest first. Their caches compare content, not file times, to survive a checkout.
 * @type {Step[]}
 */
export const testSteps = [
  checkStep('lint', {
    title: 'Lint (eslint)',
    entry: tool('eslint', 'bin', 'eslint.js'),
    args: ['.', '--cache', '--cache-strategy', 'content', '--cache-location', tool('.cache', 'eslint/')],
  }),
  // The native compiler needs a fifth of the time. `typescript` stays for the tools that use its API: the native one has none.
  checkStep('types', {
    title: 'Types (tsc)',
    entry: tool('typescript-native', 'bin', 'tsc'),
    args: ['--build'],
  }),
  checkStep('typed-lint', {
    title: 'Lint with types (oxlint)',
    entry: tool('oxlint', 'bin', 'oxlint'),
    args: [],
  }),
  checkStep('format', {
    title: 'Format (prettier)',
    entry: tool('prettier', 'bin', 'prettier.cjs'),
    args: ['--check', '.', '--cache', '--cache-strategy', 'content'],
  }),
  checkStep('arrows', {
    title: 'Imports (dependency-cruiser)',
    entry: tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'e2e'],
  }),
  checkStep('prose', {
    title: 'Plain English (word list)',
    entry: inRoot('scripts', 'lint', 'prose.mjs'),
    args: [],
  }),
  checkStep('unused', { title: 'Unused code (knip)', entry: tool('knip', 'bin', 'knip.js'), args: [] }),
  { name: 'unit', title: 'Unit tests (vitest)', run: (options) => runUnit(options) },
  {
    name: 'guards',
    title: 'Guards in changed files',
    run: async () => ({ ok: (await runTool(inRoot('scripts', 'mutate-guards.mjs'), ['--changed'])) === 0 }),
  },
  { name: 'build', title: 'Build (electron-vite)', run: runBuild },
  { name: 'e2e', title: 'End to end (playwright)', run: runEndToEnd },
]
