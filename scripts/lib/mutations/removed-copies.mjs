/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const bin = 'src/core/recycle-bin/recycle-bin.ts'
const replacements = 'src/core/recycle-bin/replacements.ts'
const leavingTests = ['src/core/recycle-bin/removal.test.ts']
const replacementTests = ['src/core/recycle-bin/replacements.test.ts']

/** @type {Mutation[]} */
export const removedCopies = [
  {
    rule: 'P3 a copy that is being removed does not serve again',
    file: bin,
    find: '.filter(({ id }) => !this.removing.has(id))',
    replace: '',
    tests: leavingTests,
  },
  {
    rule: 'P3 nor is it found by anybody else',
    file: bin,
    find: 'this.removing.has(id) ? null : (entries.get(id) ?? null)',
    replace: 'entries.get(id) ?? null',
    tests: [...leavingTests, ...replacementTests],
  },
  {
    rule: 'P3 a copy that is to replace a file stays while its question stands',
    file: replacements,
    find: 'const pending = { replacement, release: replacement.acquire() }',
    replace: 'const pending = { replacement, release: () => undefined }',
    tests: replacementTests,
  },
  {
    rule: 'P3 no file is deleted for one that is gone',
    file: replacements,
    find: 'if ((await replacement.isAvailable()) && generation === this.generation)\n      return deletions.confirmPlan(planId)',
    replace: 'if (generation === this.generation)\n      return deletions.confirmPlan(planId)',
    tests: replacementTests,
  },
  {
    rule: 'P2 a question about what is replaced is confirmed once at a time',
    file: replacements,
    find: 'this.confirming.add(planId)',
    replace: '',
    tests: replacementTests,
  },
]
