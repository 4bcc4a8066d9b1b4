import type { TransferBatch, TransferKind, TransferPhase } from '../../shared/transfers'
import { accountKeyOf, type OpenConnection } from '../connections/open-connection'
import type { Clock } from '../ports'
import type { BatchRecord } from './batch-record'
import { viewBatch } from './batch-view'
import { OneRun, type RunDesk } from './one-run'
import { Outages } from './outages'
import type { TransferRunner } from './ports'
import { changeEntries } from './transfer-entry'

export interface SchedulePorts {
  readonly clock: Pick<Clock, 'sleep'>
  readonly runners: Readonly<Record<TransferKind, TransferRunner>>
  /** The connection that is open. */
  readonly connection: () => OpenConnection | null
  /** Keeps the session of a connection until the answer is called: it may be left while a run on it is under way. */
  readonly hold: (open: OpenConnection) => () => void
  /** False for a connection that is read-only; asked before each file that is sent. */
  readonly mayWrite: (open: OpenConnection) => boolean
  /** False while the server of this connection is known to be away. */
  readonly isReachable: (open: OpenConnection) => boolean
}

/** What the schedule asks of the queue that it is of. */
export interface ScheduleDesk extends Omit<RunDesk, 'mayTake'> {
  /** Oldest first. */
  readonly records: () => Iterable<BatchRecord>
  /** False while nothing can be written down: then nothing is begun. */
  readonly canBegin: () => boolean
}

/** What goes to the server and what comes from it do not wait for each other; within each, one batch after the other. */
type Direction = 'in' | 'out'

const directions: readonly Direction[] = ['in', 'out']

interface UnderWay {
  readonly run: OneRun
  readonly over: Promise<void>
}

/** When which batch runs: at most one each way, in order of age, on the connection that it is of. */
export class Schedule {
  private readonly underWay = new Map<Direction, UnderWay>()
  /** Connections that the user signs out of: nothing more begins on them. */
  private readonly left = new WeakSet<OpenConnection>()
  private readonly outages: Outages
  private known: OpenConnection | null = null
  private isAsleep = false
  private isClosed = false

  constructor(
    private readonly ports: SchedulePorts,
    private readonly desk: ScheduleDesk,
  ) {
    this.outages = new Outages({
      clock: ports.clock,
      canReach: (account) => {
        const open = this.usable()
        return open !== null && accountKeyOf(open) === account && ports.isReachable(open)
      },
      onOver: () => this.goOn(),
    })
  }

  /** Begins whatever can begin now. */
  goOn(): void {
    for (const direction of directions) if (!this.underWay.has(direction)) this.beginNext(direction)
  }

  isRunning(): boolean {
    return this.underWay.size > 0
  }

  isRunningOn(account: string): boolean {
    return [...this.underWay.values()].some(({ run }) => run.batch.accountKey === account)
  }

  runOf(record: BatchRecord): OneRun | null {
    for (const { run } of this.underWay.values()) if (run.record === record) return run
    return null
  }

  phaseOf(record: BatchRecord): TransferPhase {
    const run = this.runOf(record)
    if (run === null && record.isEnded()) return 'done'
    if (record.isPaused) return 'paused'
    if (run?.stop.aborted === false) return 'running'
    const open = this.ports.connection()
    if (open === null || accountKeyOf(open) !== record.batch.accountKey) return 'elsewhere'
    return this.outages.has(record.batch.accountKey) ? 'offline' : 'running'
  }

  /** As windows are told of it. */
  view(record: BatchRecord): TransferBatch {
    const run = this.runOf(record)
    const phase = this.phaseOf(record)
    const isMoving = phase === 'running' && run !== null
    return viewBatch(record, { phase, isMoving, waitingUntil: run?.open.client.waitingUntil() ?? null })
  }

  /** Another connection is open, or none. */
  connectionChanged(): void {
    const open = this.ports.connection()
    if (open !== this.known && open !== null) this.outages.opened(accountKeyOf(open))
    this.known = open
    this.goOn()
  }

  reachChanged(): void {
    this.outages.reachChanged()
  }

  /** Settles when nothing of it is under way on this connection any more; nothing more begins on it. */
  async leave(open: OpenConnection): Promise<void> {
    this.left.add(open)
    await this.end((run) => run.open === open)
  }

  /** Ends these runs; settles when they have put back what they held. */
  async end(which: (run: OneRun) => boolean): Promise<void> {
    const ending = [...this.underWay.values()].filter(({ run }) => which(run))
    for (const { run } of ending) run.abort()
    await Promise.all(ending.map(({ over }) => over))
  }

  async sleep(): Promise<void> {
    this.isAsleep = true
    await this.end(() => true)
  }

  wake(): void {
    this.isAsleep = false
    this.outages.reachChanged()
    this.goOn()
  }

  /** Nothing begins any more; settles when nothing is under way. */
  async close(): Promise<void> {
    this.isClosed = true
    this.outages.close()
    await this.end(() => true)
  }

  private usable(): OpenConnection | null {
    const open = this.ports.connection()
    const isUsable = !this.isClosed && !this.isAsleep && this.desk.canBegin()
    return isUsable && open !== null && !this.left.has(open) ? open : null
  }

  private beginNext(direction: Direction): void {
    const open = this.usable()
    if (open === null) return
    const account = accountKeyOf(open)
    if (this.outages.has(account)) return
    for (const record of this.desk.records()) {
      const { kind, accountKey } = record.batch
      if (directionOf(kind) !== direction || accountKey !== account || !isReady(record)) continue
      if (this.mayTake(record, open)) {
        this.begin(direction, new OneRun(record, open, this.runDesk()))
        return
      }
      this.refuse(record)
    }
  }

  private begin(direction: Direction, run: OneRun): void {
    const letGo = this.ports.hold(run.open)
    const over = this.work(run).then(() => {
      this.underWay.delete(direction)
      letGo()
      run.record.isStopping = false
      run.record.speed.reset()
      this.desk.changed(run.record)
      this.goOn()
    })
    this.underWay.set(direction, { run, over })
    this.desk.changed(run.record)
  }

  private async work(run: OneRun): Promise<void> {
    const account = run.batch.accountKey
    try {
      const end = await this.ports.runners[run.batch.kind].run(run)
      run.close()
      if (run.hasEndedAny) this.outages.worked(account)
      // A runner that leaves everything as it was is not called again at once.
      const isIdle = !run.hasEndedAny && run.record.hasTurns() && this.mayTake(run.record, run.open)
      if (!run.stop.aborted && (end === 'offline' || isIdle)) this.outages.begin(account)
    } catch {
      run.closeBroken()
    }
  }

  private runDesk(): RunDesk {
    return { ...this.desk, mayTake: (record, open) => this.mayTake(record, open) }
  }

  private mayTake({ batch }: BatchRecord, open: OpenConnection): boolean {
    return directionOf(batch.kind) === 'out' || this.ports.mayWrite(open)
  }

  private refuse(record: BatchRecord): void {
    const outcome = { state: 'failed', problem: 'connection-read-only' } as const
    const entries = changeEntries(record.batch.id, record.waiting(), { t: 'state', outcome })
    void this.desk.commit(record, entries)
  }
}

function isReady(record: BatchRecord): boolean {
  return !record.isPaused && !record.isCleaning && record.hasTurns()
}

function directionOf(kind: TransferKind): Direction {
  return kind === 'download' ? 'out' : 'in'
}
