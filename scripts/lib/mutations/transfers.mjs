/** @typedef {import('../guard-mutations.mjs').Mutation} Mutation */

const queueTests = [
  'src/core/transfers/persistence.test.ts',
  'src/core/transfers/pauses.test.ts',
  'src/core/transfers/transfers.test.ts',
]
const runnerTests = ['src/core/transfers/upload-runner.test.ts']
const downloadTests = ['src/main/adapters/download-faults.test.ts']
const resumeTests = ['src/main/adapters/resumed-downloads.test.ts']

/** @type {Mutation[]} */
const queue = [
  {
    rule: 'P5 after a restart transfers are paused',
    file: 'src/core/transfers/transfers.ts',
    find: 'record.isPaused = !record.isEnded()',
    replace: 'record.isPaused = false',
    tests: queueTests,
  },
  {
    rule: 'P5 no file is transferred before the list of files is on disk',
    file: 'src/core/transfers/transfers.ts',
    find: 'await this.log.appendDurably(...entries)',
    replace: 'await Promise.resolve()',
    tests: queueTests,
  },
  {
    rule: 'P5 leftovers of a crash are removed before their batch continues',
    file: 'src/core/transfers/schedule.ts',
    find: '!record.isCleaningUp && ',
    replace: '',
    tests: queueTests,
  },
  {
    rule: 'P3 after a crash no file is uploaded to a path that a deletion was to clear',
    file: 'src/core/transfers/transfers.ts',
    find: 'this.failClearing(record)\n',
    replace: '\n',
    tests: queueTests,
  },
  {
    rule: 'P2 a batch runs only on its own account',
    file: 'src/core/transfers/schedule.ts',
    find: 'accountKey !== account || !isReady(record)',
    replace: '!isReady(record)',
    tests: queueTests,
  },
  {
    rule: 'P2 no transfer starts on a connection that is signed out',
    file: 'src/core/transfers/schedule.ts',
    find: 'open !== null && !this.signedOut.has(open) ? open : null',
    replace: 'open !== null ? open : null',
    tests: queueTests,
  },
  {
    rule: 'P1 no upload starts on a read-only connection',
    file: 'src/core/transfers/schedule.ts',
    find: "return directionOf(batch.kind) === 'out' || this.ports.canWrite(open)",
    replace: 'return batch.files !== null',
    tests: queueTests,
  },
]

/** @type {Mutation[]} */
const downloads = [
  {
    rule: 'P3 a download never replaces a local file',
    file: 'src/main/adapters/whole-file.ts',
    find: 'await link(temporary, target)',
    replace: 'await rename(temporary, target)',
    tests: downloadTests,
  },
  {
    rule: 'P3 after a crash another local file of the same size is not taken for the download',
    file: 'src/main/adapters/whole-file.ts',
    find: "return hash.digest('hex') === sha256",
    replace: "return hash.digest('hex') !== ''",
    tests: downloadTests,
  },
  {
    rule: 'P4 a download with fewer bytes than listed fails',
    file: 'src/core/download/asset-stream.ts',
    find: "if (size !== null && received < size) throw this.sizeError('shorter')",
    replace: '',
    tests: ['src/main/adapters/download-faults.test.ts', 'src/main/adapters/staging.test.ts'],
  },
  {
    rule: 'P5 a temporary file is recorded before it is created',
    file: 'src/core/transfers/download-runner.ts',
    find: 'await download.recordPart()',
    replace: 'await Promise.resolve()',
    tests: downloadTests,
  },
  {
    rule: 'P5 an aborted download leaves no file',
    file: 'src/main/adapters/local-folders.ts',
    find: 'if (isRemovable) await rm(temporary, { force: true })',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P1 a path from a forged list is not removed',
    file: 'src/core/transfers/resume-point.ts',
    find: 'if (isPartId(intent)) return',
    replace: "if (!intent.startsWith('{')) return",
    tests: downloadTests,
  },
  {
    rule: 'P5 a download is not continued with bytes of another version',
    file: 'src/core/transfers/part-download.ts',
    find: 'if (!(await this.isUnchanged())) throw new OtherVersionError()',
    replace: '',
    tests: resumeTests,
  },
  {
    rule: 'P5 a download is not continued with bytes of another place',
    file: 'src/core/transfers/part-download.ts',
    find: 'if (known.some((byte, index) => byte !== chunk[index])) throw new OtherVersionError()',
    replace: '',
    tests: resumeTests,
  },
  {
    rule: 'P5 a part is continued only if its bytes are those that were received',
    file: 'src/main/adapters/part-file.ts',
    find: 'if (blob.sha256 !== kept.sha256) throw new PartChangedError()',
    replace: '',
    tests: resumeTests,
  },
  {
    rule: 'P5 a complete file is never written to through its part',
    file: 'src/main/adapters/part-file.ts',
    find: ' || stat.nlink !== 1',
    replace: '',
    tests: resumeTests,
  },
  {
    rule: 'P1 a file behind a link is not removed',
    file: 'src/main/adapters/local-folders.ts',
    find: 'if (!(await isRealFolder(parent))) return',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P1 no file is created behind a link',
    file: 'src/main/adapters/local-folders.ts',
    find: 'await refuseMoved(current)',
    replace: '',
    tests: downloadTests,
  },
  {
    rule: 'P8 downloads do not use the reserve of the hour',
    file: 'src/core/transfers/stream-asset-bytes.ts',
    find: "signal, priority: 'transfers',",
    replace: "signal, priority: 'reads',",
    tests: downloadTests,
  },
  {
    rule: 'P8 uploads do not use the reserve of the hour',
    file: 'src/core/transfers/file-uploader.ts',
    find: "priority: 'transfers'",
    replace: "priority: 'reads'",
    tests: runnerTests,
  },
]

export const transfers = [...queue, ...downloads]
