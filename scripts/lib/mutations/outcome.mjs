/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const deletionRun = 'src/core/deletion/deletion-run.ts'
const runTests = ['src/core/deletion/deletion-run.test.ts', 'src/core/deletion/resend.test.ts']
const lastCheckTests = ['src/core/deletion/last-check.test.ts']
const interruptionTests = ['src/core/deletion/interruption.test.ts', 'src/core/deletion/resend.test.ts']
const atRiskTests = ['src/core/deletion/at-risk.test.ts']

/** @type {Mutation[]} */
export const verified = [
  {
    rule: 'P6 a DELETE that is refused for its length concerns only its file',
    file: 'src/core/deletion/send-delete.ts',
    find: 'request.isLong && isTooLong(error)',
    replace: 'false',
    tests: ['src/core/wordbee/contract-tests/listings.test.ts'],
  },
  {
    rule: 'P1 a long query whose language or folder could be cut is never sent',
    file: 'src/core/wordbee/delete-asset.ts',
    find: ' && length - encodeURIComponent(name).length <= maxLengthBesidesName',
    replace: '',
    tests: ['src/core/wordbee/delete-asset.test.ts'],
  },
  {
    rule: 'P4 the canary is deleted alone',
    file: deletionRun,
    find: 'await this.deleteFirst()\n',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if more than the canary vanished',
    file: 'src/core/deletion/listing-monitor.ts',
    find: "if (this.recordVanished(after, touched)) throw new RunStopError({ reason: 'vanished-unasked' })",
    replace: 'this.recordVanished(after, touched)',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if the canary is still on the server',
    file: deletionRun,
    find: "if (answer.kind === 'answered') throw new RunStopError({ reason: 'canary-still-there' })",
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if the result of the canary is unclear',
    file: deletionRun,
    find: "if (answer.kind === 'unclear') throw new RunStopError({ reason: 'canary-unclear' })",
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if deleting the canary is forbidden',
    file: deletionRun,
    find: "if (answer.kind === 'forbidden') throw new RunStopError({ reason: 'forbidden' })",
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops after three consecutive failures',
    file: deletionRun,
    find: 'this.failuresInARow >= failuresToStop',
    replace: 'this.failuresInARow < 0',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if the listing on confirmation fails',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot)',
    replace:
      'const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot).catch(() => plan.snapshot)',
    tests: runTests,
  },
  {
    rule: 'P4 without a closing listing no file counts as deleted',
    file: 'src/core/deletion/run-verification.ts',
    find: 'record.update({ stop: toStop(error) })\n    return null',
    replace: 'record.update({ stop: toStop(error) })\n    return new Map()',
    tests: runTests,
  },
  {
    rule: 'P4 files of a segment that was not listed are not gone',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (rejected !== undefined) {',
    replace: 'if (rejected === null) {',
    tests: runTests,
  },
  {
    rule: 'P4 an empty listing is checked with the single-segment call',
    file: 'src/core/deletion/snapshot.ts',
    find: 'if (singleListing.length > 0) throw new SuspiciousListingError()',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 the run stops if the listing is empty although other files were shown',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'if (this.before.size === 0) throw',
    replace: 'if (this.before.size < 0) throw',
    tests: runTests,
  },
  {
    rule: 'P4 unrequested files that are missing on confirmation are listed again',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'await this.confirmMissing(missing)',
    replace: '',
    tests: ['src/core/deletion/at-risk.test.ts'],
  },
  {
    rule: 'P4 replaced and new files in a later listing are taken into account',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'await this.applyChanges(after)',
    replace: '',
    tests: ['src/core/deletion/at-risk.test.ts'],
  },
  {
    rule: 'P4 no DELETE starts once a parallel one has a reason to stop',
    file: 'src/core/deletion/deletion-run.ts',
    find: 'this.isHalted = true\n      this.cancelWaits()',
    replace: '',
    tests: ['src/core/deletion/parallel-deletes.test.ts'],
  },
  {
    rule: 'P4 vanished files are reported by name',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'if (vanished.length > 0) record.update({ vanished })',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P4 a response of 200 does not count as a deletion',
    file: 'src/core/deletion/run-state.ts',
    find: "if (listed === undefined) return { state: 'deleted-and-verified' }",
    replace:
      "if (listed === undefined || answer.kind === 'answered') return { state: 'deleted-and-verified' }",
    tests: runTests,
  },
]

/** @type {Mutation[]} */
export const afterACrash = [
  {
    rule: 'P5 the intent is on disk before the DELETE is sent',
    file: deletionRun,
    find: '!(await this.record.recordIntent(file, maySend))',
    replace: 'this.record.recordIntent(file, maySend).catch(() => undefined) === null',
    tests: interruptionTests,
  },
  {
    rule: 'P5 after a crash an intent alone does not count as a deletion',
    file: 'src/core/deletion/run-record.ts',
    find: 'await this.writeState(file)\n      return false',
    replace: 'return false',
    tests: lastCheckTests,
  },
  {
    rule: 'P5 an outcome that cannot be recorded stops the run',
    file: 'src/core/deletion/run-record.ts',
    find: "if (this.hasFailed) throw new Error('an earlier line is missing')",
    replace: '',
    tests: ['src/core/deletion/deletion-changes.test.ts'],
  },
  {
    rule: 'P5 no DELETE is sent while the computer sleeps',
    file: deletionRun,
    find: '      !this.suspendGate.isSuspended() &&\n',
    replace: '',
    tests: lastCheckTests,
  },
  {
    rule: 'P5 a step that cannot be recorded is not taken',
    file: 'src/core/deletion/run-record.ts',
    find: "throw new RunStopError({ reason: 'journal-failed' })",
    replace: '',
    tests: interruptionTests,
  },
  {
    rule: 'P5 after a restart no DELETE is sent before Continue',
    file: 'src/core/deletion/deletions.ts',
    find: 'if (open !== null) void this.ports.connections.using(open, () => this.interrupted.settle(open))',
    replace:
      "if (open !== null) void this.interrupted.settle(open).then(() => this.continueDeletion(this.interrupted.first()?.head.jobId ?? ''))",
    tests: interruptionTests,
  },
  {
    rule: 'P5 files that may have been requested are settled by a listing',
    file: 'src/core/deletion/interrupted-runs.ts',
    find: "return view.files.some(({ outcome }) => outcome.state === 'unknown' || outcome.state === 'asked')",
    replace: 'return view.files.length < 0',
    tests: interruptionTests,
  },
  {
    rule: 'P5 a new version of an interrupted file is left alone',
    file: 'src/core/deletion/recover.ts',
    find: 'const isUnchanged = planned !== undefined && isSameVersion(listed, planned)',
    replace: 'const isUnchanged = planned !== undefined',
    tests: interruptionTests,
  },
  {
    rule: 'P5 an interrupted run stops if files vanished',
    file: 'src/core/deletion/interrupted-runs.ts',
    find: 'vanished.length === 0 ? view',
    replace: 'vanished.length >= 0 ? view',
    tests: atRiskTests,
  },
  {
    rule: 'P5 a run continues only on its own server and account',
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
    rule: 'P5 a line with a wrong checksum is not read',
    file: 'src/core/storage/append-log.ts',
    find: 'if (new TextDecoder().decode(line.subarray(0, 9)) !== `${crc32(json)} `) return undefined',
    replace: '',
    tests: ['src/core/storage/append-log.test.ts'],
  },
  {
    rule: 'P5 after a suspend a listing precedes the next DELETE',
    file: deletionRun,
    find: 'this.listings.makeStale()',
    replace: '',
    tests: lastCheckTests,
  },
  {
    rule: 'P6 Stop ends the run',
    file: 'src/core/deletion/deletions.ts',
    find: '      this.run.stop()\n',
    replace: '',
    tests: runTests,
  },
  {
    rule: 'P6 Stop ends a DELETE that the server never answers',
    file: 'src/core/deletion/budget-reservation.ts',
    find: ', signal: answer }',
    replace: ' }',
    tests: ['src/core/wordbee/contract-tests/stopping.test.ts'],
  },
  {
    rule: 'P6 Stop ends the wait of a DELETE for a throttle',
    file: 'src/core/deletion/budget-reservation.ts',
    find: '{ ...options, ...stopping, reservation }',
    replace: '{ ...options, signal: answer, reservation }',
    tests: ['src/core/deletion/resend.test.ts'],
  },
  {
    rule: 'P6 Stop ends a closing listing that never ends',
    file: 'src/core/deletion/budget-reservation.ts',
    find: ', signal: proof }',
    replace: ' }',
    tests: ['src/core/wordbee/contract-tests/stopping.test.ts'],
  },
  {
    rule: 'P6 a response that trickles is cancelled',
    file: 'src/core/wordbee/minimum-rate.ts',
    find: 'if (credit < 0) throw tooSlow()',
    replace: 'if (credit < Number.NEGATIVE_INFINITY) throw tooSlow()',
    tests: ['src/core/wordbee/minimum-rate.test.ts'],
  },
]
