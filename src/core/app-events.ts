import type { ActivityHead } from '../shared/activity'
import type { AccountSegmentsRefresh, DeletionRun } from '../shared/deletion'
import type { ListingPart, OpeningProgress } from '../shared/ipc/contract'
import type { SavedPlaces } from '../shared/place'
import type { PreviewProgress, SmallDrawing, ThumbnailUpdate } from '../shared/preview'
import type { ProtectionSnapshot } from '../shared/protection'
import type { StagingSnapshot, TransferBatch } from '../shared/transfers'

/** What happens in the app. Main pushes it to the windows; subsystems hear what they need of each other. */
export interface AppEvents {
  /** Something that `App.readStatus` returns has changed. */
  readonly statusChanged: undefined
  readonly settingsChanged: undefined
  /** The call budget of an account changed. */
  readonly budgetChanged: undefined
  readonly listingPart: ListingPart
  readonly opening: OpeningProgress
  readonly savedPlaces: SavedPlaces
  /** A connection was opened, closed or changed, or a throttle pause of one started or ended. */
  readonly connectionsChanged: undefined
  /** The server of the open connection became reachable or unreachable. */
  readonly connectivityChanged: undefined
  /** A complete listing of segments, from any call: caches follow it. */
  readonly segmentsListed: Pick<AccountSegmentsRefresh, 'accountKey' | 'segmentIds' | 'assets'>
  /** A complete listing after a change of these files by a deletion, a restore or an upload. */
  readonly segmentsChanged: AccountSegmentsRefresh
  /** The same once for each place that shows them: the project, and its jobs. */
  readonly segmentsRefreshed: AccountSegmentsRefresh
  /** The running or interrupted deletion changed; `Deletions.currentRun` has it. */
  readonly runChanged: undefined
  /** Every file of this run is in its final state. */
  readonly runEnded: DeletionRun
  readonly copiesChanged: undefined
  /** The list of copies, or the restore, changed; for the windows. */
  readonly binChanged: undefined
  readonly transfersChanged: undefined
  readonly batchEnded: TransferBatch
  readonly stagingChanged: StagingSnapshot
  readonly locksChanged: undefined
  readonly protectionsChanged: ProtectionSnapshot
  readonly activityChanged: ActivityHead
  readonly previewProgress: PreviewProgress
  readonly thumbnails: ThumbnailUpdate
  readonly drawing: SmallDrawing
}
