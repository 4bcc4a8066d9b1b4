/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const RUNNER_TESTS = ['src/core/transfers/upload-runner.test.ts']
const RESTORE_TESTS = ['src/core/recycle-bin/restores.test.ts']
const PLAN_TESTS = ['src/core/transfers/upload-plans.test.ts']

/** @type {Mutation[]} */
export const uploads = [
  {
    rule: 'P3 nothing is uploaded where a file may be',
    file: 'src/core/sending/send-round.ts',
    find: "if (there.length > 0) return ports.onEnd(file, { end: 'name-taken', there: there.map(toSelected) })",
    replace: '',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P3 nor where one came while the bytes were sent',
    file: 'src/core/sending/send-round.ts',
    find: 'if (taken !== null) throw new HeldBackError(taken)',
    replace: '',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P3 nor while a copy of the bin was sent, whose bytes are not sent twice to find that out',
    file: 'src/core/sending/send-round.ts',
    find: 'this.isOutdated() && tried <= tries; tried += 1',
    replace: 'tried > tries; tried += 1',
    tests: RESTORE_TESTS,
  },
  {
    rule: 'P3 nor while the call that attaches waited for room or for a pause',
    file: 'src/core/wordbee/exchange.ts',
    find: '    refuseByAsker(call)\n',
    replace: '',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P3 which asks how old the listing is by then',
    file: 'src/core/sending/send-round.ts',
    find: '(this.isOutdated() ? waitedTooLong : null)',
    replace: 'null',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P2 nothing is attached once the connection was made read-only',
    file: 'src/core/sending/send-round.ts',
    find: 'refuseAttach: () => refuseBytes() ??',
    replace: 'refuseAttach: () =>',
    tests: [...RUNNER_TESTS, ...RESTORE_TESTS],
  },
  {
    rule: 'P4 a file is proven by what was not there before it was sent',
    file: 'src/core/sending/send-round.ts',
    find: 'this.sent.get(file.id) ?? { before: this.before.assets }',
    replace: '{ before: this.before.assets }',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P4 one listed file proves one file that was sent',
    file: 'src/core/sending/look-for.ts',
    find: 'taken.add(listed.key)',
    replace: '',
    tests: ['src/core/sending/look-for.test.ts'],
  },
  {
    rule: 'P3 nor where one came during a pause of the server (429)',
    file: 'src/core/sending/send-round.ts',
    find: 'if (taken !== null) return taken\n    }',
    replace: '}',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P3 nothing is attached of a file that changed on the way',
    file: 'src/core/wordbee/watched-bytes.ts',
    find: "if (this.size !== this.watched.size) throw this.wrong('source-changed')",
    replace: '',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P5 an attachment is written down before it is asked for',
    file: 'src/core/transfers/upload-sender.ts',
    find: 'await this.run.intend(file.id, writeIntent(file.place, sent))',
    replace: 'await Promise.resolve()',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P5 and forgotten where the server refused it',
    file: 'src/core/transfers/upload-sender.ts',
    find: 'await this.run.intend(file.id, noIntent).catch(nothing)',
    replace: '',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P5 after a crash a file of another size is somebody else’s',
    file: 'src/core/transfers/upload-intent.ts',
    find: 'another === undefined && only?.size === intent.size',
    replace: 'another === undefined && only !== undefined',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P4 an upload is done only where a listing shows it',
    file: 'src/core/transfers/judge-upload.ts',
    find: "return over(end.failure === null ? { state: 'failed', problem: 'not-listed' } : failed(end.failure))",
    replace: 'return over(done(file, file.place.name))',
    tests: RUNNER_TESTS,
  },
  {
    rule: 'P3 what is copied is not deleted to make way for its copy',
    file: 'src/core/transfers/plan-uploads.ts',
    find: ' || there.some((asset) => sources.has(storagePlace(asset)))',
    replace: '',
    tests: PLAN_TESTS,
  },
  {
    rule: 'P3 only a place that was verified to be cleared is uploaded to',
    file: 'src/core/transfers/replace-uploads.ts',
    find: "stillTaken.has(id) ? notReplaced : { state: 'waiting' }",
    replace: "stillTaken.has('') ? notReplaced : { state: 'waiting' }",
    tests: PLAN_TESTS,
  },
  {
    rule: 'P2 an upload is started on the very connection that it was planned on',
    file: 'src/core/transfers/upload-plans.ts',
    find: 'if (this.plans.find(planId)?.madeOn !== open.value) return planUnknown',
    replace: '',
    tests: PLAN_TESTS,
  },
  {
    rule: 'P1 what could not be deleted again is not uploaded',
    file: 'src/core/transfers/upload-choices.ts',
    find: "if (!planned.isSafe) return { ...file, state: 'skipped' }",
    replace: '',
    tests: PLAN_TESTS,
  },
]
