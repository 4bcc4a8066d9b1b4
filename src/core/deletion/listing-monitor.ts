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

/** After this long without a response the next DELETE waits for a fresh listing (docs/rules.md#p8). */
const staleAfterMs = 60_000

export interface ListingMonitorPorts {
  readonly client: DeletionClient
  readonly clock: Clock
  readonly plan: DeletionPlan
  readonly record: RunRecord
  readonly backups: RunBackups
  /** Whether the absence of this file is explained: its DELETE was sent, or it was already gone. */
  readonly wasSent: (file: DeletionFile) => boolean
  /** Whether its DELETE was sent and has no response yet; then only the response and the closing listing decide. */
  readonly isInFlight: (file: DeletionFile) => boolean
}

/** A run's view of the server's listing: the one that it started from, updated by later ones. */
export class ListingMonitor {
  /** The listing on confirmation, updated with the changes that later ones showed. */
  before: Snapshot
  risksOf: RiskLookup
  /** The listing on confirmation, without updates. The outcomes of deleted files are judged by it. */
  confirmed: Snapshot
  private lastAnswerAt: number
  /** Incremented whenever a newer listing is required. */
  private sequence = 0
  /** Listings before this sequence are stale: the computer slept, or no response arrived for a minute. */
  private staleBefore = 0
  /** The sequence at which the last listing of each segment began. */
  private readonly listedAt = new Map<number, number>()
  private lastRefresh: Promise<unknown> = Promise.resolve()
  /** Files of the run that were gone or deleted, and were uploaded again by someone else. */
  private readonly returned = new Set<AssetKey>()

  constructor(private readonly ports: ListingMonitorPorts) {
    this.before = ports.plan.snapshot
    this.confirmed = this.before
    this.risksOf = findRisks(this.before)
    this.lastAnswerAt = ports.clock.elapsed()
  }

  /** The listing on confirmation, before the first DELETE (docs/rules.md#p2). */
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
    this.recordListed(plan.touched, sequence)
    this.risksOf = findRisks(fresh)
    await this.confirmMissing(missing)
    // Files at risk come first, because the journal limits how many others it records.
    const requested = [...fresh.values()].filter(({ key }) => chosen.has(key))
    const others = new Map(
      [...requested.flatMap(this.risksOf), ...fresh.values()].map((asset) => [asset.key, asset]),
    )
    await record.recordOthers([...others.values()].filter(({ key }) => !chosen.has(key)))
    return fresh
  }

  /** Lists the segment of a file and as many others as fit in one call. */
  refreshNearby(file: DeletionFile): Promise<Snapshot> {
    const { client, plan } = this.ports
    return this.listFiles(snapshots.segmentsInOneCall(client, plan.touched, file.identity.segmentId))
  }

  /** A new sequence for `isStale` and `refreshIfStale`: only a listing that begins after it counts. */
  nextSequence(): number {
    this.sequence += 1
    return this.sequence
  }

  /** Whether the last listing of the file's segment is too old to delete on, or older than `since`. */
  isStale({ identity }: DeletionFile, since = 0): boolean {
    this.detectGap()
    return (this.listedAt.get(identity.segmentId) ?? -1) < Math.max(this.staleBefore, since)
  }

  /**
   * Refreshes one at a time: a listing that begins late enough serves all callers. A failure rejects for all of them, since
   * it ends the run.
   */
  async refreshIfStale(file: DeletionFile, since: number): Promise<void> {
    const refresh = this.lastRefresh.then(() =>
      this.isStale(file, since) ? this.refreshStale(file) : undefined,
    )
    this.lastRefresh = refresh
    await refresh
  }

  /** Lists only the segment of a file, unless other listings are stale too. */
  private refreshStale(file: DeletionFile): Promise<Snapshot> {
    if (this.isStale(file)) return this.refreshNearby(file)
    const { context } = this.ports.plan.touched
    return this.listFiles({ context, segmentIds: [file.identity.segmentId] })
  }

  /** Notes that a response arrived. Listings that are already stale stay stale. */
  recordAnswer(): void {
    this.detectGap()
    this.lastAnswerAt = this.ports.clock.elapsed()
  }

  /** Makes all listings stale, for example because the computer slept. */
  makeStale(): void {
    this.staleBefore = this.nextSequence()
  }

  private detectGap(): void {
    const now = this.ports.clock.elapsed()
    if (now - this.lastAnswerAt < staleAfterMs) return
    this.makeStale()
    this.lastAnswerAt = now
  }

  private recordListed({ segmentIds }: Touched, sequence: number): void {
    for (const id of segmentIds) this.listedAt.set(id, sequence)
  }

  /** The closing listing of all touched segments. */
  async takeClosingSnapshot(): Promise<Snapshot> {
    const { client, plan } = this.ports
    const after = await snapshots.takeSnapshotAfter(client, plan.touched, this.before)
    this.recordVanished(after, plan.touched)
    return after
  }

  /**
   * Lists again if files are missing whose deletion was not requested (docs/rules.md#p4). A file that someone else
   * deleted is missing again.
   */
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

  /** Lists, and stops the run if files vanished. */
  private async listFiles(touched: Touched): Promise<Snapshot> {
    this.detectGap()
    const { sequence } = this
    const after = await snapshots.takeSnapshotAfter(this.ports.client, touched, this.before)
    if (this.recordVanished(after, touched)) throw new RunStopError({ reason: 'vanished-unasked' })
    // A listing that takes more than a minute is fresh nevertheless, unless the computer slept during it.
    const isFresh = this.staleBefore <= sequence
    this.recordAnswer()
    this.recordListed(touched, isFresh ? Math.max(sequence, this.staleBefore) : sequence)
    await this.applyChanges(after)
    return after
  }

  /**
   * Applies changes that other people made. A waiting file whose size or date changed is left alone. Any other file that is
   * new, changed or back is at risk in its new version, and an earlier backup of it is invalid. All of this happens before
   * the first write, because other deletes run in parallel.
   */
  private async applyChanges(after: Snapshot): Promise<void> {
    const { record, backups, isInFlight } = this.ports
    const files = new Map(record.view.files.map((file) => [file.key, file]))
    const differing = [...after.values()].filter((listed) => {
      const before = this.before.get(listed.key)
      return before === undefined || !snapshots.isSameVersion(before, listed)
    })
    const changed = differing.filter(({ key }) => {
      const file = files.get(key)
      return file === undefined || !isInFlight(file)
    })
    if (changed.length === 0) return
    this.before = snapshots.toSnapshot([...this.before.values(), ...changed])
    this.risksOf = findRisks(this.before)
    const runFiles = changed.flatMap(({ key }) => files.get(key) ?? [])
    for (const { key } of changed) backups.discard(key)
    for (const file of runFiles) if (this.ports.wasSent(file)) this.returned.add(file.key)
    const unsentFiles = runFiles.filter(
      ({ outcome }) => outcome.state === 'waiting' || outcome.state === 'asking',
    )
    await Promise.all(unsentFiles.map((file) => record.recordOutcome(file, notDeleted('changed'))))
  }

  private recordVanished(after: Snapshot, touched: Touched): boolean {
    const { record, backups, wasSent } = this.ports
    const explained = new Set(record.view.files.filter(wasSent).map(({ key }) => key))
    for (const key of this.returned) explained.delete(key)
    const vanished = snapshots
      .missingFrom(after, this.before, touched)
      .filter(({ key }) => !explained.has(key))
      .map(({ key, context, segmentId, locale, relativePath, name }) => {
        return { context, segmentId, locale, relativePath, name, copyId: backups.idOf(key) }
      })
    if (vanished.length > 0) record.update({ vanished })
    return vanished.length > 0
  }
}
