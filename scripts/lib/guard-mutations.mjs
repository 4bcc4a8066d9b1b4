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
 * Each rule that stands between a user and a loss, taken out in turn. `find` must stand in the file once; the tests that
 * are named must fail without it. A rule that can go without a test failing is not a rule (SECURITY.md). The name
 * of a rule begins with its number in docs/rules.md.
 * @typedef {{ rule: string, file: string, find: string, replace: string, tests: string[], project?: 'node' | 'window' }} Mutation
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
]
