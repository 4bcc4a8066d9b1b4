import type { TransferKind, TransferState, TransferStateName } from '../../shared/transfers'
import { isSourceProblem, transferStateNames } from '../../shared/transfers'
import type { Clock } from '../ports'
import { sourceLocations } from './can-replace'
import { IntegerSet } from './integer-set'
import type { LocalFile, QueuedBatch, QueuedFile } from './ports'
import { Speed } from './speed'
import type { FileRow } from './transfer-entry'

interface FileRecord {
  readonly file: QueuedFile
  readonly outcome: TransferState
}

const endStates: ReadonlySet<TransferStateName> = new Set(['done', 'name-taken', 'skipped', 'failed'])

/** Whether a file in this state needs no further work unless the user acts. */
export function isEndState(state: TransferStateName): boolean {
  return endStates.has(state)
}

/**
 * A batch in the queue. Counts and bytes are updated incrementally, since a batch may have many thousands of files.
 */
export class BatchRecord {
  isPaused = false
  /** The user stopped it while files were in progress: requeued files are skipped. */
  isStopping = false
  /** What a crash left half done is being cleaned up. */
  isCleaningUp = false
  /** Its end has been reported to listeners. */
  isEndReported = false
  /** Position in the order in which batches ended; 0 if it ended before the app was started. */
  endedSequence = 0
  readonly speed: Speed
  readonly counts: Record<TransferStateName, number> = perState(() => 0)
  /** Bytes of files with a known size: all except skipped ones, the part that is done, and the part that remains. */
  readonly bytes = { all: 0, done: 0, left: 0 }
  /** How many of the skipped files are already there. */
  alreadyThere = 0
  private readonly records: FileRecord[] = []
  private readonly indexes: Record<TransferStateName, IntegerSet> = perState(() => new IntegerSet())
  private knownSourceLocations: ReadonlySet<string> | null = null
  /** Indexes of the files that wait and are not taken by a run. */
  private readonly pending = new IntegerSet()

  constructor(
    readonly batch: QueuedBatch,
    private readonly expectedFiles: number,
    clock: Pick<Clock, 'elapsed'>,
  ) {
    this.speed = new Speed(clock)
  }

  /** False if a crash interrupted writing the batch. Such a batch was never acknowledged. */
  isComplete(): boolean {
    return this.records.length === this.expectedFiles
  }

  /** Whether all its files are in an end state. */
  isEnded(): boolean {
    return (
      transferStateNames.reduce((sum, name) => sum + (endStates.has(name) ? this.counts[name] : 0), 0) ===
      this.records.length
    )
  }

  get length(): number {
    return this.records.length
  }

  addRows(rows: readonly FileRow[]): void {
    this.knownSourceLocations = null
    for (const { outcome, ...file } of rows) {
      const n = this.records.length
      const id = `${this.batch.id}-${String(n)}`
      const replaced = outcome.state === 'clearing' ? ({ replaces: true } as const) : {}
      this.records.push({ file: { ...file, ...replaced, id }, outcome })
      this.addToCounts(n)
    }
  }

  fileAt(n: number): QueuedFile | null {
    return this.records[n]?.file ?? null
  }

  outcomeAt(n: number): TransferState | null {
    return this.records[n]?.outcome ?? null
  }

  /** The index of a file in this batch, or null for an unknown id. */
  indexOfFile(fileId: string): number | null {
    const n = Number(fileId.slice(this.batch.id.length + 1))
    return this.records[n]?.file.id === fileId ? n : null
  }

  all(): readonly FileRecord[] {
    return this.records
  }

  /** Storage paths of the assets that this batch copies. */
  sourceLocations(): ReadonlySet<string> {
    this.knownSourceLocations ??= sourceLocations(this.records.map(({ file }) => file))
    return this.knownSourceLocations
  }

  /** Indexes of the files in this state, in ascending order. */
  indexesInState(state: TransferStateName, count = Number.POSITIVE_INFINITY): number[] {
    return this.indexes[state].first(count)
  }

  hasPending(): boolean {
    return this.pending.first(1).length > 0
  }

  /** Indexes of the files that wait and are not taken by a run. */
  pendingIndexes(): number[] {
    return this.pending.all()
  }

  /** Takes the next waiting file. It belongs to the caller until its state is set. */
  takeNext(): { readonly n: number; readonly file: QueuedFile } | null {
    const [n] = this.pending.first(1)
    const file = n === undefined ? null : this.fileAt(n)
    if (n === undefined || file === null) return null
    this.pending.delete(n)
    return { n, file }
  }

  setOutcome(n: number, outcome: TransferState): void {
    const before = this.records[n]
    if (before === undefined) return
    this.speed.addBytes(this.movedBytesAt(n, outcome) - this.movedBytesAt(n, before.outcome))
    this.removeFromCounts(n)
    this.records[n] = { ...before, outcome }
    this.addToCounts(n)
  }

  updateFile(n: number, change: { readonly intent: string | null } | { readonly name: string }): void {
    const record = this.records[n]
    if (record === undefined) return
    const { file } = record
    const identity = 'name' in change ? { ...file.identity, name: change.name } : file.identity
    const intent = 'intent' in change ? change.intent : file.intent
    this.records[n] = { ...record, file: { ...file, identity, intent } }
  }

  /** A deletion clears the destination of this file. */
  markReplacing(n: number): void {
    const record = this.records[n]
    if (record !== undefined) this.records[n] = { ...record, file: { ...record.file, replaces: true } }
  }

  /** Replaces the source and lets the file wait again. Its intent is dropped, since nothing of it is half done. */
  renewSource(n: number, file: LocalFile): void {
    const before = this.records[n]
    if (before === undefined) return
    this.removeFromCounts(n)
    const source = { kind: 'file', file } as const
    this.records[n] = {
      file: { ...before.file, source, size: file.size, intent: null },
      outcome: { state: 'waiting' },
    }
    this.addToCounts(n)
  }

  /** Skips the files that wait for their turn or for a decision. Files taken by a run are not touched. */
  skipPending(): void {
    const rest = [
      ...this.pendingIndexes(),
      ...this.indexesInState('clearing'),
      ...this.indexesInState('name-taken'),
    ]
    for (const n of rest) this.setOutcome(n, { state: 'skipped' })
  }

  private addToCounts(n: number): void {
    const { state } = this.updateCounts(n, 1)
    this.indexes[state].add(n)
    if (state === 'waiting') this.pending.add(n)
  }

  private removeFromCounts(n: number): void {
    const { state } = this.updateCounts(n, -1)
    this.indexes[state].delete(n)
    this.pending.delete(n)
  }

  private updateCounts(n: number, sign: 1 | -1): TransferState {
    const { file, outcome } = this.records[n] ?? { file: null, outcome: { state: 'skipped' } as const }
    this.counts[outcome.state] += sign
    if (outcome.state === 'skipped' && outcome.isAlreadyThere === true) this.alreadyThere += sign
    if (file === null || file.size === null || outcome.state === 'skipped') return outcome
    const moved = this.movedBytesAt(n, outcome)
    this.bytes.all += sign * file.size
    this.bytes.done += sign * moved
    if (!endStates.has(outcome.state)) this.bytes.left += sign * (file.size - moved)
    return outcome
  }

  private movedBytesAt(n: number, outcome: TransferState): number {
    return movedBytes(this.batch.kind, this.records[n]?.file.size ?? null, outcome)
  }
}

/** Whether the user may choose the source of this file again. */
export function canRenewSource(record: BatchRecord, n: number): boolean {
  const outcome = record.outcomeAt(n)
  return record.batch.kind === 'upload' && outcome?.state === 'failed' && isSourceProblem(outcome.problem)
}

/** Bytes of a file that count as done, limited to its size. Receiving and sending a copy count for half of it each. */
function movedBytes(kind: TransferKind, size: number | null, outcome: TransferState): number {
  const isCopy = kind === 'copy'
  const clamp = (bytes: number): number => Math.min(Math.max(0, bytes), size ?? Number.POSITIVE_INFINITY)
  switch (outcome.state) {
    case 'receiving':
      return isCopy ? Math.floor(clamp(outcome.bytes) / 2) : clamp(outcome.bytes)
    case 'sending':
      return isCopy ? Math.floor(((size ?? 0) + clamp(outcome.bytes)) / 2) : clamp(outcome.bytes)
    case 'checking':
    case 'done':
      return size ?? 0
    case 'waiting':
    case 'clearing':
    case 'name-taken':
    case 'skipped':
    case 'failed':
      return 0
  }
}

function perState<Value>(make: () => Value): Record<TransferStateName, Value> {
  return {
    waiting: make(),
    clearing: make(),
    receiving: make(),
    sending: make(),
    checking: make(),
    done: make(),
    'name-taken': make(),
    skipped: make(),
    failed: make(),
  }
}
