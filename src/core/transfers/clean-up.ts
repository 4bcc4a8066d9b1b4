import type { BatchRecord } from './batch-record'
import type { SchedulePorts } from './schedule'

interface CleanUpPorts {
  readonly runners: SchedulePorts['runners']
  /** True while the app quits: the rest is left to the next start. */
  readonly isClosing: () => boolean
  /** Called after a file that the user had stopped was cleaned up. */
  readonly onStopped: (record: BatchRecord, n: number) => Promise<void>
  /** Called when a batch may run. */
  readonly onBatchClean: () => void
}

/** Cleans up what an earlier process left half done, batch by batch. No batch runs before it is clean. */
export async function cleanUp(records: readonly BatchRecord[], ports: CleanUpPorts): Promise<void> {
  const { runners, isClosing, onStopped, onBatchClean } = ports
  for (const record of records) {
    const { batch } = record
    for (const [n, { file, outcome }] of record.all().entries()) {
      const isHalfDone = outcome.state === 'waiting' || outcome.state === 'skipped'
      if (file.intent === null || !isHalfDone || isClosing()) continue
      // A runner should not reject; if it does, the leftovers do no harm.
      const isOver = outcome.state === 'skipped'
      await runners[batch.kind].cleanUp(batch, file, { isOver }).catch(() => undefined)
      if (isOver) await onStopped(record, n)
    }
    record.isCleaningUp = false
    onBatchClean()
  }
}
