import type { TransferBatch, TransferKind, TransferPhase } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock } from '../ports'
import type { BatchRecord } from './batch-record'
import { toBatchView } from './batch-view'
import { BatchRun, type RunCallbacks } from './batch-run'
import { OutageBackoff } from './outage-backoff'
import type { TransferRunner } from './ports'
import { toChangeEntries } from './transfer-entry'

export interface SchedulePorts {
  readonly clock: Pick<Clock, 'sleep'>
  readonly runners: Readonly<Record<TransferKind, TransferRunner>>
  /** The connection that is open. */
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called: it may be left while a run on it is under way. */
  readonly acquire: (open: OpenConnection) => () => void
  /** False for a connection that is read-only; asked before each file that is sent. */
  readonly canWrite: (open: OpenConnection) => boolean
  /** False while the server of this connection is known to be away. */
  readonly isReachable: (open: OpenConnection) => boolean
}

/** What the schedule asks of the queue that it is of. */
export interface ScheduleCallbacks extends Omit<RunCallbacks, 'canTake'> {
  /** Oldest first. */
  readonly records: () => Iterable<BatchRecord>
  /** False while nothing can be written down: then nothing is begun. */
  readonly canStart: () => boolean
}

/** What goes to the server and what comes from it do not wait for each other; within each, one batch after the other. */
type Direction = 'in' | 'out'

const directions: readonly Direction[] = ['in', 'out']

interface ActiveRun {
  readonly run: BatchRun
  readonly finished: Promise<void>
}

/** When which batch runs: at most one each way, in order of age, on the connection that it is of. */
export class Schedule {
  private readonly activeRuns = new Map<Direction, ActiveRun>()
  /** Connections that the user signs out of: nothing more begins on them. */
  private readonly signedOut = new WeakSet<OpenConnection>()
  private readonly outages: OutageBackoff
  private lastConnection: OpenConnection | null = null
  private isSuspended = false
  private isClosed = false

  constructor(
    private readonly ports: SchedulePorts,
    private readonly callbacks: ScheduleCallbacks,
  ) {
    this.outages = new OutageBackoff({
      clock: ports.clock,
      canReach: (account) => {
        const open = this.usableConnection()
        return open !== null && accountKeyOf(open) === account && ports.isReachable(open)
      },
      onRecovered: () => this.startPending(),
    })
  }

  /** Begins whatever can begin now. */
  startPending(): void {
    for (const direction of directions) if (!this.activeRuns.has(direction)) this.startNext(direction)
  }

  isRunning(): boolean {
    return this.activeRuns.size > 0
  }

  isRunningOn(account: string): boolean {
    return [...this.activeRuns.values()].some(({ run }) => run.batch.accountKey === account)
  }

  findRun(record: BatchRecord): BatchRun | null {
    for (const { run } of this.activeRuns.values()) if (run.record === record) return run
    return null
  }

  phaseOf(record: BatchRecord): TransferPhase {
    const run = this.findRun(record)
    if (run === null && record.isEnded()) return 'done'
    if (record.isPaused) return 'paused'
    if (run?.stopSignal.aborted === false) return 'running'
    const open = this.ports.connection()
    if (open === null || accountKeyOf(open) !== record.batch.accountKey) return 'elsewhere'
    return this.outages.isOffline(record.batch.accountKey) ? 'offline' : 'running'
  }

  /** As windows are told of it. */
  toView(record: BatchRecord): TransferBatch {
    const run = this.findRun(record)
    const phase = this.phaseOf(record)
    const isMoving = phase === 'running' && run !== null
    return toBatchView(record, { phase, isMoving, waitingUntil: run?.open.client.waitingUntil() ?? null })
  }

  /** Another connection is open, or none. */
  connectionChanged(): void {
    const open = this.ports.connection()
    if (open !== this.lastConnection && open !== null) this.outages.connectionOpened(accountKeyOf(open))
    this.lastConnection = open
    this.startPending()
  }

  connectivityChanged(): void {
    this.outages.connectivityChanged()
  }

  /** Settles when nothing of it is under way on this connection any more; nothing more begins on it. */
  async leaveConnection(open: OpenConnection): Promise<void> {
    this.signedOut.add(open)
    await this.stopRuns((run) => run.open === open)
  }

  /** Ends these runs; settles when they have put back what they held. */
  async stopRuns(which: (run: BatchRun) => boolean): Promise<void> {
    const stopping = [...this.activeRuns.values()].filter(({ run }) => which(run))
    for (const { run } of stopping) run.abort()
    await Promise.all(stopping.map(({ finished }) => finished))
  }

  async suspend(): Promise<void> {
    this.isSuspended = true
    await this.stopRuns(() => true)
  }

  wake(): void {
    this.isSuspended = false
    this.outages.connectivityChanged()
    this.startPending()
  }

  /** Nothing begins any more; settles when nothing is under way. */
  async close(): Promise<void> {
    this.isClosed = true
    this.outages.close()
    await this.stopRuns(() => true)
  }

  private usableConnection(): OpenConnection | null {
    const open = this.ports.connection()
    const isUsable = !this.isClosed && !this.isSuspended && this.callbacks.canStart()
    return isUsable && open !== null && !this.signedOut.has(open) ? open : null
  }

  private startNext(direction: Direction): void {
    const open = this.usableConnection()
    if (open === null) return
    const account = accountKeyOf(open)
    if (this.outages.isOffline(account)) return
    for (const record of this.callbacks.records()) {
      const { kind, accountKey } = record.batch
      if (directionOf(kind) !== direction || accountKey !== account || !isReady(record)) continue
      if (this.canTake(record, open)) {
        this.startRun(direction, new BatchRun(record, open, this.runCallbacks()))
        return
      }
      this.failReadOnly(record)
    }
  }

  private startRun(direction: Direction, run: BatchRun): void {
    const release = this.ports.acquire(run.open)
    const finished = this.executeRun(run).then(() => {
      this.activeRuns.delete(direction)
      release()
      run.record.isStopping = false
      run.record.speed.reset()
      this.callbacks.notifyChange(run.record)
      this.startPending()
    })
    this.activeRuns.set(direction, { run, finished })
    this.callbacks.notifyChange(run.record)
  }

  private async executeRun(run: BatchRun): Promise<void> {
    const account = run.batch.accountKey
    try {
      const outcome = await this.ports.runners[run.batch.kind].run(run)
      run.finish()
      if (run.hasEndedFiles) this.outages.resetBackoff(account)
      // A runner that leaves everything as it was is not called again at once.
      const isIdle = !run.hasEndedFiles && run.record.hasPending() && this.canTake(run.record, run.open)
      if (!run.stopSignal.aborted && (outcome === 'offline' || isIdle)) this.outages.startOutage(account)
    } catch {
      run.failRemaining()
    }
  }

  private runCallbacks(): RunCallbacks {
    return { ...this.callbacks, canTake: (record, open) => this.canTake(record, open) }
  }

  private canTake({ batch }: BatchRecord, open: OpenConnection): boolean {
    return directionOf(batch.kind) === 'out' || this.ports.canWrite(open)
  }

  private failReadOnly(record: BatchRecord): void {
    const outcome = { state: 'failed', problem: 'connection-read-only' } as const
    const entries = toChangeEntries(record.batch.id, record.pendingIndexes(), { t: 'state', outcome })
    void this.callbacks.commit(record, entries)
  }
}

function isReady(record: BatchRecord): boolean {
  return !record.isPaused && !record.isCleaningUp && record.hasPending()
}

function directionOf(kind: TransferKind): Direction {
  return kind === 'download' ? 'out' : 'in'
}
