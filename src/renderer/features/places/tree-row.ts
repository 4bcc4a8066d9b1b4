import type { AppFailure } from '../../../shared/failure'
import type { OpeningProgress } from '../../../shared/ipc/contract'
import type {
  FlexDocument,
  Job,
  PlaceCost,
  Project,
  ProjectDocument,
  Segment,
  SegmentedPlace,
  SegmentList,
} from '../../../shared/place'

/** One visible line of the tree, from top to bottom. */
export type TreeRow = {
  readonly id: string
  readonly level: number
  readonly position: number
  /** Lines of the same parent, -1 where the server does not tell how many will come. */
  readonly siblings: number
} & TreeRowContent

export type TreeRowContent =
  | { readonly kind: 'project'; readonly project: Project; readonly isOpen: boolean }
  | { readonly kind: 'folder'; readonly name: string; readonly isOpen: boolean }
  | { readonly kind: 'whole'; readonly project: Project }
  | {
      readonly kind: 'document'
      readonly name: string
      readonly project: Project
      readonly document: ProjectDocument
      readonly isOpen: boolean
    }
  | { readonly kind: 'job'; readonly job: Job; readonly isOpen: boolean }
  | {
      readonly kind: 'flex'
      readonly name: string
      readonly document: FlexDocument
      readonly isOpen: boolean
    }
  | { readonly kind: 'segment'; readonly place: SegmentedPlace; readonly segment: Segment }
  /** How many segments there are, and the way to read them anew. */
  | { readonly kind: 'segments-head'; readonly place: SegmentedPlace; readonly list: SegmentList }
  /** That the server gave the text of none. */
  | { readonly kind: 'segments-textless'; readonly place: SegmentedPlace }
  /** A search under way, and the way to end it. */
  | { readonly kind: 'searching'; readonly place: SegmentedPlace; readonly opening: OpeningProgress | null }
  /** Asks whether the search may cost so much. */
  | { readonly kind: 'segments-cost'; readonly place: SegmentedPlace; readonly cost: PlaceCost }
  | { readonly kind: 'segments-failed'; readonly place: SegmentedPlace; readonly failure: AppFailure }
  /** Documents being read, and the way to end it. */
  | { readonly kind: 'loading'; readonly projectId: number; readonly opening: OpeningProgress | null }
  /** Asks whether that may cost so much. */
  | { readonly kind: 'documents-cost'; readonly projectId: number; readonly cost: PlaceCost }
  | { readonly kind: 'empty' }
  /** `total` is null where the server does not tell whether these are all. */
  | { readonly kind: 'partial'; readonly count: number; readonly total: number | null }
  | { readonly kind: 'failed'; readonly projectId: number; readonly failure: AppFailure }

/** A line that can be opened or looked into. */
export type PlaceRow = Extract<
  TreeRow,
  { readonly kind: 'project' | 'folder' | 'document' | 'whole' | 'job' | 'flex' | 'segment' }
>

/** A line that says how it stands with what lies below another. */
export type StateRow = Exclude<TreeRow, PlaceRow>

const stateKinds: Readonly<Record<StateRow['kind'], true>> = {
  loading: true,
  'documents-cost': true,
  empty: true,
  partial: true,
  failed: true,
  searching: true,
  'segments-cost': true,
  'segments-failed': true,
  'segments-head': true,
  'segments-textless': true,
}

export function isStateRow(row: TreeRow): row is StateRow {
  return row.kind in stateKinds
}
