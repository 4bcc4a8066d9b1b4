import { inRoot } from './paths.mjs'
import { runTool } from './run.mjs'
import { runUnit } from './test-steps.mjs'

/**
 * Tests that take too long for every change. `isDefault`: runs unless `--only` names other steps.
 * @typedef {import('./run-steps.mjs').Step & { isDefault: boolean }} LongStep
 */

/** Test files that call `randomRuns`; `npm test` runs a share of them. */
export const randomRunFiles = [
  'src/core/assets/normalize-composed.test.ts',
  'src/core/deletion/deletion-model.test.ts',
  'src/core/deletion/deletion-model-again.test.ts',
  'src/core/local-names/local-name.test.ts',
  'src/core/wordbee/delete-asset.test.ts',
  'src/main/ipc/handlers/junk-input.test.ts',
]

/** Test files that compare times (`growthOf`); in `npm test` they only have to end. */
const growthFiles = [
  'src/core/linear-time.test.ts',
  'src/renderer/lib/linear-time.test.ts',
  'src/renderer/features/places/parse-pasted-place.test.ts',
]

/** @returns {LongStep['run']} */
function script(name) {
  return async () => ({ ok: (await runTool(inRoot('scripts', name), [])) === 0 })
}

/** @type {LongStep[]} */
export const longSteps = [
  {
    name: 'random',
    title: 'Random runs in full (vitest)',
    isDefault: true,
    run: (options) =>
      runUnit(options, { files: randomRunFiles, env: { ...process.env, REFSHELF_LONG_RUNS: '1' } }),
  },
  {
    name: 'growth',
    title: 'Parsers on texts of growing length (vitest)',
    isDefault: true,
    run: (options) =>
      runUnit(options, { files: growthFiles, env: { ...process.env, REFSHELF_LONG_RUNS: '1' } }),
  },
  { name: 'guards', title: 'Guards removed one by one', isDefault: false, run: script('mutate-guards.mjs') },
  {
    name: 'package',
    title: 'Package installed, used, attacked, removed',
    isDefault: false,
    run: script('check-package.mjs'),
  },
  { name: 'kills', title: '1,000 kills of the app', isDefault: false, run: script('kills.mjs') },
]
