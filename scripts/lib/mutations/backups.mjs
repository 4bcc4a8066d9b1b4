/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const deletionRun = 'src/core/deletion/deletion-run.ts'
const assetStream = 'src/core/download/asset-stream.ts'
const guardTests = ['src/core/deletion/guards.test.ts', 'src/core/deletion/resend.test.ts']
const atRiskTests = ['src/core/deletion/at-risk.test.ts']
const parallelTests = ['src/core/deletion/parallel-deletes.test.ts']
const binTests = ['src/core/recycle-bin/recycle-bin.test.ts']
const clockTests = ['src/core/recycle-bin/wrong-clock.test.ts', 'src/core/trusted-time/advance.test.ts']
const indexTests = ['src/core/recycle-bin/damaged-index.test.ts']

/** @type {Mutation[]} */
export const backups = [
  {
    rule: 'P3 a file is copied before its DELETE is sent',
    file: deletionRun,
    find: '!(await this.isAllowed(file)) || !(await this.backUp(file))',
    replace: '!(await this.isAllowed(file))',
    tests: atRiskTests,
  },
  {
    rule: 'P3 files that a later listing shows at risk are copied too',
    file: deletionRun,
    find: 'if (!(await this.isReady(file))) return null\n      const',
    replace: 'if (!(await this.isAllowed(file))) return null\n      const',
    tests: atRiskTests,
  },
  {
    rule: 'P3 files that a parallel listing shows at risk during the backup are copied too',
    file: deletionRun,
    find: 'if (risksOf === this.listings.risksOf) return true',
    replace: 'return true',
    tests: parallelTests,
  },
  {
    rule: 'P3 files that a parallel listing shows at risk while the intent is written are copied too',
    file: deletionRun,
    find: 'risksOf === this.listings.risksOf && this.isStillAllowed(file)',
    replace: 'this.isStillAllowed(file)',
    tests: parallelTests,
  },
  {
    rule: 'P3 a file that was gone and is back is at risk',
    file: 'src/core/deletion/listing-monitor.ts',
    find: 'return file === undefined || !isInFlight(file)',
    replace: 'return file === undefined || !this.ports.wasSent(file)',
    tests: [...atRiskTests, 'src/core/deletion/last-check.test.ts'],
  },
  {
    rule: 'P3 a file whose copy fails is not deleted',
    file: 'src/core/deletion/run-backups.ts',
    find: "if (!result.ok) return { ok: false, whose: 'its-own', result }",
    replace: 'if (!result.ok) return { ok: true, copyId: null }',
    tests: atRiskTests,
  },
  {
    rule: 'P3 a file is not deleted if a file at risk cannot be copied',
    file: 'src/core/deletion/run-backups.ts',
    find: 'const failed = others.find((other) => !other.ok)',
    replace: 'const failed = others.slice(others.length).find((other) => !other.ok)',
    tests: atRiskTests,
  },
  {
    rule: 'P3 files of the same name in other languages are at risk',
    file: 'src/core/deletion/at-risk.ts',
    find: 'asset.locale === null ? (byName.get(pathInAnyLanguage(asset)) ?? []) : []',
    replace: '[]',
    tests: atRiskTests,
  },
  {
    rule: 'P3 files that may be stored at the same path are at risk',
    file: 'src/core/deletion/at-risk.ts',
    find: '...(byPath.get(storagePath(asset)) ?? [])',
    replace: '...[]',
    tests: atRiskTests,
  },
  {
    rule: 'P3 a copy that is too short is rejected',
    file: assetStream,
    find: "if (size !== null && received < size) throw this.sizeError('shorter')",
    replace: '',
    tests: binTests,
  },
  {
    rule: 'P3 a copy that is too long is rejected',
    file: assetStream,
    find: "if (size !== null && received > size) throw this.sizeError('longer')",
    replace: '',
    tests: binTests,
  },
  {
    rule: 'P3 an existing copy is reused only if its hash matches',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: 'if (!(await this.isCopyIntact(known))) return null',
    replace: '',
    tests: binTests,
  },
  {
    rule: 'P3 an existing copy is reused only if the date matches',
    file: 'src/core/recycle-bin/is-copy-of.ts',
    find: 'entry.modifiedDate === asset.modifiedDate &&',
    replace: '',
    tests: binTests,
  },
  {
    rule: 'P3 copies younger than a day are not evicted',
    file: 'src/core/recycle-bin/retention.ts',
    find: 'isPastFirstDay(entry, facts) && !facts.isPinned(entry)',
    replace: '!facts.isPinned(entry)',
    tests: binTests,
  },
  {
    rule: 'P3 copies of an unfinished deletion are not evicted',
    file: 'src/core/recycle-bin/retention.ts',
    find: 'isPastFirstDay(entry, facts) && !facts.isPinned(entry)',
    replace: 'isPastFirstDay(entry, facts)',
    tests: binTests,
  },
  {
    rule: 'P3 a clock that jumped makes no copy old enough to be evicted',
    file: 'src/core/recycle-bin/retention.ts',
    find: '>= dayMs && ageOf(entry) >= dayMs',
    replace: '>= dayMs',
    tests: clockTests,
  },
  {
    rule: 'P3 a clock that jumped lets no copy expire',
    file: 'src/core/recycle-bin/retention.ts',
    find: ' && ageOf(entry) >= expiry - entry.keptAt',
    replace: '',
    tests: clockTests,
  },
  {
    rule: 'P3 a jump of the clock does not age copies',
    file: 'src/core/trusted-time/advance.ts',
    find: 'if (isJump(state, reading)) return',
    replace: 'if (wall < 0) return',
    tests: clockTests,
  },
  {
    rule: 'P3 a jump of the clock is not trusted until a later reading confirms it',
    file: 'src/core/trusted-time/advance.ts',
    find: ' && wall - state.pendingSince >= confirmedAfterMs',
    replace: '',
    tests: clockTests,
  },
  {
    rule: 'P3 the age of a copy counts from when this computer’s trusted time first saw it',
    file: 'src/core/recycle-bin/open-bin.ts',
    find: 'isCut || !time.isKnown(seen)',
    replace: 'isCut',
    tests: clockTests,
  },
  {
    rule: 'P3 no copy expires if the index is damaged',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: 'if (bin.log.isReadOnly) return 0',
    replace: '',
    tests: indexTests,
  },
  {
    rule: 'P3 nothing is removed that the index cannot record',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: "if (bin.log.isReadOnly && toRemove.length > 0) throw new ReadOnlyLogError('bin.log')",
    replace: '',
    tests: indexTests,
  },
  {
    rule: 'P3 a copy is of a deleted file only once a listing has shown that',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: "file: 'not-checked' }",
    replace: "file: 'gone' }",
    tests: ['src/core/recycle-bin/settled-files.test.ts'],
  },
  {
    rule: 'P3 a plan whose copies do not fit cannot start',
    file: 'src/core/deletion/deletions.ts',
    find: '(await this.refuseCopies(question, open)) ??',
    replace: '',
    tests: guardTests,
  },
]
