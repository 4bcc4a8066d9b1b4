/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const JOB = 'src/core/deletion/job.ts'
const JOB_TESTS = ['src/core/deletion/job.test.ts']
const GUARD_TESTS = ['src/core/deletion/guards.test.ts', 'src/core/deletion/asked-anew.test.ts']
const LAST_MOMENT_TESTS = ['src/core/deletion/last-moment.test.ts']
const SIDE_BY_SIDE_TESTS = ['src/core/deletion/side-by-side.test.ts']

/** @type {Mutation[]} */
export const question = [
  {
    rule: 'P2 a file that changed since the question is not asked for',
    file: 'src/core/deletion/job-state.ts',
    find: "return planned !== undefined && isSameFile(planned, listed) ? file.outcome : notDeleted('changed')",
    replace: "return planned !== undefined ? file.outcome : notDeleted('changed')",
    tests: JOB_TESTS,
  },
  {
    rule: 'P2 a file that changed since it was looked at is not even in the question',
    file: 'src/core/deletion/plan.ts',
    find: "if (!isSameFile(listed, chosen)) return excluded('changed')",
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P2 a question is answered once',
    file: 'src/core/deletion/plan-store.ts',
    find: 'const kept = plans.get(planId) ?? null\n      plans.delete(planId)',
    replace: 'const kept = plans.get(planId) ?? null',
    tests: JOB_TESTS,
  },
  {
    rule: 'P2 a question ends with its connection',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.plans.clear()',
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P2 a question holds on the very connection that it was made on',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (kept?.madeOn !== open) return',
    replace: 'if (kept === null) return',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 above 25 files the question wants the number',
    file: 'src/core/deletion/plan.ts',
    find: 'files.length > filesWithoutTyping ? files.length : null',
    replace: 'null',
    tests: JOB_TESTS,
  },
  {
    rule: 'P2 and takes no other number',
    file: 'src/renderer/features/delete/delete-question.tsx',
    find: 'numberToType === null || isTyped(typed, numberToType)',
    replace: "numberToType === null || typed !== ''",
    tests: ['src/renderer/features/delete/delete-question.test.tsx'],
    project: 'window',
  },
  {
    rule: 'P2 one job at a time, also for two clicks at once',
    file: 'src/core/deletion/deletions.ts',
    find: 'this.isBeginning = true',
    replace: 'this.isBeginning = false',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 no more files than a job may have',
    file: 'src/core/deletion/plan.ts',
    find: 'files.length > limits.maxFilesPerJob',
    replace: 'files.length < 0',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 no more bytes than a job may have',
    file: 'src/core/deletion/plan.ts',
    find: 'bytesOf(files) > limits.maxBytesPerJob',
    replace: 'bytesOf(files) < 0',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 the ceilings hold as they are on confirmation',
    file: 'src/core/deletion/deletions.ts',
    find: '?? this.refuseSize(question)',
    replace: '',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 a protected file is no part of what is asked',
    file: 'src/core/deletion/plan.ts',
    find: "if (guard.protects(listed)) return excluded('protected')",
    replace: '',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 nor is one that may take a protected one along',
    file: 'src/core/deletion/plan.ts',
    find: "if (risksOf(listed).some(guard.protects)) return excluded('sibling-protected')",
    replace: '',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 a lock that is set while a job runs holds',
    file: JOB,
    find: "if (guard.protects(file.identity)) return 'protected'",
    replace: '',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 also for what a file may take along',
    file: JOB,
    find: 'this.eyes.risksOf(asset).some(guard.protects)',
    replace: '[asset].slice(1).some(guard.protects)',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 on a read-only connection nothing begins',
    file: 'src/core/deletion/deletions.ts',
    find: 'return this.ports.guard.isReadOnly(open) ? fail',
    replace: 'return open === undefined ? fail',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 a job ends on a connection that is made read-only',
    file: JOB,
    find: "if (guard.isReadOnly()) return 'connection-read-only'",
    replace: '',
    tests: GUARD_TESTS,
  },
  {
    rule: 'P2 what was seen to be another file is left alone, whoever saw it',
    file: JOB,
    find: 'return !this.isStopped() && this.record.isWaiting(file)',
    replace: 'return !this.isStopped()',
    tests: SIDE_BY_SIDE_TESTS,
  },
  {
    rule: 'P2 also while the intent is written',
    file: 'src/core/deletion/job-record.ts',
    find: 'if (!mayAsk()) {',
    replace: 'if (mayAsk === undefined) {',
    tests: SIDE_BY_SIDE_TESTS,
  },
  {
    rule: 'P2 and when room and pauses have been waited for',
    file: JOB,
    find: 'isStill() ? this.letGo(file) : tooLate',
    replace: 'this.letGo(file)',
    tests: LAST_MOMENT_TESTS,
  },
]
