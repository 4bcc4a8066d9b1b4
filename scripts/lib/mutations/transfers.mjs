/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const queueTests = [
  'src/core/transfers/persistence.test.ts',
  'src/core/transfers/pauses.test.ts',
  'src/core/transfers/transfers.test.ts',
]
const runnerTests = ['src/core/transfers/upload-runner.test.ts']
const downloadTests = ['src/main/adapters/download-faults.test.ts']

/** @type {Mutation[]} */
const queue = [
  {
    rule: 'P5 after a restart no transfer begins by itself',
    file: 'src/core/transfers/transfers.ts',
    find: 'record.isPaused = !record.isEnded()',
    replace: 'record.isPaused = false',
    tests: queueTests,
  },
  {
    rule: 'P5 nothing is transferred before the list of files is on the disk',
    file: 'src/core/transfers/transfers.ts',
    find: 'await this.log.appendDurably(...entries)',
    replace: 'await Promise.resolve()',
    tests: queueTests,
  },
  {
    rule: 'P5 what a crash left is taken away before its batch goes on',
    file: 'src/core/transfers/schedule.ts',
    find: '!record.isCleaningUp && ',
    replace: '',
    tests: queueTests,
  },
  {
    rule: 'P3 after a crash nothing is sent to a place that a deletion was to clear',
    file: 'src/core/transfers/transfers.ts',
    find: 'this.failClearing(record)\n',
    replace: '\n',
    tests: queueTests,
  },
  {
    rule: 'P2 a batch runs on the account that it is of',
    file: 'src/core/transfers/schedule.ts',
    find: 'accountKey !== account || !isReady(record)',
    replace: '!isReady(record)',
    tests: queueTests,
  },
  {
    rule: 'P2 nothing more begins on a connection that is signed out of',
    file: 'src/core/transfers/schedule.ts',
    find: 'open !== null && !this.signedOut.has(open) ? open : null',
    replace: 'open !== null ? open : null',
    tests: queueTests,
  },
  {
    rule: 'P1 a read-only connection takes no batch',
    file: 'src/core/transfers/schedule.ts',
    find: "return directionOf(batch.kind) === 'out' || this.ports.canWrite(open)",
    replace: 'return batch.files !== null',
    tests: queueTests,
  },
]

/** @type {Mutation[]} */
const downloads = [
  {
    rule: 'P3 a download never replaces a file of this computer',
    file: 'src/main/adapters/whole-file.ts',
    find: 'await link(temporary, target)',
    replace: 'await rename(temporary, target)',
    tests: downloadTests,
  },
  {
    rule: 'P3 nor takes another file of its size for its own after a crash',
    file: 'src/main/adapters/whole-file.ts',
    find: "return hash.digest('hex') === sha256",
    replace: "return hash.digest('hex') !== ''",
    tests: downloadTests,
  },
  {
    rule: 'P4 bytes that are fewer than listed are no file',
    file: 'src/core/transfers/stream-asset-bytes.ts',
    find: 'if (size === null || bytes === size) return',
    replace: 'if (bytes >= 0) return',
    tests: ['src/main/adapters/download-faults.test.ts', 'src/main/adapters/staging.test.ts'],
  },
  {
    rule: 'P5 a temporary file is written down before it is there',
    file: 'src/core/transfers/download-runner.ts',
    find: 'await run.recordIntent(file.id, newFile.partId)',
    replace: 'await Promise.resolve()',
    tests: downloadTests,
  },
  {
    rule: 'P5 a download that broke off leaves nothing',
    file: 'src/main/adapters/local-folders.ts',
    find: 'if (isOurs) await rm(temporary, { force: true })',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P1 what a forged list names is not taken away',
    file: 'src/core/transfers/download-runner.ts',
    find: ' || !isPartId(file.intent)',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P1 nor what stands behind a link',
    file: 'src/main/adapters/local-folders.ts',
    find: 'if (!(await isRealFolder(parent))) return',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P1 nothing is made behind a link',
    file: 'src/main/adapters/local-folders.ts',
    find: 'await refuseMoved(current)',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P8 downloads leave the reserve of the hour alone',
    file: 'src/core/transfers/stream-asset-bytes.ts',
    find: "priority: 'transfers', signal",
    replace: "priority: 'reads', signal",
    tests: downloadTests,
  },
  {
    rule: 'P8 and so do uploads',
    file: 'src/core/transfers/file-uploader.ts',
    find: "priority: 'transfers'",
    replace: "priority: 'reads'",
    tests: runnerTests,
  },
]

export const transfers = [...queue, ...downloads]
