import type { TransferBatch, TransferKind, TransferPhase } from '../../shared/transfers'
import type { ConnectionAccess } from '../connections/connection-access'
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
  readonly connections: ConnectionAccess
  /** False for a read-only connection; checked before each file that is sent. */
  readonly canWrite: (open: OpenConnection) => boolean
  /** False while the server of this connection is known to be unreachable. */
  readonly isReachable: (open: OpenConnection) => boolean
}

/** The callbacks that the schedule invokes. */
export interface ScheduleCallbacks extends Omit<RunCallbacks, 'canTake'> {
  /** Oldest first. */
  readonly records: () => Iterable<BatchRecord>
  /** False while the log cannot be written: then no run starts. */
  readonly canStart: () => boolean
}

/** As the server sees it. The two directions run in parallel; within each one, batches run one at a time. */
type Direction = 'in' | 'out'

const directions: readonly Direction[] = ['in', 'out']

interface ActiveRun {
  readonly run: BatchRun
  readonly finished: Promise<void>
}

/** Decides which batch runs when: at most one in each direction, oldest first, only on a connection of its account. */
export class Schedule {
  private readonly activeRuns = new Map<Direction, ActiveRun>()
  /** Connections that the user signed out of: no run starts on them. */
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

  /** Starts every run that can start now. */
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
    const open = this.ports.connections.current()
    if (open === null || accountKeyOf(open) !== record.batch.accountKey) return 'elsewhere'
    return this.outages.isOffline(record.batch.accountKey) ? 'offline' : 'running'
  }

  /** The batch as sent to windows. */
  toView(record: BatchRecord): TransferBatch {
    const run = this.findRun(record)
    const phase = this.phaseOf(record)
    const isMoving = phase === 'running' && run !== null
    return toBatchView(record, { phase, isMoving, waitingUntil: run?.open.client.waitingUntil() ?? null })
  }

  /** Called when another connection was opened, or the connection was closed. */
  connectionChanged(): void {
    const open = this.ports.connections.current()
    if (open !== this.lastConnection && open !== null) this.outages.connectionOpened(accountKeyOf(open))
    this.lastConnection = open
    this.startPending()
  }

  connectivityChanged(): void {
    this.outages.connectivityChanged()
  }

  /** Starts no more runs on this connection; resolves when its runs have ended. */
  async leaveConnection(open: OpenConnection): Promise<void> {
    this.signedOut.add(open)
    await this.stopRuns((run) => run.open === open)
  }

  /** Aborts the matching runs; resolves when they have ended and requeued their files. */
  async stopRuns(matches: (run: BatchRun) => boolean): Promise<void> {
    const stopping = [...this.activeRuns.values()].filter(({ run }) => matches(run))
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

  /** Starts no more runs; resolves when all runs have ended. */
  async close(): Promise<void> {
    this.isClosed = true
    this.outages.close()
    await this.stopRuns(() => true)
  }

  private usableConnection(): OpenConnection | null {
    const open = this.ports.connections.current()
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
    const release = this.ports.connections.acquire(run.open)
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
      // Back off if the runner made no progress, or it would be called in a loop.
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
