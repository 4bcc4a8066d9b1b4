/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const JOB = 'src/core/deletion/job.ts'
const JOB_TESTS = ['src/core/deletion/job.test.ts', 'src/core/deletion/asked-anew.test.ts']
const LAST_MOMENT_TESTS = ['src/core/deletion/last-moment.test.ts']
const INTERRUPTION_TESTS = ['src/core/deletion/interruption.test.ts', 'src/core/deletion/asked-anew.test.ts']
const SIBLING_TESTS = ['src/core/deletion/siblings.test.ts']

/** @type {Mutation[]} */
export const verified = [
  {
    rule: 'P4 the first file goes alone',
    file: JOB,
    find: 'await this.askFirst()\n',
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 the job ends where more than the first file vanished',
    file: 'src/core/deletion/job-eyes.ts',
    find: "if (this.noteVanished(after, touched)) throw new JobStopError({ reason: 'vanished-unasked' })",
    replace: 'this.noteVanished(after, touched)',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 the job ends where the first file is still there',
    file: JOB,
    find: "if (answer.kind === 'answered') throw new JobStopError({ reason: 'canary-still-there' })",
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 the job ends where nobody knows about the first file',
    file: JOB,
    find: "if (answer.kind === 'unclear') throw new JobStopError({ reason: 'canary-unclear' })",
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 the job ends where the first file is forbidden',
    file: JOB,
    find: "if (answer.kind === 'forbidden') throw new JobStopError({ reason: 'forbidden' })",
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 three failures in a row end the job',
    file: JOB,
    find: 'this.failuresInARow >= failuresToStop',
    replace: 'this.failuresInARow < 0',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 a listing that fails on confirmation ends the job',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot)',
    replace:
      'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot).catch(() => plan.snapshot)',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 without a closing listing nothing counts as gone',
    file: 'src/core/deletion/job-verification.ts',
    find: 'record.show({ stop: toStop(error) })\n    return null',
    replace: 'record.show({ stop: toStop(error) })\n    return new Map()',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 a segment that is not listed is not gone',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (rejected !== undefined) {',
    replace: 'if (rejected === null) {',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 an empty listing is asked for a second time, another way',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (alone.length > 0) throw new SuspiciousListingError()',
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 a place that lists none, though not all was asked for, ends the job',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'if (this.before.size === 0) throw',
    replace: 'if (this.before.size < 0) throw',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 what is missing on confirmation and was not asked for is looked for a second time',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'await this.doubt(missing)',
    replace: '',
    tests: ['src/core/deletion/siblings.test.ts'],
  },
  {
    rule: 'P4 what a later listing shows as replaced, or as new beside, is taken as it is now',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'await this.follow(after)',
    replace: '',
    tests: ['src/core/deletion/siblings.test.ts'],
  },
  {
    rule: 'P4 nothing more is begun once one of those side by side has a reason to stop',
    file: 'src/core/deletion/job.ts',
    find: 'this.isHalted = true\n      this.endWaits()',
    replace: '',
    tests: ['src/core/deletion/side-by-side.test.ts'],
  },
  {
    rule: 'P4 what vanished unasked is named',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'if (vanished.length > 0) record.show({ vanished })',
    replace: '',
    tests: JOB_TESTS,
  },
  {
    rule: 'P4 an answer of 200 proves nothing',
    file: 'src/core/deletion/job-state.ts',
    find: "if (listed === undefined) return { state: 'deleted-and-verified' }",
    replace:
      "if (listed === undefined || answer.kind === 'answered') return { state: 'deleted-and-verified' }",
    tests: JOB_TESTS,
  },
]

/** @type {Mutation[]} */
export const afterACrash = [
  {
    rule: 'P5 the intent is on the disk before the DELETE leaves',
    file: JOB,
    find: '!(await this.record.intend(file, mayAsk))',
    replace: 'this.record.intend(file, mayAsk).catch(() => undefined) === null',
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 an intent whose DELETE did not leave claims nothing after a crash',
    file: 'src/core/deletion/job-record.ts',
    find: 'await this.writeState(file)\n      return false',
    replace: 'return false',
    tests: LAST_MOMENT_TESTS,
  },
  {
    rule: 'P5 no DELETE leaves while the computer sleeps',
    file: JOB,
    find: '!this.nap.isAsleep() && ',
    replace: '',
    tests: LAST_MOMENT_TESTS,
  },
  {
    rule: 'P5 what cannot be written down is not done',
    file: 'src/core/deletion/job-record.ts',
    find: "throw new JobStopError({ reason: 'journal-failed' })",
    replace: '',
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 no DELETE after a restart before Continue',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (open !== null) void this.holding(open, () => this.interrupted.settle(open))',
    replace:
      "if (open !== null) void this.interrupted.settle(open).then(() => this.continueJob(this.interrupted.first()?.head.jobId ?? ''))",
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 what may have been asked for is settled by a listing',
    file: 'src/core/deletion/interrupted-jobs.ts',
    find: "return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')",
    replace: 'return view.files.length < 0',
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 another version of it is left alone',
    file: 'src/core/deletion/recover.ts',
    find: 'const same = planned !== undefined && isSameFile(listed, planned)',
    replace: 'const same = planned !== undefined',
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 what vanished in the meantime ends the job',
    file: 'src/core/deletion/interrupted-jobs.ts',
    find: 'vanished.length === 0 ? view',
    replace: 'vanished.length >= 0 ? view',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P5 a job goes on with its own server and account only',
    file: 'src/core/deletion/deletions.ts',
    find: 'first === null || !isItsServer(first, open)',
    replace: 'first === null',
    tests: INTERRUPTION_TESTS,
  },
  {
    rule: 'P5 a journal of another version is never continued',
    file: 'src/core/storage/append-log.ts',
    find: 'return value.kind === options.kind && value.v === options.version',
    replace: 'return value.kind === options.kind',
    tests: [...INTERRUPTION_TESTS, 'src/core/storage/append-log.test.ts'],
  },
  {
    rule: 'P5 a line without its checksum is no line',
    file: 'src/core/storage/append-log.ts',
    find: 'if (new TextDecoder().decode(line.subarray(0, 9)) !== `${crc32(json)} `) return undefined',
    replace: '',
    tests: ['src/core/storage/append-log.test.ts'],
  },
  {
    rule: 'P5 after sleep a listing comes before the next DELETE',
    file: JOB,
    find: 'this.eyes.makeStale()',
    replace: '',
    tests: LAST_MOMENT_TESTS,
  },
  {
    rule: 'P6 Stop stops',
    file: 'src/core/deletion/deletions.ts',
    find: '      this.job.stop()\n',
    replace: '',
    tests: JOB_TESTS,
  },
]
