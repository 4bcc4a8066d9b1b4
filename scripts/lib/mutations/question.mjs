/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const deletionRun = 'src/core/deletion/deletion-run.ts'
const runTests = ['src/core/deletion/deletion-run.test.ts']
const guardTests = ['src/core/deletion/guards.test.ts', 'src/core/deletion/resend.test.ts']
const lastCheckTests = ['src/core/deletion/last-check.test.ts']
const parallelTests = ['src/core/deletion/parallel-deletes.test.ts']

/** @type {Mutation[]} */
export const question = [
  {
    rule: 'P2 a file that changed since the plan was made is not deleted',
    file: 'src/core/deletion/run-state.ts',
    find: "return planned !== undefined && isSameVersion(planned, listed) ? file.outcome : notDeleted('changed')",
    replace: "return planned !== undefined ? file.outcome : notDeleted('changed')",
    tests: runTests,
  },
  {
    rule: 'P2 a file that changed since it was listed is excluded from the plan',
    file: 'src/core/deletion/plan.ts',
    find: "if (!isSameVersion(listed, chosen)) return excluded('changed')",
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P2 a plan is confirmed once',
    file: 'src/core/deletion/plan-store.ts',
    find: 'const pending = plans.get(planId) ?? null\n      plans.delete(planId)',
    replace: 'const pending = plans.get(planId) ?? null',
    tests: runTests,
  },
  {
    rule: 'P2 a plan is discarded when its connection changes',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.plans.clearPlans()',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P2 a plan is valid only on the connection on which it was made',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (pending?.madeOn !== open) return',
    replace: 'if (pending === null) return',
    tests: guardTests,
  },
  {
    rule: 'P2 above 25 files the number must be typed',
    file: 'src/core/deletion/plan.ts',
    find: 'toDelete.length > filesWithoutTyping ? toDelete.length : null',
    replace: 'null',
    tests: runTests,
  },
  {
    rule: 'P2 only the right number is accepted',
    file: 'src/renderer/features/delete/delete-question.tsx',
    find: 'isCountTyped(typed, countToType) && hasSpaceForCopies',
    replace: "(countToType === null || typed !== '') && hasSpaceForCopies",
    tests: ['src/renderer/features/delete/delete-question.test.tsx'],
    project: 'window',
  },
  {
    rule: 'P2 only one run starts, even if two plans are confirmed at once',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.isStarting = true',
    replace: 'this.isStarting = false',
    tests: guardTests,
  },
  {
    rule: 'P2 a run has at most the maximum number of files',
    file: 'src/core/deletion/plan.ts',
    find: 'files.length > limits.maxFilesPerJob',
    replace: 'files.length < 0',
    tests: guardTests,
  },
  {
    rule: 'P2 a run has at most the maximum number of bytes',
    file: 'src/core/deletion/plan.ts',
    find: 'bytesOf(files) > limits.maxBytesPerJob',
    replace: 'bytesOf(files) < 0',
    tests: guardTests,
  },
  {
    rule: 'P2 the limits are checked again on confirmation',
    file: 'src/core/deletion/deletions.ts',
    find: '?? this.refuseSize(question)',
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a protected file is excluded from the plan',
    file: 'src/core/deletion/plan.ts',
    find: "if (guard.protects(listed)) return excluded('protected')",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a file whose DELETE may remove a protected one is excluded from the plan',
    file: 'src/core/deletion/plan.ts',
    find: "if (risksOf(listed).some(guard.protects)) return excluded('sibling-protected')",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a lock that is set during a run is respected',
    file: deletionRun,
    find: "if (guard.protects(file.identity)) return 'protected'",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a lock that is set on a file at risk during a run is respected',
    file: deletionRun,
    find: 'this.listings.risksOf(asset).some(guard.protects)',
    replace: '[asset].slice(1).some(guard.protects)',
    tests: guardTests,
  },
  {
    rule: 'P2 no deletion starts on a read-only connection',
    file: 'src/core/deletion/deletions.ts',
    find: 'return this.ports.guard.isReadOnly(open) ? fail',
    replace: 'return open === undefined ? fail',
    tests: guardTests,
  },
  {
    rule: 'P2 a run stops when its connection is made read-only',
    file: deletionRun,
    find: "if (guard.isReadOnly()) return 'connection-read-only'",
    replace: '',
    tests: guardTests,
  },
  {
    rule: 'P2 a file that a parallel listing shows as changed is left alone',
    file: deletionRun,
    find: 'return !this.isStopped() && this.record.isWaiting(file)',
    replace: 'return !this.isStopped()',
    tests: parallelTests,
  },
  {
    rule: 'P2 a file that changes while its intent is written is left alone',
    file: 'src/core/deletion/run-record.ts',
    find: 'if (!maySend()) {',
    replace: 'if (maySend === undefined) {',
    tests: parallelTests,
  },
  {
    rule: 'P2 a file that changes while its DELETE waits is left alone',
    file: deletionRun,
    find: 'isUnchanged() ? this.markSent(file) : decisionOutdated',
    replace: 'this.markSent(file)',
    tests: lastCheckTests,
  },
  {
    rule: 'P2 main compares the typed number with the plan',
    file: 'src/core/deletion/consent.ts',
    find: 'if (!isCountTyped(typedCount, question.countToType))',
    replace: 'if (!isCountTyped(typedCount, null))',
    tests: ['src/core/deletion/consent.test.ts'],
  },
  {
    rule: 'P3 main asks before a deletion without copies',
    file: 'src/core/deletion/consent.ts',
    find: 'if (question.keepsCopies || (await confirmWithoutCopies(question)))',
    replace: 'if (question.keepsCopies || typedCount !== null)',
    tests: ['src/core/deletion/consent.test.ts'],
  },
]
