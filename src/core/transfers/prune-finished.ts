import type { TransferBatch } from '../../shared/transfers'
import type { BatchRecord } from './batch-record'

/** How many finished batches that need no action stay listed. */
const maxEnded = 20
/** How many finished batches show all their files. The rest shows fewer, since the whole list is sent with every update. */
const maxFullLists = 5
const reducedFileCount = 10

/** The finished batches to drop: they need no action, and enough others ended after them. */
export function selectPrunable(ended: readonly BatchRecord[]): readonly BatchRecord[] {
  return ended
    .filter(({ counts, isCleaningUp }) => counts.failed === 0 && counts['name-taken'] === 0 && !isCleaningUp)
    .sort((a, b) => b.endedSequence - a.endedSequence)
    .slice(maxEnded)
}

/** Shortens the file lists of older finished batches. `batches` is ordered newest first. */
export function withReducedFiles(batches: readonly TransferBatch[]): readonly TransferBatch[] {
  let endedCount = 0
  return batches.map((batch) => {
    if (batch.phase !== 'done') return batch
    endedCount += 1
    return endedCount > maxFullLists ? { ...batch, shown: batch.shown.slice(0, reducedFileCount) } : batch
  })
}
