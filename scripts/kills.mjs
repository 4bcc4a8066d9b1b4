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
 * Kills the real app at the server's signal, many times: `npm run kills -- --kills 1000 [--seed 7]`. What was reached is
 * kept after each batch under `artifacts/kills`: the same command goes on where it was left.
 */

/** Kills between two summaries. */
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
  if (report === undefined) throw new StopError('the journeys could not be run')
  return report
}

function print({ seed, kinds }) {
  for (const [kind, { passed, failed }] of Object.entries(kinds)) {
    log(`  ${kind.padEnd(44)} ${String(passed).padStart(4)} kept, ${failed} broken`)
  }
  const totals = Object.values(kinds)
  const sum = (name) => totals.reduce((all, each) => all + each[name], 0)
  log(`  ${sum('passed') + sum('failed')} kills of seed ${seed}: ${sum('failed')} broken`)
  return sum('failed')
}

await runScript(async (args) => {
  const options = /** @type {const} */ ({ kills: { type: 'string' }, seed: { type: 'string' } })
  const { values } = parseArgs({ args, options })
  const wanted = Number(values.kills ?? 1000)
  const seed = Number(values.seed ?? 1)
  if (!Number.isSafeInteger(wanted) || !Number.isSafeInteger(seed)) throw new StopError('give whole numbers')
  const file = join(artifacts, 'kills', `seed-${seed}.json`)
  let state = readJsonFile(file) ?? { seed, done: 0, kinds: {}, broken: [] }
  log(`${wanted} kills, seed ${seed}, ${state.done} of them done before`)
  await ensureBuilt()
  const since = performance.now()
  while (state.done < wanted) {
    const count = Math.min(killsPerBatch, wanted - state.done)
    state = countKills(state, await runBatch(seed, state.done, count), count)
    writeJsonFile(file, state)
    log(`${state.done} of ${wanted} after ${secondsSince(since)}`)
    print(state)
  }
  for (const title of state.broken) log(`broken: ${title}`)
  return print(state) === 0 ? 0 : 1
})
