import type { Asset, AssetKey } from '../../shared/asset'
import type { JobFile } from '../../shared/deletion'
import type { Clock } from '../ports'
import { findRisks, type RisksOf } from './at-risk'
import type { JobCopies } from './job-copies'
import { JobStopError, type JobRecord } from './job-record'
import { notDeleted } from './job-state'
import type { DeletionPlan } from './plan'
import type { DeletionClient } from './ports'
import * as snapshots from './snapshot'
import type { Snapshot, Touched } from './snapshot'

/** After so long without an answer the next DELETE waits for a fresh listing (docs/rules.md#p8). */
const calmMs = 60_000

export interface JobEyesPorts {
  readonly client: DeletionClient
  readonly clock: Clock
  readonly plan: DeletionPlan
  readonly record: JobRecord
  readonly copies: JobCopies
  /** Whether an answer, or none, explains that this file is gone. */
  readonly wasAsked: (file: JobFile) => boolean
  /** Its DELETE was let go and is not answered: what becomes of it now is told by the answer and the closing listing. */
  readonly isOnItsWay: (file: JobFile) => boolean
}

/** What a job sees of the server: the listing that it started from, and every one that it is compared with. */
export class JobEyes {
  /** The listing on confirmation, with what later ones showed of files that nobody asked for. */
  before: Snapshot
  risksOf: RisksOf
  /** The listing on confirmation alone: what was asked for is judged by it. */
  confirmed: Snapshot
  private lastAnswerAt: number
  /** Counts whatever makes somebody ask for a newer listing. */
  private moment = 0
  /** What was listed before this moment is worth nothing: a sleep, or a minute without an answer. */
  private oldBefore = 0
  /** Of each segment, the moment at which its last listing began. */
  private readonly seenAt = new Map<number, number>()
  private lastLook: Promise<unknown> = Promise.resolve()
  /** Files of the job that were gone, or answered, and are there again or anew: others put them there. */
  private readonly returned = new Set<AssetKey>()

  constructor(private readonly ports: JobEyesPorts) {
    this.before = ports.plan.snapshot
    this.confirmed = this.before
    this.risksOf = findRisks(this.before)
    this.lastAnswerAt = ports.clock.elapsed()
  }

  /** One more listing between the question and the first DELETE. See docs/rules.md#p2. */
  async checkAnew(): Promise<Snapshot> {
    const { client, plan, record } = this.ports
    const { moment } = this
    const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot)
    const chosen = new Set(record.view.files.map((file) => file.key))
    const missing = snapshots
      .missingFrom(fresh, plan.snapshot, plan.touched)
      .filter(({ key }) => !chosen.has(key))
    this.before = fresh
    this.confirmed = fresh
    this.noteSeen(plan.touched, moment)
    this.risksOf = findRisks(fresh)
    await this.doubt(missing)
    // Those at risk first: of very many, only so many are written down.
    const asked = [...fresh.values()].filter(({ key }) => chosen.has(key))
    const others = new Map(
      [...asked.flatMap(this.risksOf), ...fresh.values()].map((each) => [each.key, each]),
    )
    await record.noteOthers([...others.values()].filter(({ key }) => !chosen.has(key)))
    return fresh
  }

  /** The segment of a file and as many others as one call holds. */
  lookAround(file: JobFile): Promise<Snapshot> {
    const { client, plan } = this.ports
    return this.look(snapshots.oneCallAround(client, plan.touched, file.identity.segmentId))
  }

  /** A moment that `isStale` and `lookAgain` understand: only what is listed after it will do. */
  now(): number {
    this.moment += 1
    return this.moment
  }

  /** Whether what was seen last of its segment is too old to delete on (docs/rules.md#p8), or older than the asker wants. */
  isStale({ identity }: JobFile, since = 0): boolean {
    this.noteGap()
    return (this.seenAt.get(identity.segmentId) ?? -1) < Math.max(this.oldBefore, since)
  }

  /** One after the other: a look that began late enough serves all that wait. One that fails ends the job, and so all looks. */
  async lookAgain(file: JobFile, since: number): Promise<void> {
    const look = this.lastLook.then(() => (this.isStale(file, since) ? this.lookAnew(file) : undefined))
    this.lastLook = look
    await look
  }

  /** The segment of a file; where all is old, others with it. */
  private lookAnew(file: JobFile): Promise<Snapshot> {
    if (this.isStale(file)) return this.lookAround(file)
    const { context } = this.ports.plan.touched
    return this.look({ context, segmentIds: [file.identity.segmentId] })
  }

  /** An answer keeps the calm; it makes nothing fresh that was stale. */
  noteAnswer(): void {
    this.noteGap()
    this.lastAnswerAt = this.ports.clock.elapsed()
  }

  /** The computer slept: nobody knows how long. */
  makeStale(): void {
    this.oldBefore = this.now()
  }

  private noteGap(): void {
    const now = this.ports.clock.elapsed()
    if (now - this.lastAnswerAt < calmMs) return
    this.makeStale()
    this.lastAnswerAt = now
  }

  private noteSeen({ segmentIds }: Touched, moment: number): void {
    for (const id of segmentIds) this.seenAt.set(id, moment)
  }

  /** The closing listing of all touched segments. */
  async lookAtAll(): Promise<Snapshot> {
    const { client, plan } = this.ports
    const after = await snapshots.takeSnapshotAfter(client, plan.touched, this.before)
    this.noteVanished(after, plan.touched)
    return after
  }

  /** Files that nobody asked for are missing. Somebody else's work stays missing when it is looked at again. See docs/rules.md#p4. */
  private async doubt(missing: readonly Asset[]): Promise<void> {
    if (missing.length === 0) return
    if (this.before.size === 0) throw new JobStopError({ reason: 'listing-suspicious' })
    const { client, plan } = this.ports
    const segmentIds = [...new Set(missing.map(({ segmentId }) => segmentId))]
    const touched = { context: plan.touched.context, segmentIds }
    const again = await snapshots.takeSnapshot(client, touched)
    if (missing.some(({ key }) => again.has(key))) throw new JobStopError({ reason: 'listing-suspicious' })
    if (this.noteVanished(again, touched)) throw new JobStopError({ reason: 'vanished-unasked' })
  }

  /** Lists, and stops the job if anything is missing that was not asked for. */
  private async look(touched: Touched): Promise<Snapshot> {
    this.noteGap()
    const { moment } = this
    const after = await snapshots.takeSnapshotAfter(this.ports.client, touched, this.before)
    if (this.noteVanished(after, touched)) throw new JobStopError({ reason: 'vanished-unasked' })
    // A listing that takes more than a minute is new all the same, unless the computer slept over it.
    const isNew = this.oldBefore <= moment
    this.noteAnswer()
    this.noteSeen(touched, isNew ? Math.max(moment, this.oldBefore) : moment)
    await this.follow(after)
    return after
  }

  /**
   * Takes in what others did meanwhile: a waiting file with another size or date is theirs and left alone; any other one
   * that is new, changed or there again is at risk as it is now, and an earlier copy of it is worth nothing. All of it at once,
   * before anything is written: others go on meanwhile.
   */
  private async follow(after: Snapshot): Promise<void> {
    const { record, copies, isOnItsWay } = this.ports
    const files = new Map(record.view.files.map((file) => [file.key, file]))
    const other = [...after.values()].filter((listed) => {
      const before = this.before.get(listed.key)
      return before === undefined || !snapshots.isSameFile(before, listed)
    })
    const news = other.filter(({ key }) => {
      const file = files.get(key)
      return file === undefined || !isOnItsWay(file)
    })
    if (news.length === 0) return
    this.before = snapshots.toSnapshot([...this.before.values(), ...news])
    this.risksOf = findRisks(this.before)
    const ours = news.flatMap(({ key }) => files.get(key) ?? [])
    for (const { key } of news) copies.forget(key)
    for (const file of ours) if (this.ports.wasAsked(file)) this.returned.add(file.key)
    const changed = ours.filter(({ outcome }) => outcome.state === 'waiting' || outcome.state === 'asking')
    await Promise.all(changed.map((file) => record.note(file, notDeleted('changed'))))
  }

  private noteVanished(after: Snapshot, touched: Touched): boolean {
    const { record, copies, wasAsked } = this.ports
    const explained = new Set(record.view.files.filter(wasAsked).map(({ key }) => key))
    for (const key of this.returned) explained.delete(key)
    const vanished = snapshots
      .missingFrom(after, this.before, touched)
      .filter(({ key }) => !explained.has(key))
      .map(({ key, context, segmentId, locale, relativePath, name }) => {
        return { context, segmentId, locale, relativePath, name, copyId: copies.idOf(key) }
      })
    if (vanished.length > 0) record.show({ vanished })
    return vanished.length > 0
  }
}
