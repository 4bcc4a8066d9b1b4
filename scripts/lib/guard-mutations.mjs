import { accounts } from './mutations/accounts.mjs'
import { oneDoor, neverGuess } from './mutations/sending.mjs'
import { question } from './mutations/question.mjs'
import { backups } from './mutations/backups.mjs'
import { removedCopies } from './mutations/removed-copies.mjs'
import { verified, afterACrash } from './mutations/outcome.mjs'
import { previews } from './mutations/previews.mjs'
import { switching } from './mutations/switching.mjs'
import { transfers } from './mutations/transfers.mjs'
import { uploads } from './mutations/uploads.mjs'

/**
 * The guards against data loss, each with the source text whose removal must be detected. `find` must match exactly once in
 * `file`, and `tests` must fail once it is replaced. A guard without such a test does not count (SECURITY.md). The name of a
 * guard begins with the number of its rule in docs/rules.md.
 * @typedef {'node' | 'window'} Project
 * @typedef {{ rule: string, file: string, find: string, replace: string, tests: string[], project?: Project }} Mutation
 */

/** @type {Mutation[]} */
export const guardMutations = [
  ...oneDoor,
  ...neverGuess,
  ...question,
  ...backups,
  ...removedCopies,
  ...verified,
  ...afterACrash,
  ...switching,
  ...previews,
  ...uploads,
  ...transfers,
  ...accounts,
]
