import type { BatchRecord } from './batch-record'
import type { SchedulePorts } from './schedule'

interface CleanUpPorts {
  readonly runners: SchedulePorts['runners']
  /** The app quits: what is left is left to the next start. */
  readonly isClosing: () => boolean
  /** A file that the user had stopped: nothing of it is left here. */
  readonly onStopped: (record: BatchRecord, n: number) => Promise<void>
  /** A batch may run now. */
  readonly onBatchClean: () => void
}

/** What an earlier run left half done, batch by batch: none runs before its own is taken away. */
export async function cleanUp(records: readonly BatchRecord[], ports: CleanUpPorts): Promise<void> {
  const { runners, isClosing, onStopped, onBatchClean } = ports
  for (const record of records) {
    const { batch } = record
    for (const [n, { file, outcome }] of record.all().entries()) {
      const isHalfDone = outcome.state === 'waiting' || outcome.state === 'skipped'
      if (file.intent === null || !isHalfDone || isClosing()) continue
      // A runner never rejects; if it does, what it left is in nobody's way.
      await runners[batch.kind].cleanUp(batch, file).catch(() => undefined)
      if (outcome.state === 'skipped') await onStopped(record, n)
    }
    record.isCleaningUp = false
    onBatchClean()
  }
}
