import type { AssetKey } from '../../shared/asset'
import type { JobFile, JobStop, JobView } from '../../shared/deletion'
import type { AppFailure } from '../../shared/failure'
import { withDetail } from '../wordbee/wordbee-error'
import { askToDelete, isRefusal } from './ask'
import { JobCopies } from './job-copies'
import { JobEyes } from './job-eyes'
import { JobRecord, JobStopError, toStop } from './job-record'
import * as state from './job-state'
import type { DeleteAnswer } from './job-state'
import type { DeletionJob, JobRequest } from './job-request'
import { verifyJob } from './job-verification'
import { Nap } from './nap'
import { fromFullestSegment } from './snapshot'

/** Failures in a row after which a job stops (docs/threat-model.md#deletion-protocol). */
const failuresToStop = 3
/** Times that one file's DELETE is answered with a request to wait before the job gives up; each was waited for. */
const mostThrottles = 10

/** What a DELETE was decided on has changed while it waited: nothing was sent, and its file is looked at anew. */
const tooLate = withDetail('throttled', '')

/** Starts a confirmed plan: fresh listing, first file alone, the rest, closing listing (docs/threat-model.md#deletion-protocol). */
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
  private readonly copies: JobCopies
  private readonly eyes: JobEyes
  private readonly answers = new Map<AssetKey, DeleteAnswer>()
  private failuresInARow = 0
  /** One of those that delete side by side has found a reason to stop. */
  private isHalted = false
  private readonly nap = new Nap()
  /** Their DELETE was let go, and may have been run. */
  private readonly left = new Set<AssetKey>()

  constructor(private readonly request: JobRequest) {
    const { id, plan, ports } = request
    const start = state.startView(plan, id)
    const files = request.from?.files ?? start.files
    const chosen = new Set(files.map(({ key }) => key))
    this.record = new JobRecord({ ...start, files }, request.journal, request.onChange)
    this.copies = new JobCopies({
      ...{ keeper: ports.copies, jobId: id, isChosen: (key) => chosen.has(key) },
      onAtRisk: (asset, copyId) => this.record.noteCopyAtRisk(asset, copyId),
    })
    this.eyes = new JobEyes({
      ...{ client: ports.client, clock: ports.clock, plan, record: this.record, copies: this.copies },
      wasAsked: (file) => this.wasAsked(file),
      isOnItsWay: ({ key }) => this.left.has(key) && !this.answers.has(key),
    })
  }

  current(): JobView {
    return {
      ...this.record.view,
      waitingUntil: this.record.view.phase === 'done' ? null : this.request.ports.client.waitingUntil(),
    }
  }

  requestStop(): void {
    if (this.record.view.phase === 'done') return
    this.record.show({ stopRequested: true })
    this.endWaits()
  }

  pause(): void {
    this.nap.begin()
  }

  resume(): void {
    this.eyes.makeStale()
    this.nap.end()
  }

  async finish(): Promise<void> {
    const stop = await this.runUntilStopped()
    this.record.show({ stop })
    await this.copies.close()
    const { request, record, eyes, answers } = this
    await verifyJob({ request, record, eyes, answers })
    await this.record.end()
    this.record.show({ phase: 'done' })
  }

  private async runUntilStopped(): Promise<JobStop | null> {
    try {
      const fresh = await this.eyes.checkAnew()
      this.record.show(
        state.withOutcomes(this.record.view, (file) =>
          state.settleBeforeAsking(file, this.request.plan, fresh),
        ),
      )
      this.record.show({ phase: 'first-file' })
      await this.askFirst()
      this.record.show({ phase: 'deleting' })
      await this.askRest()
      const { view } = this.record
      return view.stopRequested && this.record.waiting().length > 0 ? { reason: 'by-user' } : null
    } catch (error) {
      return toStop(error)
    }
  }

  /** The rest goes on only if exactly the first file vanished. One that was certainly not run has not been first. See docs/rules.md#p4. */
  private async askFirst(): Promise<void> {
    for (let file = this.pickFirst(); file !== undefined && !this.isStopped(); file = this.pickFirst()) {
      const answer = await this.ask(file)
      if (answer === null) continue
      const after = await this.eyes.lookAround(file)
      if (!after.has(file.key)) return
      if (answer.kind === 'forbidden') throw new JobStopError({ reason: 'forbidden' })
      if (answer.kind === 'answered') throw new JobStopError({ reason: 'canary-still-there' })
      if (answer.kind === 'unclear') throw new JobStopError({ reason: 'canary-unclear' })
      this.countFailure(answer)
    }
  }

  private pickFirst(): JobFile | undefined {
    return fromFullestSegment(this.record.waiting(), this.eyes.before)
  }

  private async askRest(): Promise<void> {
    const queue = this.record.waiting()
    const inFlight = this.request.ports.limits().deletesInFlight
    const work = async (): Promise<void> => {
      for (let file = queue.shift(); file !== undefined && !this.isStopped(); file = queue.shift()) {
        this.copyAhead([file, ...queue.slice(0, inFlight)])
        const answer = await this.ask(file)
        if (answer !== null) this.countFailure(answer)
      }
    }
    const workers = Array.from({ length: inFlight }, () => this.stopOthersOnError(queue, work))
    for (const result of await Promise.allSettled(workers))
      if (result.status === 'rejected') throw result.reason
  }

  /** The copies of the next files stream while the DELETEs before them are answered. */
  private copyAhead(files: readonly JobFile[]): void {
    for (const file of files) {
      const asset = this.eyes.before.get(file.key)
      if (asset !== undefined) this.copies.begin(asset, this.eyes.risksOf(asset))
    }
  }

  private async stopOthersOnError(queue: JobFile[], work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      queue.length = 0
      this.isHalted = true
      this.endWaits()
      throw error
    }
  }

  private endWaits(): void {
    this.copies.stop()
    this.request.stopWaiting()
  }

  /** One file from intent to answer; asked again only where the answer proves that nothing was done. Null: not asked. */
  private async ask(file: JobFile): Promise<DeleteAnswer | null> {
    let since = 0
    for (let throttles = 0; throttles < mostThrottles;) {
      await this.nap.awake
      if (!this.isOpen(file)) return null
      // After a throttle or a long pause; what is not as it was is settled by that. See docs/rules.md#p1, docs/rules.md#p8.
      if (this.eyes.isStale(file, since)) await this.eyes.lookAgain(file, since)
      if (!(await this.isReady(file))) return null
      const { risksOf } = this.eyes
      const isStill = (): boolean => risksOf === this.eyes.risksOf && this.isStillRight(file)
      const mayAsk = (): boolean => isStill() && this.isOpen(file)
      if (!mayAsk() || !(await this.record.intend(file, mayAsk))) continue
      const refuse = (): AppFailure | null => (isStill() ? this.letGo(file) : tooLate)
      const answer = await askToDelete(this.request.ports.client, file.identity, refuse)
      if (this.left.has(file.key)) this.eyes.noteAnswer()
      if (isRefusal(answer)) {
        await this.record.note(file, state.notDeleted(answer.kind))
        return null
      }
      if (answer.kind !== 'throttled' && answer.kind !== 'not-run') return this.noteAnswer(file, answer)
      this.left.delete(file.key)
      if (this.record.isAsking(file)) await this.record.note(file, { state: 'waiting' }, answer.said)
      if (answer.kind === 'not-run') throw new JobStopError({ reason: 'session-lost' })
      if (answer.wasSent) throttles += 1
      since = this.eyes.now()
    }
    throw new JobStopError({ reason: 'throttled-out' })
  }

  private isStopped(): boolean {
    return this.isHalted || this.record.view.stopRequested
  }

  /** By what was seen last. While copies are made the others look too, and may see that more is needed, or nothing. See docs/rules.md#p1, docs/rules.md#p3. */
  private async isReady(file: JobFile): Promise<boolean> {
    for (;;) {
      const { risksOf } = this.eyes
      if (!this.isOpen(file)) return false
      if (!(await this.isAllowed(file)) || !(await this.keepCopies(file)) || !this.isOpen(file)) return false
      if (risksOf === this.eyes.risksOf) return true
    }
  }

  /** Asked again when the intent is written, and when room and pauses have been waited for: all of that takes time. */
  private isStillRight(file: JobFile): boolean {
    return !this.isStopped() && !this.nap.isAsleep() && !this.eyes.isStale(file) && this.lockOn(file) === null
  }

  /** The last moment before a DELETE leaves. */
  private letGo(file: JobFile): null {
    this.left.add(file.key)
    return null
  }

  private isOpen(file: JobFile): boolean {
    return !this.isStopped() && this.record.isWaiting(file)
  }

  /** Asked anew before each step: a lock that is set while the job runs holds. */
  private async isAllowed(file: JobFile): Promise<boolean> {
    const lock = this.lockOn(file)
    if (lock === 'connection-read-only') throw new JobStopError({ reason: lock })
    if (lock !== null) await this.record.note(file, state.notDeleted(lock))
    return lock === null
  }

  private lockOn(file: JobFile): 'connection-read-only' | 'protected' | 'sibling-protected' | null {
    const { guard } = this.request.ports
    if (guard.isReadOnly()) return 'connection-read-only'
    if (guard.protects(file.identity)) return 'protected'
    const asset = this.eyes.before.get(file.key)
    return asset !== undefined && this.eyes.risksOf(asset).some(guard.protects) ? 'sibling-protected' : null
  }

  /** No DELETE before the bytes of the file, and of all that it may take along, are on this computer. See docs/rules.md#p3. */
  private async keepCopies(file: JobFile): Promise<boolean> {
    const asset = this.eyes.before.get(file.key)
    if (asset === undefined || this.isStopped()) return false
    const atRisk = this.eyes.risksOf(asset)
    let { times } = this.nap
    let kept = await this.copies.keep(asset, atRisk)
    // What sleep broke off is no fault of the file.
    while (!kept.ok && times !== this.nap.times) {
      await this.nap.awake
      ;({ times } = this.nap)
      await this.copies.forgetFailed()
      kept = await this.copies.keep(asset, atRisk)
    }
    if (kept.ok) this.record.show(state.withCopy(this.record.view, file.key, kept.copyId))
    else if (!this.isStopped()) await this.record.note(file, state.copyFailed(kept))
    return kept.ok
  }

  private async noteAnswer(file: JobFile, answer: DeleteAnswer): Promise<DeleteAnswer> {
    this.answers.set(file.key, answer)
    await this.record.note(file, { state: 'asked' }, answer.said)
    return answer
  }

  private wasAsked(file: JobFile): boolean {
    return this.left.has(file.key) || file.outcome.state === 'already-gone'
  }

  private countFailure(answer: DeleteAnswer): void {
    this.failuresInARow = answer.kind === 'answered' ? 0 : this.failuresInARow + 1
    if (this.failuresInARow >= failuresToStop) throw new JobStopError({ reason: 'failures-in-a-row' })
  }
}
