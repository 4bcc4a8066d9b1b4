/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const JOB = 'src/core/deletion/job.ts'
const GUARD_TESTS = ['src/core/deletion/guards.test.ts', 'src/core/deletion/asked-anew.test.ts']
const SIBLING_TESTS = ['src/core/deletion/siblings.test.ts']
const SIDE_BY_SIDE_TESTS = ['src/core/deletion/side-by-side.test.ts']
const BIN_TESTS = ['src/core/recycle-bin/recycle-bin.test.ts']

/** @type {Mutation[]} */
export const copies = [
  {
    rule: 'P3 no DELETE before the copy',
    file: JOB,
    find: '!(await this.isAllowed(file)) || !(await this.keepCopies(file))',
    replace: '!(await this.isAllowed(file))',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 what a later look shows at risk is copied too',
    file: JOB,
    find: 'if (!(await this.isReady(file))) return null\n      const',
    replace: 'if (!(await this.isAllowed(file))) return null\n      const',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 so is what another look shows while copies are made',
    file: JOB,
    find: 'if (risksOf === this.eyes.risksOf) return true',
    replace: 'return true',
    tests: SIDE_BY_SIDE_TESTS,
  },
  {
    rule: 'P3 and while the intent is written',
    file: JOB,
    find: 'risksOf === this.eyes.risksOf && this.isStillRight(file)',
    replace: 'this.isStillRight(file)',
    tests: SIDE_BY_SIDE_TESTS,
  },
  {
    rule: 'P3 a file that was gone and is there again is at risk',
    file: 'src/core/deletion/job-eyes.ts',
    find: 'return file === undefined || !isOnItsWay(file)',
    replace: 'return file === undefined || !this.ports.wasAsked(file)',
    tests: [...SIBLING_TESTS, 'src/core/deletion/last-moment.test.ts'],
  },
  {
    rule: 'P3 a file whose copy fails is not asked for',
    file: 'src/core/deletion/job-copies.ts',
    find: "if (!kept.ok) return { ok: false, whose: 'its-own', kept }",
    replace: 'if (!kept.ok) return { ok: true, copyId: null }',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 nor is one whose sibling cannot be copied',
    file: 'src/core/deletion/job-copies.ts',
    find: 'const failed = others.find((other) => !other.ok)',
    replace: 'const failed = others.slice(others.length).find((other) => !other.ok)',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 files of that name in other languages are at risk',
    file: 'src/core/deletion/at-risk.ts',
    find: 'asset.locale === null ? (byName.get(placeInAnyLanguage(asset)) ?? []) : []',
    replace: '[]',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 and so is what may be stored in the same place',
    file: 'src/core/deletion/at-risk.ts',
    find: '...(byPlace.get(storagePlace(asset)) ?? [])',
    replace: '...[]',
    tests: SIBLING_TESTS,
  },
  {
    rule: 'P3 a copy that is too short is none',
    file: 'src/core/recycle-bin/take-copy.ts',
    find: "return written.size === size ? { ok: true, written } : { ok: false, failure: 'too-short' }",
    replace: 'return { ok: true, written }',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 nor is one that is too long',
    file: 'src/core/recycle-bin/take-copy.ts',
    find: "if (bytes > size) throw new CopyRefusedError('too-long')",
    replace: '',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 bytes on the disk serve again only with their hash',
    file: 'src/core/recycle-bin/recycle-bin.ts',
    find: 'if (!(await this.isIntact(known))) return null',
    replace: '',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 and only for the same date',
    file: 'src/core/recycle-bin/same-file.ts',
    find: 'entry.modifiedDate === asset.modifiedDate &&',
    replace: '',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 copies of the last day are not evicted',
    file: 'src/core/recycle-bin/retention.ts',
    find: 'facts.now - entry.keptAt >= dayMs && !facts.isHeld(entry)',
    replace: '!facts.isHeld(entry)',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 nor are those of a job that has not ended',
    file: 'src/core/recycle-bin/retention.ts',
    find: 'facts.now - entry.keptAt >= dayMs && !facts.isHeld(entry)',
    replace: 'facts.now - entry.keptAt >= dayMs',
    tests: BIN_TESTS,
  },
  {
    rule: 'P3 a plan whose copies do not fit cannot start',
    file: 'src/core/deletion/deletions.ts',
    find: '(await this.refuseCopies(question, open)) ??',
    replace: '',
    tests: GUARD_TESTS,
  },
]
