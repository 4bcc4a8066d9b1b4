/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const BIN = 'src/core/recycle-bin/recycle-bin.ts'
const REPLACEMENTS = 'src/core/recycle-bin/replacements.ts'
const LEAVING_TESTS = ['src/core/recycle-bin/leaving.test.ts']
const REPLACEMENT_TESTS = ['src/core/recycle-bin/replacements.test.ts']

/** @type {Mutation[]} */
export const leaving = [
  {
    rule: 'P3 a copy that is being removed does not serve again',
    file: BIN,
    find: '.filter(({ id }) => !this.leaving.has(id))',
    replace: '',
    tests: LEAVING_TESTS,
  },
  {
    rule: 'P3 nor is it found by anybody else',
    file: BIN,
    find: 'this.leaving.has(id) ? null : (entries.get(id) ?? null)',
    replace: 'entries.get(id) ?? null',
    tests: [...LEAVING_TESTS, ...REPLACEMENT_TESTS],
  },
  {
    rule: 'P3 a copy that is to replace a file stays while its question stands',
    file: REPLACEMENTS,
    find: 'const standing = { waiting, release: waiting.hold() }',
    replace: 'const standing = { waiting, release: () => undefined }',
    tests: REPLACEMENT_TESTS,
  },
  {
    rule: 'P3 no file is deleted for one that is gone',
    file: REPLACEMENTS,
    find: 'if ((await waiting.isThere()) && age === this.age) return deletions.confirm(planId)',
    replace: 'if (age === this.age) return deletions.confirm(planId)',
    tests: REPLACEMENT_TESTS,
  },
  {
    rule: 'P2 a question about what is replaced is confirmed once at a time',
    file: REPLACEMENTS,
    find: 'this.confirming.add(planId)',
    replace: '',
    tests: REPLACEMENT_TESTS,
  },
]
