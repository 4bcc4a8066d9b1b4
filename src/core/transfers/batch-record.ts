import type { TransferKind, TransferState, TransferStateName } from '../../shared/transfers'
import { isSourceProblem, transferStateNames } from '../../shared/transfers'
import type { Clock } from '../ports'
import { sourcePlaces } from './can-replace'
import { NumberSet } from './number-set'
import type { LocalFile, QueuedBatch, QueuedFile } from './ports'
import { Speed } from './speed'
import type { FileRow } from './transfer-entry'

interface FileRecord {
  readonly file: QueuedFile
  readonly outcome: TransferState
}

const ending: ReadonlySet<TransferStateName> = new Set(['done', 'name-taken', 'skipped', 'failed'])

/** Whether this state waits for nobody but the user. */
export function endsFile(state: TransferStateName): boolean {
  return ending.has(state)
}

/**
 * One batch as the queue holds it. Counts and bytes are kept up with each change, and never counted anew: a batch may
 * have many thousands of files.
 */
export class BatchRecord {
  isPaused = false
  /** The user ended it while files of it were under way: what is put back is skipped. */
  isStopping = false
  /** An earlier run died in the middle of it, and what that left is being taken away. */
  isCleaning = false
  /** Somebody was told that it ended. */
  wasToldEnded = false
  /** When it ended last, in turns of the queue; 0: in an earlier run. */
  endedTurn = 0
  readonly speed: Speed
  readonly counts: Record<TransferStateName, number> = perState(() => 0)
  /** Of files whose size is known: all but the skipped ones, what of them is done, and what is still to do. */
  readonly bytes = { all: 0, done: 0, left: 0 }
  private readonly records: FileRecord[] = []
  private readonly places: Record<TransferStateName, NumberSet> = perState(() => new NumberSet())
  private knownSources: ReadonlySet<string> | null = null
  /** Files that wait and are in no runner's hands. */
  private readonly turns = new NumberSet()

  constructor(
    readonly batch: QueuedBatch,
    private readonly promised: number,
    clock: Pick<Clock, 'elapsed'>,
  ) {
    this.speed = new Speed(clock)
  }

  /** False for what a crash left of a batch whose writing had not ended: nobody was told that it is there. */
  isWhole(): boolean {
    return this.records.length === this.promised
  }

  /** Whether no file of it waits for anything but the user. */
  isEnded(): boolean {
    return (
      transferStateNames.reduce((sum, name) => sum + (ending.has(name) ? this.counts[name] : 0), 0) ===
      this.records.length
    )
  }

  get length(): number {
    return this.records.length
  }

  addRows(rows: readonly FileRow[]): void {
    this.knownSources = null
    for (const { outcome, ...file } of rows) {
      const n = this.records.length
      const id = `${this.batch.id}-${String(n)}`
      this.records.push({ file: { ...file, id }, outcome })
      this.enter(n)
    }
  }

  fileAt(n: number): QueuedFile | null {
    return this.records[n]?.file ?? null
  }

  outcomeAt(n: number): TransferState | null {
    return this.records[n]?.outcome ?? null
  }

  /** The place of a file in this batch, or null for an id of none. */
  numberOf(fileId: string): number | null {
    const n = Number(fileId.slice(this.batch.id.length + 1))
    return this.records[n]?.file.id === fileId ? n : null
  }

  all(): readonly FileRecord[] {
    return this.records
  }

  /** Where the assets are that its files are copies of. */
  sources(): ReadonlySet<string> {
    this.knownSources ??= sourcePlaces(this.records.map(({ file }) => file))
    return this.knownSources
  }

  /** Places of files in this state, in their order. */
  inState(state: TransferStateName, count = Number.POSITIVE_INFINITY): number[] {
    return this.places[state].first(count)
  }

  hasTurns(): boolean {
    return this.turns.first(1).length > 0
  }

  /** Places of all files that wait and are in no runner's hands. */
  waiting(): number[] {
    return this.turns.all()
  }

  /** The next file that waits, from now on the caller's until its state is set. */
  take(): { readonly n: number; readonly file: QueuedFile } | null {
    const [n] = this.turns.first(1)
    const file = n === undefined ? null : this.fileAt(n)
    if (n === undefined || file === null) return null
    this.turns.delete(n)
    return { n, file }
  }

  set(n: number, outcome: TransferState): void {
    const before = this.records[n]
    if (before === undefined) return
    this.speed.add(this.movedAt(n, outcome) - this.movedAt(n, before.outcome))
    this.leave(n)
    this.records[n] = { ...before, outcome }
    this.enter(n)
  }

  note(n: number, change: { readonly intent: string | null } | { readonly name: string }): void {
    const record = this.records[n]
    if (record === undefined) return
    const { file } = record
    const identity = 'name' in change ? { ...file.identity, name: change.name } : file.identity
    const intent = 'intent' in change ? change.intent : file.intent
    this.records[n] = { ...record, file: { ...file, identity, intent } }
  }

  /** It is sent from this file from now on, and waits for it. The listing that told it apart showed that nothing of it was left half done. */
  renew(n: number, file: LocalFile): void {
    const before = this.records[n]
    if (before === undefined) return
    this.leave(n)
    const source = { kind: 'file', file } as const
    this.records[n] = {
      file: { ...before.file, source, size: file.size, intent: null },
      outcome: { state: 'waiting' },
    }
    this.enter(n)
  }

  /** Whatever waits, for its turn or for a decision, is skipped; what is in a runner's hands is not touched. */
  skipRest(): void {
    const rest = [...this.waiting(), ...this.inState('clearing'), ...this.inState('name-taken')]
    for (const n of rest) this.set(n, { state: 'skipped' })
  }

  private enter(n: number): void {
    const { state } = this.weigh(n, 1)
    this.places[state].add(n)
    if (state === 'waiting') this.turns.add(n)
  }

  private leave(n: number): void {
    const { state } = this.weigh(n, -1)
    this.places[state].delete(n)
    this.turns.delete(n)
  }

  private weigh(n: number, sign: 1 | -1): TransferState {
    const { file, outcome } = this.records[n] ?? { file: null, outcome: { state: 'skipped' } as const }
    this.counts[outcome.state] += sign
    if (file === null || file.size === null || outcome.state === 'skipped') return outcome
    const moved = this.movedAt(n, outcome)
    this.bytes.all += sign * file.size
    this.bytes.done += sign * moved
    if (!ending.has(outcome.state)) this.bytes.left += sign * (file.size - moved)
    return outcome
  }

  private movedAt(n: number, outcome: TransferState): number {
    return movedBytes(this.batch.kind, this.records[n]?.file.size ?? null, outcome)
  }
}

/** Whether a file waits for the user to give it anew. */
export function canRenew(record: BatchRecord, n: number): boolean {
  const outcome = record.outcomeAt(n)
  return record.batch.kind === 'upload' && outcome?.state === 'failed' && isSourceProblem(outcome.problem)
}

/** Bytes that count as done of a file. The two halves of a copy are half of it each. A runner that tells more than the size is not believed. */
function movedBytes(kind: TransferKind, size: number | null, outcome: TransferState): number {
  const isCopy = kind === 'copy'
  const upTo = (bytes: number): number => Math.min(Math.max(0, bytes), size ?? Number.POSITIVE_INFINITY)
  switch (outcome.state) {
    case 'receiving':
      return isCopy ? Math.floor(upTo(outcome.bytes) / 2) : upTo(outcome.bytes)
    case 'sending':
      return isCopy ? Math.floor(((size ?? 0) + upTo(outcome.bytes)) / 2) : upTo(outcome.bytes)
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
