/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const job = 'src/core/deletion/deletion-run.ts'
const jobTests = ['src/core/deletion/deletion-run.test.ts']
const guardTests = ['src/core/deletion/guards.test.ts', 'src/core/deletion/resend.test.ts']
const lastMomentTests = ['src/core/deletion/last-check.test.ts']
const sideBySideTests = ['src/core/deletion/parallel-deletes.test.ts']

/** @type {Mutation[]} */
export const question = [
  {
    rule: 'P2 a file that changed since the question is not asked for',
    file: 'src/core/deletion/run-state.ts',
    find: "return planned !== undefined && isSameVersion(planned, listed) ? file.outcome : notDeleted('changed')",
    replace: "return planned !== undefined ? file.outcome : notDeleted('changed')",
    tests: jobTests,
  },
  {
    rule: 'P2 a file that changed since it was looked at is not even in the question',
    file: 'src/core/deletion/plan.ts',
    find: "if (!isSameVersion(listed, chosen)) return excluded('changed')",
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P2 a question is answered once',
    file: 'src/core/deletion/plan-store.ts',
    find: 'const pending = plans.get(planId) ?? null\n      plans.delete(planId)',
    replace: 'const pending = plans.get(planId) ?? null',
    tests: jobTests,
  },
  {
    rule: 'P2 a question ends with its connection',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.plans.clearPlans()',
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P2 a question holds on the very connection that it was made on',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (pending?.madeOn !== open) return',
    replace: 'if (pending === null) return',
    tests: guardTests,
  },
  {
    rule: 'P2 above 25 files the question wants the number',
    file: 'src/core/deletion/plan.ts',
    find: 'files.length > filesWithoutTyping ? files.length : null',
    replace: 'null',
    tests: jobTests,
  },
  {
    rule: 'P2 and takes no other number',
    file: 'src/renderer/features/delete/delete-question.tsx',
    find: 'countToType === null || isTyped(typed, countToType)',
    replace: "countToType === null || typed !== ''",
    tests: ['src/renderer/features/delete/delete-question.test.tsx'],
    project: 'window',
  },
  {
    rule: 'P2 one job at a time, also for two clicks at once',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.isStarting = true',
    replace: 'this.isStarting = false',
    tests: guardTests,
  },
  {
    rule: 'P2 no more files than a job may have',
    file: 'src/core/deletion/plan.ts',
    find: 'files.length > limits.maxFilesPerJob',
    replace: 'files.length < 0',
    tests: guardTests,
  },
  {
    rule: 'P2 no more bytes than a job may have',
    file: 'src/core/deletion/plan.ts',
    find: 'bytesOf(files) > limits.maxBytesPerJob',
    replace: 'bytesOf(files) < 0',
    tests: guardTests,
  },
  {
    rule: 'P2 the ceilings hold as they are on confirmation',
    file: 'src/core/deletion/deletions.ts',
    find: '?? this.refuseSize(question)',
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a protected file is no part of what is asked',
    file: 'src/core/deletion/plan.ts',
    find: "if (guard.protects(listed)) return excluded('protected')",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 nor is one that may take a protected one along',
    file: 'src/core/deletion/plan.ts',
    find: "if (risksOf(listed).some(guard.protects)) return excluded('sibling-protected')",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a lock that is set while a job runs holds',
    file: job,
    find: "if (guard.protects(file.identity)) return 'protected'",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 also for what a file may take along',
    file: job,
    find: 'this.listings.risksOf(asset).some(guard.protects)',
    replace: '[asset].slice(1).some(guard.protects)',
    tests: guardTests,
  },
  {
    rule: 'P2 on a read-only connection nothing begins',
    file: 'src/core/deletion/deletions.ts',
    find: 'return this.ports.guard.isReadOnly(open) ? fail',
    replace: 'return open === undefined ? fail',
    tests: guardTests,
  },
  {
    rule: 'P2 a job ends on a connection that is made read-only',
    file: job,
    find: "if (guard.isReadOnly()) return 'connection-read-only'",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 what was seen to be another file is left alone, whoever saw it',
    file: job,
    find: 'return !this.isStopped() && this.record.isWaiting(file)',
    replace: 'return !this.isStopped()',
    tests: sideBySideTests,
  },
  {
    rule: 'P2 also while the intent is written',
    file: 'src/core/deletion/run-record.ts',
    find: 'if (!maySend()) {',
    replace: 'if (maySend === undefined) {',
    tests: sideBySideTests,
  },
  {
    rule: 'P2 and when room and pauses have been waited for',
    file: job,
    find: 'isUnchanged() ? this.markSent(file) : decisionOutdated',
    replace: 'this.markSent(file)',
    tests: lastMomentTests,
  },
]
