import type { AssetKey } from '../../shared/asset'
import type { FileState, JobFile, JobStop, JobView, SegmentsRefresh } from '../../shared/deletion'
import { toFailure } from '../wordbee/wordbee-error'
import { askToDelete, isRefusal } from './ask'
import * as state from './job-state'
import type { DeleteAnswer } from './job-state'
import type { DeletionPlan } from './plan'
import type { DeletionPorts } from './ports'
import * as snapshots from './snapshot'
import type { Snapshot, Touched } from './snapshot'

export interface DeletionJob {
  readonly view: () => JobView
  /** Finishes what is in flight, tells the rest as not deleted, and still verifies. */
  readonly stop: () => void
  /** Settles when every file is in its final state. Never rejects. */
  readonly finished: Promise<void>
}

export interface JobRequest {
  readonly id: string
  readonly plan: DeletionPlan
  readonly ports: DeletionPorts
  readonly onChange: () => void
  readonly onRefresh: (refresh: SegmentsRefresh) => void
}

/** DELETEs at once after the first file was verified. */
const inFlight = 4
/** Failures in a row after which a job stops (`security.md` 6.3). */
const failuresToStop = 3
/** After so long without an answer the next DELETE waits for a fresh listing (P8). */
const calmMs = 60_000

/** Ends a job early, from however deep. */
class JobStopError extends Error {
  override readonly name = 'JobStopError'
  constructor(readonly stop: JobStop) {
    super(stop.reason)
  }
}

/** Starts a confirmed plan: fresh listing, first file alone, the rest, closing listing (`security.md` 6.3). */
export function startJob(request: JobRequest): DeletionJob {
  const run = new JobRun(request)
  return { view: () => run.current(), stop: () => run.requestStop(), finished: run.finish() }
}

class JobRun {
  private view: JobView
  private before: Snapshot
  private readonly answers = new Map<AssetKey, DeleteAnswer>()
  private failuresInARow = 0
  private lastAnswerAt: number
  private readonly touched: Touched

  constructor(private readonly request: JobRequest) {
    this.view = state.startView(request.plan, request.id)
    this.before = request.plan.snapshot
    this.touched = request.plan.touched
    this.lastAnswerAt = request.ports.clock.elapsed()
  }

  current(): JobView {
    return {
      ...this.view,
      waitingUntil: this.view.phase === 'done' ? null : this.request.ports.client.waitingUntil(),
    }
  }

  requestStop(): void {
    if (this.view.phase !== 'done') this.show({ ...this.view, stopRequested: true })
  }

  async finish(): Promise<void> {
    const stop = await this.runUntilStopped()
    this.show({ ...this.view, stop })
    await this.verify(stop)
    this.show(state.inPhase(this.view, 'done'))
  }

  private async runUntilStopped(): Promise<JobStop | null> {
    try {
      await this.checkAnew()
      this.show(state.inPhase(this.view, 'first-file'))
      await this.askFirst()
      this.show(state.inPhase(this.view, 'deleting'))
      await this.askRest()
      return this.view.stopRequested && this.waiting().length > 0 ? { reason: 'by-user' } : null
    } catch (error) {
      if (error instanceof JobStopError) return error.stop
      if (error instanceof snapshots.SuspiciousListingError) return { reason: 'listing-suspicious' }
      return { reason: 'listing-failed', failure: toFailure(error) }
    }
  }

  /** P2: one more listing between the question and the first DELETE. */
  private async checkAnew(): Promise<void> {
    const { plan, ports } = this.request
    const fresh = await snapshots.takeSnapshotAfter(ports.client, this.touched, plan.snapshot)
    const missing = snapshots.missingFrom(fresh, plan.snapshot, this.touched)
    const chosen = new Set(this.view.files.map((file) => file.key))
    if (fresh.size === 0 && missing.some((asset) => !chosen.has(asset.key))) {
      throw new JobStopError({ reason: 'listing-suspicious' })
    }
    this.before = fresh
    this.show(state.withOutcomes(this.view, (file) => state.settleBeforeAsking(file, plan, fresh)))
  }

  /** P4: the rest goes on only if exactly the first file vanished. One that was certainly not run has not been first. */
  private async askFirst(): Promise<void> {
    for (
      let file = this.pickFirst();
      file !== undefined && !this.view.stopRequested;
      file = this.pickFirst()
    ) {
      const answer = await this.ask(file)
      if (answer === null) continue
      const after = await this.lookAfterFirst(file)
      if (!after.has(file.key)) return
      if (answer.kind === 'forbidden') throw new JobStopError({ reason: 'forbidden' })
      if (answer.kind === 'answered') throw new JobStopError({ reason: 'canary-still-there' })
      if (answer.kind === 'unclear') throw new JobStopError({ reason: 'canary-unclear' })
      this.countFailure(answer)
    }
  }

  /** The segment of the first file and as many others as one call holds. */
  private async lookAfterFirst(file: JobFile): Promise<Snapshot> {
    const others = this.touched.segmentIds.filter((id) => id !== file.identity.segmentId)
    const { context } = this.touched
    let segmentIds = [file.identity.segmentId, ...others].slice(0, 200)
    while (this.request.ports.client.countListings(context, segmentIds) > 1)
      segmentIds = segmentIds.slice(0, -1)
    return this.look({ context, segmentIds })
  }

  private pickFirst(): JobFile | undefined {
    const counts = snapshots.countBySegment([...this.before.values()])
    const others = (file: JobFile): number => counts.get(file.identity.segmentId) ?? 0
    return this.waiting().reduce<JobFile | undefined>(
      (best, file) => (best === undefined || others(file) > others(best) ? file : best),
      undefined,
    )
  }

  private async askRest(): Promise<void> {
    const queue = this.waiting()
    const work = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined && !this.view.stopRequested; file = queue.shift()) {
        const answer = await this.ask(file)
        if (answer !== null) this.countFailure(answer)
      }
    }
    const results = await Promise.allSettled(
      Array.from({ length: inFlight }, () => this.stopOthersOnError(queue, work)),
    )
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  private async stopOthersOnError(queue: JobFile[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      queue.length = 0
      throw error
    }
  }

  /** One file from intent to answer; asked again only where the answer proves that nothing was done. Null: not asked. */
  private async ask(file: JobFile): Promise<DeleteAnswer | null> {
    const { ports, id } = this.request
    if (!(await this.keepCopy(file))) return null
    let fresh = ports.clock.elapsed() - this.lastAnswerAt < calmMs
    for (;;) {
      if (!fresh && !(await this.stillTheSame(file))) return null
      if (this.view.stopRequested) return null
      await ports.recorder.intend(id, file.identity)
      this.settle(file, { state: 'asking' })
      const answer = await askToDelete(ports.client, file.identity)
      this.lastAnswerAt = ports.clock.elapsed()
      if (isRefusal(answer)) {
        this.settle(file, state.notDeleted(answer.kind))
        return null
      }
      if (answer.kind !== 'throttled' && answer.kind !== 'not-run') return this.noteAnswer(file, answer)
      this.settle(file, { state: 'waiting' })
      if (answer.kind === 'not-run') throw new JobStopError({ reason: 'session-lost' })
      fresh = false
    }
  }

  /** P3: no DELETE before the file's bytes are on this computer. */
  private async keepCopy(file: JobFile): Promise<boolean> {
    const asset = this.before.get(file.key)
    if (asset === undefined || this.view.stopRequested) return false
    const kept = await this.request.ports.copies.keep(asset, this.request.id)
    if (kept.ok) this.show(state.withCopy(this.view, file.key, kept.copyId))
    else this.settle(file, state.copyFailed(kept))
    return kept.ok
  }

  private async noteAnswer(file: JobFile, answer: DeleteAnswer): Promise<DeleteAnswer> {
    this.answers.set(file.key, answer)
    this.settle(file, { state: 'asked' })
    await this.request.ports.recorder.conclude(this.request.id, file.identity, { state: 'asked' })
    return answer
  }

  /** P1, P8: after a throttle or a long pause the file must be listed as it was. Settles it where it is not. */
  private async stillTheSame(file: JobFile): Promise<boolean> {
    const after = await this.look({ context: this.touched.context, segmentIds: [file.identity.segmentId] })
    const listed = after.get(file.key)
    const before = this.before.get(file.key)
    if (listed !== undefined && before !== undefined && snapshots.isSameFile(listed, before)) return true
    this.settle(file, listed === undefined ? { state: 'already-gone' } : state.notDeleted('changed'))
    return false
  }

  /** Lists, and stops the job if anything is missing that was not asked for. */
  private async look(touched: Touched): Promise<Snapshot> {
    const after = await snapshots.takeSnapshotAfter(this.request.ports.client, touched, this.before)
    if (this.noteVanished(after, touched)) throw new JobStopError({ reason: 'vanished-unasked' })
    this.lastAnswerAt = this.request.ports.clock.elapsed()
    return after
  }

  private noteVanished(after: Snapshot, touched: Touched): boolean {
    const explained = new Set(this.view.files.filter((file) => this.wasAsked(file)).map((file) => file.key))
    const vanished = snapshots
      .missingFrom(after, this.before, touched)
      .filter((asset) => !explained.has(asset.key))
    if (vanished.length > 0) this.show({ ...this.view, vanished })
    return vanished.length > 0
  }

  private wasAsked(file: JobFile): boolean {
    return (
      this.answers.has(file.key) || file.outcome.state === 'asking' || file.outcome.state === 'already-gone'
    )
  }

  private countFailure(answer: DeleteAnswer): void {
    this.failuresInARow = answer.kind === 'answered' ? 0 : this.failuresInARow + 1
    if (this.failuresInARow >= failuresToStop) throw new JobStopError({ reason: 'failures-in-a-row' })
  }

  /** One closing listing decides; without it nothing that was asked counts as gone. */
  private async verify(stop: JobStop | null): Promise<void> {
    this.show(state.inPhase(this.view, 'verifying'))
    const unreadable = stop?.reason === 'listing-failed' || stop?.reason === 'listing-suspicious'
    const after = unreadable ? null : await this.closingSnapshot()
    if (after === null) {
      this.show(
        state.withOutcomes(this.view, (file) =>
          state.settleUnchecked(file, this.answers.has(file.key), this.view.stop),
        ),
      )
      return
    }
    this.noteVanished(after, this.touched)
    const closing = { before: this.before, after, answers: this.answers, stop: this.view.stop }
    this.show(state.withOutcomes(this.view, (file) => state.settleAtEnd(file, closing)))
    this.request.onRefresh({ ...this.touched, assets: [...after.values()] })
  }

  private async closingSnapshot(): Promise<Snapshot | null> {
    if (this.answers.size === 0 && this.view.vanished.length === 0) return this.before
    try {
      return await snapshots.takeSnapshotAfter(this.request.ports.client, this.touched, this.before)
    } catch (error) {
      const suspicious = error instanceof snapshots.SuspiciousListingError
      const stop: JobStop = suspicious
        ? { reason: 'listing-suspicious' }
        : { reason: 'listing-failed', failure: toFailure(error) }
      this.show({ ...this.view, stop })
      return null
    }
  }

  private waiting(): JobFile[] {
    return this.view.files.filter((file) => file.outcome.state === 'waiting')
  }

  private settle(file: JobFile, outcome: FileState): void {
    this.show(state.withOutcome(this.view, file.key, outcome))
  }

  private show(view: JobView): void {
    this.view = view
    this.request.onChange()
  }
}
