import type { Asset, AssetKey } from '../../shared/asset'
import type { DeletionFile } from '../../shared/deletion'
import type { Clock } from '../ports'
import { findRisks, type RiskLookup } from './at-risk'
import type { RunBackups } from './run-backups'
import { RunStopError, type RunRecord } from './run-record'
import { notDeleted } from './run-state'
import type { DeletionPlan } from './plan'
import type { DeletionClient } from './ports'
import * as snapshots from './snapshot'
import type { Snapshot, Touched } from './snapshot'

/** After so long without an answer the next DELETE waits for a fresh listing (docs/rules.md#p8). */
const staleAfterMs = 60_000

export interface ListingMonitorPorts {
  readonly client: DeletionClient
  readonly clock: Clock
  readonly plan: DeletionPlan
  readonly record: RunRecord
  readonly copies: RunBackups
  /** Whether an answer, or none, explains that this file is gone. */
  readonly wasSent: (file: DeletionFile) => boolean
  /** Its DELETE was let go and is not answered: what becomes of it now is told by the answer and the closing listing. */
  readonly isInFlight: (file: DeletionFile) => boolean
}

/** What a job sees of the server: the listing that it started from, and every one that it is compared with. */
export class ListingMonitor {
  /** The listing on confirmation, with what later ones showed of files that nobody asked for. */
  before: Snapshot
  risksOf: RiskLookup
  /** The listing on confirmation alone: what was asked for is judged by it. */
  confirmed: Snapshot
  private lastAnswerAt: number
  /** Counts whatever makes somebody ask for a newer listing. */
  private sequence = 0
  /** What was listed before this moment is worth nothing: a sleep, or a minute without an answer. */
  private staleBefore = 0
  /** Of each segment, the moment at which its last listing began. */
  private readonly seenAt = new Map<number, number>()
  private lastRefresh: Promise<unknown> = Promise.resolve()
  /** Files of the job that were gone, or answered, and are there again or anew: others put them there. */
  private readonly returned = new Set<AssetKey>()

  constructor(private readonly ports: ListingMonitorPorts) {
    this.before = ports.plan.snapshot
    this.confirmed = this.before
    this.risksOf = findRisks(this.before)
    this.lastAnswerAt = ports.clock.elapsed()
  }

  /** One more listing between the question and the first DELETE. See docs/rules.md#p2. */
  async refreshAll(): Promise<Snapshot> {
    const { client, plan, record } = this.ports
    const { sequence } = this
    const fresh = await snapshots.takeSnapshotAfter(client, plan.touched, plan.snapshot)
    const chosen = new Set(record.view.files.map((file) => file.key))
    const missing = snapshots
      .missingFrom(fresh, plan.snapshot, plan.touched)
      .filter(({ key }) => !chosen.has(key))
    this.before = fresh
    this.confirmed = fresh
    this.recordSeen(plan.touched, sequence)
    this.risksOf = findRisks(fresh)
    await this.confirmMissing(missing)
    // Those at risk first: of very many, only so many are written down.
    const asked = [...fresh.values()].filter(({ key }) => chosen.has(key))
    const others = new Map(
      [...asked.flatMap(this.risksOf), ...fresh.values()].map((each) => [each.key, each]),
    )
    await record.recordOthers([...others.values()].filter(({ key }) => !chosen.has(key)))
    return fresh
  }

  /** The segment of a file and as many others as one call holds. */
  refreshNearby(file: DeletionFile): Promise<Snapshot> {
    const { client, plan } = this.ports
    return this.list(snapshots.oneCallAround(client, plan.touched, file.identity.segmentId))
  }

  /** A moment that `isStale` and `lookAgain` understand: only what is listed after it will do. */
  nextSequence(): number {
    this.sequence += 1
    return this.sequence
  }

  /** Whether what was seen last of its segment is too old to delete on (docs/rules.md#p8), or older than the asker wants. */
  isStale({ identity }: DeletionFile, since = 0): boolean {
    this.detectGap()
    return (this.seenAt.get(identity.segmentId) ?? -1) < Math.max(this.staleBefore, since)
  }

  /** One after the other: a look that began late enough serves all that wait. One that fails ends the job, and so all looks. */
  async refreshIfStale(file: DeletionFile, since: number): Promise<void> {
    const list = this.lastRefresh.then(() =>
      this.isStale(file, since) ? this.refreshStale(file) : undefined,
    )
    this.lastRefresh = list
    await list
  }

  /** The segment of a file; where all is old, others with it. */
  private refreshStale(file: DeletionFile): Promise<Snapshot> {
    if (this.isStale(file)) return this.refreshNearby(file)
    const { context } = this.ports.plan.touched
    return this.list({ context, segmentIds: [file.identity.segmentId] })
  }

  /** An answer keeps the calm; it makes nothing fresh that was stale. */
  recordAnswer(): void {
    this.detectGap()
    this.lastAnswerAt = this.ports.clock.elapsed()
  }

  /** The computer slept: nobody knows how long. */
  makeStale(): void {
    this.staleBefore = this.nextSequence()
  }

  private detectGap(): void {
    const now = this.ports.clock.elapsed()
    if (now - this.lastAnswerAt < staleAfterMs) return
    this.makeStale()
    this.lastAnswerAt = now
  }

  private recordSeen({ segmentIds }: Touched, sequence: number): void {
    for (const id of segmentIds) this.seenAt.set(id, sequence)
  }

  /** The closing listing of all touched segments. */
  async takeClosingSnapshot(): Promise<Snapshot> {
    const { client, plan } = this.ports
    const after = await snapshots.takeSnapshotAfter(client, plan.touched, this.before)
    this.recordVanished(after, plan.touched)
    return after
  }

  /** Files that nobody asked for are missing. Somebody else's work stays missing when it is looked at again. See docs/rules.md#p4. */
  private async confirmMissing(missing: readonly Asset[]): Promise<void> {
    if (missing.length === 0) return
    if (this.before.size === 0) throw new RunStopError({ reason: 'listing-suspicious' })
    const { client, plan } = this.ports
    const segmentIds = [...new Set(missing.map(({ segmentId }) => segmentId))]
    const touched = { context: plan.touched.context, segmentIds }
    const secondListing = await snapshots.takeSnapshot(client, touched)
    if (missing.some(({ key }) => secondListing.has(key)))
      throw new RunStopError({ reason: 'listing-suspicious' })
    if (this.recordVanished(secondListing, touched)) throw new RunStopError({ reason: 'vanished-unasked' })
  }

  /** Lists, and stops the job if anything is missing that was not asked for. */
  private async list(touched: Touched): Promise<Snapshot> {
    this.detectGap()
    const { sequence } = this
    const after = await snapshots.takeSnapshotAfter(this.ports.client, touched, this.before)
    if (this.recordVanished(after, touched)) throw new RunStopError({ reason: 'vanished-unasked' })
    // A listing that takes more than a minute is new all the same, unless the computer slept over it.
    const isNew = this.staleBefore <= sequence
    this.recordAnswer()
    this.recordSeen(touched, isNew ? Math.max(sequence, this.staleBefore) : sequence)
    await this.applyChanges(after)
    return after
  }

  /**
   * Takes in what others did meanwhile: a waiting file with another size or date is theirs and left alone; any other one
   * that is new, changed or there again is at risk as it is now, and an earlier copy of it is worth nothing. All of it at once,
   * before anything is written: others go on meanwhile.
   */
  private async applyChanges(after: Snapshot): Promise<void> {
    const { record, copies, isInFlight } = this.ports
    const files = new Map(record.view.files.map((file) => [file.key, file]))
    const other = [...after.values()].filter((listed) => {
      const before = this.before.get(listed.key)
      return before === undefined || !snapshots.isSameVersion(before, listed)
    })
    const changed = other.filter(({ key }) => {
      const file = files.get(key)
      return file === undefined || !isInFlight(file)
    })
    if (changed.length === 0) return
    this.before = snapshots.toSnapshot([...this.before.values(), ...changed])
    this.risksOf = findRisks(this.before)
    const ours = changed.flatMap(({ key }) => files.get(key) ?? [])
    for (const { key } of changed) copies.discard(key)
    for (const file of ours) if (this.ports.wasSent(file)) this.returned.add(file.key)
    const changedFiles = ours.filter(
      ({ outcome }) => outcome.state === 'waiting' || outcome.state === 'asking',
    )
    await Promise.all(changedFiles.map((file) => record.recordOutcome(file, notDeleted('changed'))))
  }

  private recordVanished(after: Snapshot, touched: Touched): boolean {
    const { record, copies, wasSent } = this.ports
    const explained = new Set(record.view.files.filter(wasSent).map(({ key }) => key))
    for (const key of this.returned) explained.delete(key)
    const vanished = snapshots
      .missingFrom(after, this.before, touched)
      .filter(({ key }) => !explained.has(key))
      .map(({ key, context, segmentId, locale, relativePath, name }) => {
        return { context, segmentId, locale, relativePath, name, copyId: copies.idOf(key) }
      })
    if (vanished.length > 0) record.update({ vanished })
    return vanished.length > 0
  }
}
