import type { AssetKey } from '../../shared/asset'
import type {
  DeletionChange,
  DeletionFile,
  DeletionPhase,
  DeletionStop,
  DeletionRun,
} from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import { failureWithDetail } from '../wordbee/wordbee-error'
import { sendDelete, isRefusal } from './send-delete'
import { RunBackups } from './run-backups'
import { ListingMonitor } from './listing-monitor'
import { RunRecord, RunStopError, toStop } from './run-record'
import * as state from './run-state'
import type { DeleteAnswer } from './run-state'
import type { RunHandle, RunRequest } from './run-request'
import { verifyRun } from './run-verification'
import { SuspendGate } from './suspend-gate'
import { fromFullestSegment } from './snapshot'

/** Consecutive failures after which a run stops. */
const failuresToStop = 3
/** Times that the DELETE of one file may be throttled before the run gives up. Each throttle is waited out. */
const maxThrottles = 10

/** Refuses a DELETE if its file or a file at risk changed while it waited. Nothing was sent; the file is checked again. */
const decisionOutdated = failureWithDetail('throttled', '')

/** Starts a confirmed plan: fresh listing, canary, the rest, closing listing (docs/threat-model.md#deletion-protocol). */
export function startDeletionRun(request: RunRequest): RunHandle {
  const run = new RunExecution(request)
  return {
    id: request.id,
    view: () => run.current(),
    phase: () => run.phase(),
    takeChange: () => run.takeChange(),
    stop: () => run.requestStop(),
    pause: () => run.pause(),
    resume: () => run.resume(),
    finished: run.finish(),
  }
}

class RunExecution {
  private readonly record: RunRecord
  private readonly backups: RunBackups
  private readonly listings: ListingMonitor
  private readonly answers = new Map<AssetKey, DeleteAnswer>()
  private failuresInARow = 0
  /** Set when one of the parallel deletes stops the run. */
  private isHalted = false
  private readonly suspendGate = new SuspendGate()
  /** Files whose DELETE was sent and may have been executed. */
  private readonly sent = new Set<AssetKey>()

  constructor(private readonly request: RunRequest) {
    const { id, plan, ports } = request
    const start = state.startRun(plan, id)
    const files = request.from?.files ?? start.files
    const chosen = new Set(files.map(({ key }) => key))
    this.record = new RunRecord({ ...start, files }, request.journal, request.onChange)
    this.backups = new RunBackups({
      store: ports.copies,
      runId: id,
      isChosen: (key) => chosen.has(key),
      onAtRisk: (asset, copyId) => this.record.recordCopyAtRisk(asset, copyId),
    })
    this.listings = new ListingMonitor({
      client: ports.client,
      clock: ports.clock,
      plan,
      record: this.record,
      backups: this.backups,
      wasSent: (file) => this.wasSent(file),
      isInFlight: ({ key }) => this.sent.has(key) && !this.answers.has(key),
    })
  }

  current(): DeletionRun {
    return { ...this.record.view, waitingUntil: this.waitingUntil() }
  }

  phase(): DeletionPhase {
    return this.record.facts.phase
  }

  takeChange(): DeletionChange {
    return { ...this.record.takeChange(), waitingUntil: this.waitingUntil() }
  }

  private waitingUntil(): number | null {
    return this.phase() === 'done' ? null : this.request.ports.client.waitingUntil()
  }

  requestStop(): void {
    if (this.phase() === 'done') return
    this.record.update({ stopRequested: true })
    this.cancelWaits()
    this.request.hurry()
  }

  pause(): void {
    this.suspendGate.suspend()
  }

  resume(): void {
    this.listings.makeStale()
    this.suspendGate.resume()
  }

  async finish(): Promise<void> {
    const stop = await this.runUntilStopped()
    this.record.update({ stop })
    await this.backups.close()
    const { request, record, listings, answers } = this
    await verifyRun({ request, record, listings, answers })
    await this.record.recordEnd()
    this.record.update({ phase: 'done' })
  }

  private async runUntilStopped(): Promise<DeletionStop | null> {
    try {
      const fresh = await this.listings.refreshAll()
      this.record.settleAll((file) => state.settleBeforeSending(file, this.request.plan, fresh))
      this.record.update({ phase: 'first-file' })
      await this.deleteFirst()
      this.record.update({ phase: 'deleting' })
      await this.deleteRest()
      await this.record.flush()
      return this.record.facts.stopRequested && this.record.waiting().length > 0
        ? { reason: 'by-user' }
        : null
    } catch (error) {
      const stop = toStop(error)
      // The stop cancelled a listing before any DELETE was sent: there is nothing to verify.
      return state.isCutByUser(stop) && this.sent.size === 0 ? { reason: 'by-user' } : stop
    }
  }

  /**
   * The canary: the rest follows only if exactly this file vanished (docs/rules.md#p4). If its DELETE was certainly not
   * executed, the next file is tried.
   */
  private async deleteFirst(): Promise<void> {
    for (let file = this.pickFirst(); file !== undefined && !this.isStopped(); file = this.pickFirst()) {
      const answer = await this.deleteFile(file)
      if (answer === null) continue
      const after = await this.listings.refreshNearby(file)
      if (!after.has(file.key)) return
      if (answer.kind === 'forbidden') throw new RunStopError({ reason: 'forbidden' })
      if (answer.kind === 'answered') throw new RunStopError({ reason: 'canary-still-there' })
      // The stop cancelled the call, so its result is unclear.
      if (answer.kind === 'unclear' && this.isStopped()) return
      if (answer.kind === 'unclear') throw new RunStopError({ reason: 'canary-unclear' })
      this.countFailure(answer)
    }
  }

  private pickFirst(): DeletionFile | undefined {
    return fromFullestSegment(this.record.waiting(), this.listings.before)
  }

  private async deleteRest(): Promise<void> {
    const queue = this.record.waiting()
    const inFlight = this.request.ports.limits().deletesInFlight
    const deleteQueued = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined && !this.isStopped(); file = queue.shift()) {
        this.backUpAhead([file, ...queue.slice(0, inFlight)])
        const answer = await this.deleteFile(file)
        if (answer !== null) this.countFailure(answer)
      }
    }
    const workers = Array.from({ length: inFlight }, () => this.stopOthersOnError(queue, deleteQueued))
    for (const result of await Promise.allSettled(workers))
      if (result.status === 'rejected') throw result.reason
  }

  /** Starts the backups of the next files while earlier DELETEs are in flight. */
  private backUpAhead(files: readonly DeletionFile[]): void {
    for (const file of files) {
      const asset = this.listings.before.get(file.key)
      if (asset !== undefined) this.backups.startBackUp(asset, this.listings.risksOf(asset))
    }
  }

  private async stopOthersOnError(queue: DeletionFile[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      queue.length = 0
      this.isHalted = true
      this.cancelWaits()
      throw error
    }
  }

  private cancelWaits(): void {
    this.backups.stop()
    this.request.stopWaiting()
  }

  /**
   * Deletes one file. Repeats the DELETE only if the response proves that nothing was done (docs/rules.md#p1). Null if none
   * was executed.
   */
  private async deleteFile(file: DeletionFile): Promise<DeleteAnswer | null> {
    let since = 0
    for (let throttles = 0; throttles < maxThrottles;) {
      await this.suspendGate.resumed
      if (!this.isOpen(file)) return null
      // A throttle or a long pause requires a new listing (docs/rules.md#p8), which settles the file if it changed.
      if (this.listings.isStale(file, since)) await this.listings.refreshIfStale(file, since)
      if (!(await this.isReady(file))) return null
      const { risksOf } = this.listings
      const isUnchanged = (): boolean => risksOf === this.listings.risksOf && this.isStillAllowed(file)
      const maySend = (): boolean => isUnchanged() && this.isOpen(file)
      if (!maySend() || !(await this.record.recordIntent(file, maySend))) continue
      const refuse = (): AppFailure | null => (isUnchanged() ? this.markSent(file) : decisionOutdated)
      const answer = await sendDelete(this.request.ports.client, file.identity, refuse)
      if (this.sent.has(file.key)) this.listings.recordAnswer()
      if (isRefusal(answer)) {
        await this.record.recordOutcome(file, state.notDeleted(answer.kind))
        return null
      }
      if (answer.kind !== 'throttled' && answer.kind !== 'not-run') return this.recordAnswer(file, answer)
      this.sent.delete(file.key)
      if (this.record.isSending(file))
        await this.record.recordOutcome(file, { state: 'waiting' }, answer.responseText)
      if (answer.kind === 'not-run') throw new RunStopError({ reason: 'session-lost' })
      if (answer.wasSent) throttles += 1
      since = this.listings.nextSequence()
    }
    throw new RunStopError({ reason: 'throttled-out' })
  }

  private isStopped(): boolean {
    return this.isHalted || this.record.facts.stopRequested
  }

  /** Checks and backs up a file (docs/rules.md#p3). Repeated if a parallel delete refreshed the listing in between. */
  private async isReady(file: DeletionFile): Promise<boolean> {
    for (;;) {
      const { risksOf } = this.listings
      if (!this.isOpen(file)) return false
      if (!(await this.isAllowed(file)) || !(await this.backUp(file)) || !this.isOpen(file)) return false
      if (risksOf === this.listings.risksOf) return true
    }
  }

  /** Checked again after the intent is written, and after waits for quota and throttles, since all of these take time. */
  private isStillAllowed(file: DeletionFile): boolean {
    return (
      !this.isStopped() &&
      !this.suspendGate.isSuspended() &&
      !this.listings.isStale(file) &&
      this.lockOn(file) === null
    )
  }

  /** Called at the last moment before a DELETE is sent. */
  private markSent(file: DeletionFile): null {
    this.sent.add(file.key)
    return null
  }

  private isOpen(file: DeletionFile): boolean {
    return !this.isStopped() && this.record.isWaiting(file)
  }

  /** Checked before each step, so that a lock set during the run is respected. */
  private async isAllowed(file: DeletionFile): Promise<boolean> {
    const lock = this.lockOn(file)
    if (lock === 'connection-read-only') throw new RunStopError({ reason: lock })
    if (lock !== null) await this.record.recordOutcome(file, state.notDeleted(lock))
    return lock === null
  }

  private lockOn(file: DeletionFile): 'connection-read-only' | 'protected' | 'sibling-protected' | null {
    const { guard } = this.request.ports
    if (guard.isReadOnly()) return 'connection-read-only'
    if (guard.protects(file.identity)) return 'protected'
    const asset = this.listings.before.get(file.key)
    return asset !== undefined && this.listings.risksOf(asset).some(guard.protects)
      ? 'sibling-protected'
      : null
  }

  /** Puts the bytes of the file, and of all files at risk, on this computer. */
  private async backUp(file: DeletionFile): Promise<boolean> {
    const asset = this.listings.before.get(file.key)
    if (asset === undefined || this.isStopped()) return false
    const atRisk = this.listings.risksOf(asset)
    let suspendsBefore = this.suspendGate.suspendCount
    let backup = await this.backups.backUp(asset, atRisk)
    // A suspend may have interrupted the backup: try again.
    while (!backup.ok && suspendsBefore !== this.suspendGate.suspendCount) {
      await this.suspendGate.resumed
      suspendsBefore = this.suspendGate.suspendCount
      await this.backups.discardFailed()
      backup = await this.backups.backUp(asset, atRisk)
    }
    if (backup.ok) this.record.recordCopy(file, backup.copyId)
    else if (!this.isStopped()) await this.record.recordOutcome(file, state.copyFailed(backup))
    return backup.ok
  }

  private recordAnswer(file: DeletionFile, answer: DeleteAnswer): DeleteAnswer {
    this.answers.set(file.key, answer)
    this.record.recordAnswer(file, answer.responseText)
    return answer
  }

  private wasSent(file: DeletionFile): boolean {
    return this.sent.has(file.key) || file.outcome.state === 'already-gone'
  }

  private countFailure(answer: DeleteAnswer): void {
    this.failuresInARow = answer.kind === 'answered' ? 0 : this.failuresInARow + 1
    if (this.failuresInARow >= failuresToStop) throw new RunStopError({ reason: 'failures-in-a-row' })
  }
}
