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

/** One row of the tree. */
export type TreeRow = {
  readonly id: string
  readonly level: number
  readonly position: number
  /** Number of rows with the same parent; -1 if the server does not report a total (as in `aria-setsize`). */
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
  /** The number of segments; activating it loads them again. */
  | { readonly kind: 'segments-head'; readonly place: SegmentedPlace; readonly list: SegmentList }
  /** The server returned no segment text. */
  | { readonly kind: 'segments-textless'; readonly place: SegmentedPlace }
  /** A running search; activating it cancels the search. */
  | { readonly kind: 'searching'; readonly place: SegmentedPlace; readonly opening: OpeningProgress | null }
  /** Asks for approval of the cost of the search. */
  | { readonly kind: 'segments-cost'; readonly place: SegmentedPlace; readonly cost: PlaceCost }
  | { readonly kind: 'segments-failed'; readonly place: SegmentedPlace; readonly failure: AppFailure }
  /** Loading documents; activating it cancels. */
  | { readonly kind: 'loading'; readonly projectId: number; readonly opening: OpeningProgress | null }
  /** Asks for approval of the cost of the documents. */
  | { readonly kind: 'documents-cost'; readonly projectId: number; readonly cost: PlaceCost }
  | { readonly kind: 'empty' }
  /** `total` is null if the server does not report whether the list is complete. */
  | { readonly kind: 'partial'; readonly count: number; readonly total: number | null }
  | { readonly kind: 'failed'; readonly projectId: number; readonly failure: AppFailure }

/** A row that can be opened or expanded. */
export type PlaceRow = Extract<
  TreeRow,
  { readonly kind: 'project' | 'folder' | 'document' | 'whole' | 'job' | 'flex' | 'segment' }
>

/** A row that shows the loading state of the rows below another. */
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
