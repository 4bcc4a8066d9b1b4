import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt } from './build-app.mjs'
import { readJsonFile } from './json-file.mjs'
import { inRoot, reports } from './paths.mjs'
import { run, runTool } from './run.mjs'
import { log, StopError } from './log.mjs'
import { installCommand, missingLibraries } from './system-libraries.mjs'
import { playwrightTotals, vitestTotals } from './test-totals.mjs'

/**
 * @typedef {{ ok: boolean, totals?: import('./test-totals.mjs').Totals, note?: string }} Outcome
 * @typedef {{ name: string, title: string, run: (options: { grep?: string }) => Promise<Outcome> }} Step
 */

const tool = (...parts) => inRoot('node_modules', ...parts)
const unitReport = join(reports, 'unit.json')
const e2eReport = join(reports, 'e2e.json') // named in playwright.config.ts too

/** @returns {Step} */
function check(name, { title, entry, args }) {
  return { name, title, run: async () => ({ ok: (await runTool(entry, args)) === 0 }) }
}

/** @type {Step['run']} */
async function runUnit({ grep }) {
  rmSync(unitReport, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]
  const filter = grep ? ['-t', grep] : []
  const code = await runTool(tool('vitest', 'vitest.mjs'), ['run', ...reporters, ...filter])
  return { ok: code === 0, totals: vitestTotals(readJsonFile(unitReport), code) }
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
  rmSync(e2eReport, { force: true })
  const filter = grep ? ['--grep', grep] : []
  const playwright = [tool('@playwright', 'test', 'cli.js'), 'test', ...filter]
  const code = await run(process.execPath, playwright)
  return { ok: code === 0, totals: playwrightTotals(readJsonFile(e2eReport), code) }
}

/** The cheap ones first: a typing slip is known in seconds. @type {Step[]} */
export const steps = [
  check('format', {
    title: 'Format (prettier)',
    entry: tool('prettier', 'bin', 'prettier.cjs'),
    args: ['--check', '.'],
  }),
  check('types', { title: 'Types (tsc)', entry: tool('typescript', 'bin', 'tsc'), args: ['--build'] }),
  check('lint', { title: 'Lint (eslint)', entry: tool('eslint', 'bin', 'eslint.js'), args: ['.'] }),
  check('arrows', {
    title: 'Arrows (dependency-cruiser)',
    entry: tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
    args: ['--config', '.dependency-cruiser.cjs', 'src', 'e2e'],
  }),
  check('unused', { title: 'Unused code (knip)', entry: tool('knip', 'bin', 'knip.js'), args: [] }),
  { name: 'unit', title: 'Unit tests (vitest)', run: runUnit },
  { name: 'build', title: 'Build (electron-vite)', run: runBuild },
  { name: 'e2e', title: 'End to end (playwright)', run: runEndToEnd },
]
