import { inRoot } from './paths.mjs'
import { runTool } from './run.mjs'
import { runUnit } from './test-steps.mjs'

/**
 * What takes too long for every change. `usual`: runs unless `--only` names other steps.
 * @typedef {import('./run-steps.mjs').Step & { usual: boolean }} LongStep
 */

/** Test files of which `npm test` runs a share: those that call `randomRuns`. */
export const RANDOM_RUNS = [
  'src/core/deletion/deletion-model.test.ts',
  'src/core/deletion/deletion-model-again.test.ts',
  'src/core/local-names/local-name.test.ts',
  'src/core/wordbee/delete-asset.test.ts',
]

/** @returns {LongStep['run']} */
function script(name) {
  return async () => ({ ok: (await runTool(inRoot('scripts', name), [])) === 0 })
}

/** @type {LongStep[]} */
export const LONG_STEPS = [
  {
    name: 'random',
    title: 'Random runs in full (vitest)',
    usual: true,
    run: (options) =>
      runUnit(options, { files: RANDOM_RUNS, env: { ...process.env, REFSHELF_LONG_RUNS: '1' } }),
  },
  { name: 'guards', title: 'Rules taken out in turn', usual: false, run: script('mutate-guards.mjs') },
  { name: 'kills', title: '1,000 kills of the app', usual: false, run: script('kills.mjs') },
]
