import type { Asset, AssetContext, AssetKey } from '../../shared/asset'
import type { DeletionFile } from '../../shared/deletion'
import { failureWithDetail, WordbeeError } from '../wordbee/wordbee-error'
import type { DeletionClient } from './ports'

/** The files of the touched segments at one time, by key. */
export type Snapshot = ReadonlyMap<AssetKey, Asset>

/** The segments with files of a run. They are always listed completely. */
export interface Touched {
  readonly context: AssetContext
  readonly segmentIds: readonly number[]
}

/** Two listings disagree, or one is empty where files were shown before. Neither proves anything (docs/rules.md#p4). */
export class SuspiciousListingError extends Error {
  override readonly name = 'SuspiciousListingError'
}

/**
 * Lists the touched segments. Throws `WordbeeError`, also if the server refuses a single segment: files that are not
 * listed are not gone.
 */
export async function takeSnapshot(client: DeletionClient, touched: Touched): Promise<Snapshot> {
  const listing = await client.listSegments(touched.context, touched.segmentIds)
  const [rejected] = listing.rejected
  if (rejected !== undefined) {
    throw new WordbeeError(failureWithDetail('server-refused', rejected.detail), {
      status: 400,
      nothingWasDone: false,
    })
  }
  return toSnapshot(listing.assets)
}

/**
 * Takes a snapshot after an earlier one. If everything seems gone, the single-segment call checks it once. Throws
 * `SuspiciousListingError` if the two disagree, and `WordbeeError`.
 */
export async function takeSnapshotAfter(
  client: DeletionClient,
  touched: Touched,
  before: Snapshot,
): Promise<Snapshot> {
  const after = await takeSnapshot(client, touched)
  const fullest = fullestSegment(before, touched)
  if (after.size > 0 || fullest === null) return after
  const singleListing = await client.listSegment(touched.context, fullest)
  if (singleListing.length > 0) throw new SuspiciousListingError()
  return after
}

/** Assets of the earlier snapshot, within the touched segments, that the later one lacks. */
export function missingFrom(after: Snapshot, before: Snapshot, touched: Touched): Asset[] {
  const segments = new Set(touched.segmentIds)
  return [...before.values()].filter((asset) => segments.has(asset.segmentId) && !after.has(asset.key))
}

/** Whether size and date are the same. Dates are compared as text, exactly as listed. */
export function isSameVersion(
  one: { readonly size: number | null; readonly modifiedDate: string | null },
  other: { readonly size: number | null; readonly modifiedDate: string | null },
): boolean {
  return one.size === other.size && one.modifiedDate === other.modifiedDate
}

export function toSnapshot(assets: readonly Asset[]): Snapshot {
  return new Map(assets.map((asset) => [asset.key, asset]))
}

function fullestSegment(before: Snapshot, touched: Touched): number | null {
  const segments = new Set(touched.segmentIds)
  const counts = countBySegment([...before.values()].filter((asset) => segments.has(asset.segmentId)))
  let fullest: number | null = null
  for (const [segmentId, count] of counts) {
    if (fullest === null || count > (counts.get(fullest) ?? 0)) fullest = segmentId
  }
  return fullest
}

/** A segment and as many of the other touched ones as fit in one listing call. */
export function segmentsInOneCall(client: DeletionClient, touched: Touched, segmentId: number): Touched {
  const { context } = touched
  const maxIds = 200
  let segmentIds = [segmentId, ...touched.segmentIds.filter((id) => id !== segmentId)].slice(0, maxIds)
  while (client.countListings(context, segmentIds) > 1) segmentIds = segmentIds.slice(0, -1)
  return { context, segmentIds }
}

/** The file in the segment with the most files, where a server that deletes too much is noticed best. */
export function fromFullestSegment(
  files: readonly DeletionFile[],
  before: Snapshot,
): DeletionFile | undefined {
  const counts = countBySegment([...before.values()])
  const segmentSize = (file: DeletionFile): number => counts.get(file.identity.segmentId) ?? 0
  return files.reduce<DeletionFile | undefined>(
    (best, file) => (best === undefined || segmentSize(file) > segmentSize(best) ? file : best),
    undefined,
  )
}

function countBySegment(assets: readonly Asset[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const asset of assets) counts.set(asset.segmentId, (counts.get(asset.segmentId) ?? 0) + 1)
  return counts
}
