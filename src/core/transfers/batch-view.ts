import type { TransferBatch, TransferFile, TransferPhase, TransferStateName } from '../../shared/transfers'
import type { BatchRecord } from './batch-record'
import { canReplace } from './can-replace'

const maxShownFiles = 100

/** Files that need the user first, then those in progress. */
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
  /** Whether a run is in progress; only then are speed and `waitingUntil` shown. */
  readonly isMoving: boolean
  readonly waitingUntil: number | null
}

/** The batch as sent to windows. Contains no local paths. */
export function toBatchView(
  record: BatchRecord,
  { phase, isMoving, waitingUntil }: BatchStatus,
): TransferBatch {
  const { batch, counts, bytes, length } = record
  const { id, kind, target, beganAt } = batch
  const { accountKey, connectionName, connectionColor, host, accountId } = batch
  // A batch that waits for the server has no speed, even if bytes moved a moment ago.
  const speed = isMoving && waitingUntil === null ? record.speed.bytesPerSecond() : null
  return {
    id,
    kind,
    phase,
    target,
    beganAt,
    accountKey,
    connectionName,
    connectionColor,
    host,
    accountId,
    files: length,
    counts: { ...counts },
    ...(record.alreadyThere === 0 ? {} : { alreadyThere: record.alreadyThere }),
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
