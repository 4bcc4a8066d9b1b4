/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const job = 'src/core/deletion/deletion-run.ts'
const jobTests = ['src/core/deletion/deletion-run.test.ts', 'src/core/deletion/resend.test.ts']
const lastMomentTests = ['src/core/deletion/last-check.test.ts']
const interruptionTests = ['src/core/deletion/interruption.test.ts', 'src/core/deletion/resend.test.ts']
const siblingTests = ['src/core/deletion/at-risk.test.ts']

/** @type {Mutation[]} */
export const verified = [
  {
    rule: 'P4 the first file goes alone',
    file: job,
    find: 'await this.deleteFirst()\n',
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 the job ends where more than the first file vanished',
    file: 'src/core/deletion/listing-monitor.ts',
    find: "if (this.recordVanished(after, touched)) throw new RunStopError({ reason: 'vanished-unasked' })",
    replace: 'this.recordVanished(after, touched)',
    tests: jobTests,
  },
  {
    rule: 'P4 the job ends where the first file is still there',
    file: job,
    find: "if (answer.kind === 'answered') throw new RunStopError({ reason: 'canary-still-there' })",
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 the job ends where nobody knows about the first file',
    file: job,
    find: "if (answer.kind === 'unclear') throw new RunStopError({ reason: 'canary-unclear' })",
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 the job ends where the first file is forbidden',
    file: job,
    find: "if (answer.kind === 'forbidden') throw new RunStopError({ reason: 'forbidden' })",
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 three failures in a row end the job',
    file: job,
    find: 'this.failuresInARow >= failuresToStop',
    replace: 'this.failuresInARow < 0',
    tests: jobTests,
  },
  {
    rule: 'P4 a listing that fails on confirmation ends the job',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot)',
    replace:
      'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot).catch(() => plan.snapshot)',
    tests: jobTests,
  },
  {
    rule: 'P4 without a closing listing nothing counts as gone',
    file: 'src/core/deletion/run-verification.ts',
    find: 'record.update({ stop: toStop(error) })\n    return null',
    replace: 'record.update({ stop: toStop(error) })\n    return new Map()',
    tests: jobTests,
  },
  {
    rule: 'P4 a segment that is not listed is not gone',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (rejected !== undefined) {',
    replace: 'if (rejected === null) {',
    tests: jobTests,
  },
  {
    rule: 'P4 an empty listing is asked for a second time, another way',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (alone.length > 0) throw new SuspiciousListingError()',
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 a place that lists none, though not all was asked for, ends the job',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'if (this.before.size === 0) throw',
    replace: 'if (this.before.size < 0) throw',
    tests: jobTests,
  },
  {
    rule: 'P4 what is missing on confirmation and was not asked for is looked for a second time',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'await this.confirmMissing(missing)',
    replace: '',
    tests: ['src/core/deletion/at-risk.test.ts'],
  },
  {
    rule: 'P4 what a later listing shows as replaced, or as new beside, is taken as it is now',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'await this.applyChanges(after)',
    replace: '',
    tests: ['src/core/deletion/at-risk.test.ts'],
  },
  {
    rule: 'P4 nothing more is begun once one of those side by side has a reason to stop',
    file: 'src/core/deletion/deletion-run.ts',
    find: 'this.isHalted = true\n      this.cancelWaits()',
    replace: '',
    tests: ['src/core/deletion/parallel-deletes.test.ts'],
  },
  {
    rule: 'P4 what vanished unasked is named',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'if (vanished.length > 0) record.update({ vanished })',
    replace: '',
    tests: jobTests,
  },
  {
    rule: 'P4 an answer of 200 proves nothing',
    file: 'src/core/deletion/run-state.ts',
    find: "if (listed === undefined) return { state: 'deleted-and-verified' }",
    replace:
      "if (listed === undefined || answer.kind === 'answered') return { state: 'deleted-and-verified' }",
    tests: jobTests,
  },
]

/** @type {Mutation[]} */
export const afterACrash = [
  {
    rule: 'P5 the intent is on the disk before the DELETE leaves',
    file: job,
    find: '!(await this.record.recordIntent(file, maySend))',
    replace: 'this.record.recordIntent(file, maySend).catch(() => undefined) === null',
    tests: interruptionTests,
  },
  {
    rule: 'P5 an intent whose DELETE did not leave claims nothing after a crash',
    file: 'src/core/deletion/run-record.ts',
    find: 'await this.writeState(file)\n      return false',
    replace: 'return false',
    tests: lastMomentTests,
  },
  {
    rule: 'P5 no DELETE leaves while the computer sleeps',
    file: job,
    find: '!this.suspendGate.isSuspended() && ',
    replace: '',
    tests: lastMomentTests,
  },
  {
    rule: 'P5 what cannot be written down is not done',
    file: 'src/core/deletion/run-record.ts',
    find: "throw new RunStopError({ reason: 'journal-failed' })",
    replace: '',
    tests: interruptionTests,
  },
  {
    rule: 'P5 no DELETE after a restart before Continue',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (open !== null) void this.withConnection(open, () => this.interrupted.settle(open))',
    replace:
      "if (open !== null) void this.interrupted.settle(open).then(() => this.continueDeletion(this.interrupted.first()?.head.runId ?? ''))",
    tests: interruptionTests,
  },
  {
    rule: 'P5 what may have been asked for is settled by a listing',
    file: 'src/core/deletion/interrupted-runs.ts',
    find: "return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')",
    replace: 'return view.files.length < 0',
    tests: interruptionTests,
  },
  {
    rule: 'P5 another version of it is left alone',
    file: 'src/core/deletion/recover.ts',
    find: 'const same = planned !== undefined && isSameVersion(listed, planned)',
    replace: 'const same = planned !== undefined',
    tests: interruptionTests,
  },
  {
    rule: 'P5 what vanished in the meantime ends the job',
    file: 'src/core/deletion/interrupted-runs.ts',
    find: 'vanished.length === 0 ? view',
    replace: 'vanished.length >= 0 ? view',
    tests: siblingTests,
  },
  {
    rule: 'P5 a job goes on with its own server and account only',
    file: 'src/core/deletion/deletions.ts',
    find: 'first === null || !isItsServer(first, open)',
    replace: 'first === null',
    tests: interruptionTests,
  },
  {
    rule: 'P5 a journal of another version is never continued',
    file: 'src/core/storage/append-log.ts',
    find: 'return value.kind === options.kind && value.v === options.version',
    replace: 'return value.kind === options.kind',
    tests: [...interruptionTests, 'src/core/storage/append-log.test.ts'],
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
    file: job,
    find: 'this.listings.makeStale()',
    replace: '',
    tests: lastMomentTests,
  },
  {
    rule: 'P6 Stop stops',
    file: 'src/core/deletion/deletions.ts',
    find: '      this.run.stop()\n',
    replace: '',
    tests: jobTests,
  },
]
