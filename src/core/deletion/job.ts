import type { AssetKey } from '../../shared/asset'
import type { JobFile, JobStop, JobView, SegmentsRefresh } from '../../shared/deletion'
import { askToDelete, isRefusal } from './ask'
import { JobRecord, JobStopError, toStop } from './job-record'
import * as state from './job-state'
import type { DeleteAnswer } from './job-state'
import type { JobJournal } from './journal'
import type { DeletionPlan } from './plan'
import type { DeletionPorts } from './ports'
import * as snapshots from './snapshot'
import type { Snapshot, Touched } from './snapshot'

export interface DeletionJob {
  readonly view: () => JobView
  /** Finishes what is in flight, tells the rest as not deleted, and still verifies. */
  readonly stop: () => void
  /** The computer goes to sleep: no DELETE is begun until `resume`, and a listing comes before the next one. */
  readonly pause: () => void
  readonly resume: () => void
  /** Settles when every file is in its final state. Never rejects. */
  readonly finished: Promise<void>
}

export interface JobRequest {
  readonly id: string
  readonly plan: DeletionPlan
  /** Where each step is written down first (P5). */
  readonly journal: JobJournal
  /** What an interrupted job had reached: it goes on with what is left. */
  readonly from?: JobView
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

/** Starts a confirmed plan: fresh listing, first file alone, the rest, closing listing (`security.md` 6.3). */
export function startJob(request: JobRequest): DeletionJob {
  const run = new JobRun(request)
  return {
    view: () => run.current(),
    stop: () => run.requestStop(),
    pause: () => run.pause(),
    resume: () => run.resume(),
    finished: run.finish(),
  }
}

class JobRun {
  private readonly record: JobRecord
  private before: Snapshot
  private readonly answers = new Map<AssetKey, DeleteAnswer>()
  private failuresInARow = 0
  private lastAnswerAt: number
  private readonly touched: Touched
  private awake: Promise<void> = Promise.resolve()
  private wake: () => void = () => undefined

  constructor(private readonly request: JobRequest) {
    const start = state.startView(request.plan, request.id)
    const files = request.from?.files ?? start.files
    this.record = new JobRecord({ ...start, files }, request.journal, request.onChange)
    this.before = request.plan.snapshot
    this.touched = request.plan.touched
    this.lastAnswerAt = request.ports.clock.elapsed()
  }

  current(): JobView {
    return {
      ...this.record.view,
      waitingUntil: this.record.view.phase === 'done' ? null : this.request.ports.client.waitingUntil(),
    }
  }

  requestStop(): void {
    if (this.record.view.phase !== 'done') this.record.show({ stopRequested: true })
  }

  pause(): void {
    this.awake = new Promise((resolve) => (this.wake = resolve))
  }

  resume(): void {
    this.lastAnswerAt = Number.NEGATIVE_INFINITY
    this.wake()
  }

  async finish(): Promise<void> {
    const stop = await this.runUntilStopped()
    this.record.show({ stop })
    await this.verify(stop)
    await this.record.end()
    this.record.show({ phase: 'done' })
  }

  private async runUntilStopped(): Promise<JobStop | null> {
    try {
      await this.checkAnew()
      this.record.show({ phase: 'first-file' })
      await this.askFirst()
      this.record.show({ phase: 'deleting' })
      await this.askRest()
      return this.record.view.stopRequested && this.record.waiting().length > 0 ? { reason: 'by-user' } : null
    } catch (error) {
      return toStop(error)
    }
  }

  /** P2: one more listing between the question and the first DELETE. */
  private async checkAnew(): Promise<void> {
    const { plan, ports } = this.request
    const fresh = await snapshots.takeSnapshotAfter(ports.client, this.touched, plan.snapshot)
    const missing = snapshots.missingFrom(fresh, plan.snapshot, this.touched)
    const chosen = new Set(this.record.view.files.map((file) => file.key))
    if (fresh.size === 0 && missing.some((asset) => !chosen.has(asset.key))) {
      throw new JobStopError({ reason: 'listing-suspicious' })
    }
    this.before = fresh
    this.record.show(
      state.withOutcomes(this.record.view, (file) => state.settleBeforeAsking(file, plan, fresh)),
    )
  }

  /** P4: the rest goes on only if exactly the first file vanished. One that was certainly not run has not been first. */
  private async askFirst(): Promise<void> {
    for (let file = this.pickFirst(); file !== undefined && !this.isStopped(); file = this.pickFirst()) {
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
  private lookAfterFirst(file: JobFile): Promise<Snapshot> {
    const { client } = this.request.ports
    return this.look(snapshots.oneCallAround(client, this.touched, file.identity.segmentId))
  }

  private pickFirst(): JobFile | undefined {
    return snapshots.fromFullestSegment(this.record.waiting(), this.before)
  }

  private async askRest(): Promise<void> {
    const queue = this.record.waiting()
    const work = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined && !this.isStopped(); file = queue.shift()) {
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
    const { ports } = this.request
    if (!(await this.keepCopy(file))) return null
    let mustLook = false
    for (;;) {
      await this.awake
      mustLook ||= ports.clock.elapsed() - this.lastAnswerAt >= calmMs
      if (this.isStopped()) return null
      if (mustLook && !(await this.stillTheSame(file))) return null
      if (this.isStopped()) return null
      await this.record.intend(file)
      const answer = await askToDelete(ports.client, file.identity)
      this.lastAnswerAt = ports.clock.elapsed()
      if (isRefusal(answer)) {
        await this.record.note(file, state.notDeleted(answer.kind))
        return null
      }
      if (answer.kind !== 'throttled' && answer.kind !== 'not-run') return this.noteAnswer(file, answer)
      await this.record.note(file, { state: 'waiting' })
      if (answer.kind === 'not-run') throw new JobStopError({ reason: 'session-lost' })
      mustLook = true
    }
  }

  private isStopped(): boolean {
    return this.record.view.stopRequested
  }

  /** P3: no DELETE before the file's bytes are on this computer. */
  private async keepCopy(file: JobFile): Promise<boolean> {
    const asset = this.before.get(file.key)
    if (asset === undefined || this.isStopped()) return false
    const kept = await this.request.ports.copies.keep(asset, {
      jobId: this.request.id,
      why: 'to-delete',
      signal: new AbortController().signal,
    })
    if (kept.ok) this.record.show(state.withCopy(this.record.view, file.key, kept.copyId))
    else if (!this.isStopped()) await this.record.note(file, state.copyFailed(kept))
    return kept.ok
  }

  private async noteAnswer(file: JobFile, answer: DeleteAnswer): Promise<DeleteAnswer> {
    this.answers.set(file.key, answer)
    await this.record.note(file, { state: 'asked' })
    return answer
  }

  /** P1, P8: after a throttle or a long pause the file must be listed as it was. Settles it where it is not. */
  private async stillTheSame(file: JobFile): Promise<boolean> {
    const after = await this.look({ context: this.touched.context, segmentIds: [file.identity.segmentId] })
    const listed = after.get(file.key)
    const before = this.before.get(file.key)
    if (listed !== undefined && before !== undefined && snapshots.isSameFile(listed, before)) return true
    await this.record.note(
      file,
      listed === undefined ? { state: 'already-gone' } : state.notDeleted('changed'),
    )
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
    const explained = new Set(
      this.record.view.files.filter((file) => this.wasAsked(file)).map((file) => file.key),
    )
    const vanished = snapshots
      .missingFrom(after, this.before, touched)
      .filter((asset) => !explained.has(asset.key))
    if (vanished.length > 0)
      this.record.show({ vanished: vanished.map((asset) => ({ ...asset, copyId: null })) })
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
    this.record.show({ phase: 'verifying' })
    const unreadable = stop?.reason === 'listing-failed' || stop?.reason === 'listing-suspicious'
    const after = unreadable ? null : await this.closingSnapshot()
    if (after === null) {
      this.record.show(
        state.withOutcomes(this.record.view, (file) =>
          state.settleUnchecked(file, this.answers.has(file.key), this.record.view.stop),
        ),
      )
      return
    }
    this.noteVanished(after, this.touched)
    const closing = { before: this.before, after, answers: this.answers, stop: this.record.view.stop }
    this.record.show(state.withOutcomes(this.record.view, (file) => state.settleAtEnd(file, closing)))
    this.request.onRefresh({ ...this.touched, assets: [...after.values()] })
  }

  private async closingSnapshot(): Promise<Snapshot | null> {
    if (this.answers.size === 0 && this.record.view.vanished.length === 0) return this.before
    try {
      return await snapshots.takeSnapshotAfter(this.request.ports.client, this.touched, this.before)
    } catch (error) {
      this.record.show({ stop: toStop(error) })
      return null
    }
  }
}
