import type { TransferBatch } from '../../shared/transfers'
import type { BatchRecord } from './batch-record'

/** Batches that ended and need nobody stay listed: so many, the last ones. */
const maxEnded = 20
/** Of the newest that ended so many tell all the files that they may; the others fewer, since all of it is told again and again. */
const maxFullLists = 5
const reducedFileCount = 10

/** Of batches that have ended those that nobody misses: all is well with them, and enough others ended since. */
export function selectPrunable(ended: readonly BatchRecord[]): readonly BatchRecord[] {
  return ended
    .filter(
      ({ counts, isCleaningUp: isCleaning }) =>
        counts.failed === 0 && counts['name-taken'] === 0 && !isCleaning,
    )
    .sort((a, b) => b.endedSequence - a.endedSequence)
    .slice(maxEnded)
}

/** What windows are told of batches, newest first, within bounds. */
export function withReducedFiles(batches: readonly TransferBatch[]): readonly TransferBatch[] {
  let ended = 0
  return batches.map((batch) => {
    if (batch.phase !== 'done') return batch
    ended += 1
    return ended > maxFullLists ? { ...batch, shown: batch.shown.slice(0, reducedFileCount) } : batch
  })
}
