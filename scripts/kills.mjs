import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './lib/build-app.mjs'
import { readJsonFile, writeJsonFile } from './lib/json-file.mjs'
import { countKills } from './lib/kill-totals.mjs'
import { artifacts, inRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { runScript, log, secondsSince, StopError } from './lib/log.mjs'

/**
 * Kills the real app many times at moments that the demo server signals: `npm run kills -- --kills 1000 [--seed 7]`. The
 * progress is saved after each batch in `artifacts/kills`, so that the same command resumes after an interruption.
 */

const killsPerBatch = 48

const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js')

/** @returns {Promise<any>} Playwright's report */
async function runBatch(seed, from, count) {
  const file = join(artifacts, 'kills', 'batch.json')
  rmSync(file, { force: true })
  const env = {
    ...process.env,
    REFSHELF_KILLS: String(count),
    REFSHELF_KILLS_FROM: String(from),
    REFSHELF_KILLS_SEED: String(seed),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  }
  const args = [playwright, 'test', 'e2e/crash.spec.ts', '--reporter=json']
  await run(process.execPath, args, { env, quiet: true })
  const report = readJsonFile(file)
  if (report === undefined) throw new StopError('Playwright left no report')
  return report
}

function print({ seed, kinds }) {
  for (const [kind, { passed, failed }] of Object.entries(kinds)) {
    log(`  ${kind.padEnd(44)} ${String(passed).padStart(4)} passed, ${failed} failed`)
  }
  const totals = Object.values(kinds)
  const sum = (name) => totals.reduce((total, counts) => total + counts[name], 0)
  log(`  ${sum('passed') + sum('failed')} kills of seed ${seed}: ${sum('failed')} failed`)
  return sum('failed')
}

await runScript(async (args) => {
  const options = /** @type {const} */ ({ kills: { type: 'string' }, seed: { type: 'string' } })
  const { values } = parseArgs({ args, options })
  const killCount = Number(values.kills ?? 1000)
  const seed = Number(values.seed ?? 1)
  if (!Number.isSafeInteger(killCount) || !Number.isSafeInteger(seed)) {
    throw new StopError('--kills and --seed must be integers')
  }
  const file = join(artifacts, 'kills', `seed-${seed}.json`)
  let state = readJsonFile(file) ?? { seed, done: 0, kinds: {}, broken: [] }
  log(`${killCount} kills, seed ${seed}, ${state.done} already done`)
  await ensureBuilt()
  const since = performance.now()
  while (state.done < killCount) {
    const count = Math.min(killsPerBatch, killCount - state.done)
    state = countKills(state, await runBatch(seed, state.done, count), count)
    writeJsonFile(file, state)
    log(`${state.done} of ${killCount} after ${secondsSince(since)}`)
    print(state)
  }
  for (const title of state.broken) log(`failed: ${title}`)
  return print(state) === 0 ? 0 : 1
})
