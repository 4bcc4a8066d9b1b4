import type { TransferBatch, TransferFile, TransferPhase, TransferStateName } from '../../shared/transfers'
import type { BatchRecord } from './batch-record'
import { canReplace } from './can-replace'

/** Files that a view of a batch shows at most. */
const maxShownFiles = 100

/** Those that need somebody first, then what moves. */
const shownOrder: readonly TransferStateName[] = [
  'failed',
  'name-taken',
  'receiving',
  'sending',
  'checking',
  'clearing',
  'waiting',
  'done',
  'skipped',
]

export interface BatchStatus {
  readonly phase: TransferPhase
  /** Whether a run of it is under way: only then is there a speed, and a wait of its connection. */
  readonly isMoving: boolean
  readonly waitingUntil: number | null
}

/** The batch as a window is told of it. No path of this computer is in it. */
export function toBatchView(
  record: BatchRecord,
  { phase, isMoving, waitingUntil }: BatchStatus,
): TransferBatch {
  const { batch, counts, bytes, length } = record
  const { id, kind, target, beganAt } = batch
  const { accountKey, connectionName, connectionColor, host, accountId } = batch
  // What waits has no speed, whatever moved a moment ago.
  const speed = isMoving && waitingUntil === null ? record.speed.bytesPerSecond() : null
  return {
    ...{ id, kind, phase, target, beganAt },
    ...{ accountKey, connectionName, connectionColor, host, accountId },
    files: length,
    counts: { ...counts },
    bytes: bytes.all,
    bytesDone: bytes.done,
    bytesPerSecond: speed === null ? null : Math.round(speed),
    secondsLeft: speed === null || bytes.left === 0 ? null : Math.ceil(bytes.left / speed),
    waitingUntil: isMoving ? waitingUntil : null,
    shown: selectShownFiles(record),
  }
}

function selectShownFiles(record: BatchRecord): TransferFile[] {
  const indexes: number[] = []
  for (const state of shownOrder) {
    if (indexes.length < maxShownFiles)
      indexes.push(...record.indexesInState(state, maxShownFiles - indexes.length))
  }
  return indexes.flatMap((n): TransferFile[] => {
    const [file, outcome] = [record.fileAt(n), record.outcomeAt(n)]
    if (file === null || outcome === null) return []
    const isSource = outcome.state === 'name-taken' && !canReplace(file, record.sourceLocations())
    return [
      { id: file.id, identity: file.identity, size: file.size, outcome, ...(isSource ? { isSource } : {}) },
    ]
  })
}
