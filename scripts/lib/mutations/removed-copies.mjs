/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const bin = 'src/core/recycle-bin/recycle-bin.ts'
const replacements = 'src/core/deletion/replacements.ts'
const removalTests = ['src/core/recycle-bin/removal.test.ts']
const replacementTests = ['src/core/deletion/replacements.test.ts']

/** @type {Mutation[]} */
export const removedCopies = [
  {
    rule: 'P3 a copy that is being deleted is not reused',
    file: bin,
    find: '.filter(({ id }) => !this.removing.has(id))',
    replace: '',
    tests: removalTests,
  },
  {
    rule: 'P3 a copy that is being deleted is not found',
    file: bin,
    find: 'this.removing.has(id) ? null : (entries.get(id) ?? null)',
    replace: 'entries.get(id) ?? null',
    tests: [...removalTests, ...replacementTests],
  },
  {
    rule: 'P3 a copy that will replace a file stays while its plan is pending',
    file: replacements,
    find: 'const pending = { replacement, release: replacement.acquire() }',
    replace: 'const pending = { replacement, release: () => undefined }',
    tests: replacementTests,
  },
  {
    rule: 'P3 no file is deleted to be replaced by a copy that is gone',
    file: replacements,
    find: 'if ((await replacement.isAvailable()) && generation === this.generation)',
    replace: 'if (generation === this.generation)',
    tests: replacementTests,
  },
  {
    rule: 'P2 a plan for a replacement is confirmed once at a time',
    file: replacements,
    find: 'this.confirming.add(planId)',
    replace: '',
    tests: replacementTests,
  },
]
