import type { Asset, AssetContext } from './asset'

/** One row of the project list. Source: `api2/list`, docs/platform-api.md#projects. */
export interface Project {
  readonly id: number
  readonly reference: string
  readonly client: string | null
  readonly statusText: string | null
}

/** One document of a project. Source: docs/platform-api.md#documents. */
export interface ProjectDocument {
  readonly id: number
  /** Full name with folders, separated by `\`, as listed. */
  readonly name: string
  /** Number of segments, or null if the server gives none. */
  readonly segments: number | null
}

/** One job that is visible to the account. Source: docs/platform-api.md#jobs. */
export interface Job {
  /** The scope: `jbs773`, `jbc2002`. The number is only unique within its kind. */
  readonly id: string
  readonly reference: string
  readonly projectId: number | null
  readonly projectName: string | null
  /** Name of the task, such as "Translation". */
  readonly task: string | null
  readonly targetLanguage: string | null
  readonly sourceLanguage: string | null
  readonly statusText: string | null
}

/** One Flex document that is visible to the account. Source: `api2/finding-documents-flex`. */
export interface FlexDocument {
  /** Id for other Flex calls: `9371`, or `c7787` if bound to a job. */
  readonly id: string
  readonly documentId: number | null
  /** Full name with folders, separated by `\`. */
  readonly name: string
  readonly projectId: number | null
  readonly projectName: string | null
  readonly sourceLanguage: string | null
  readonly segments: number | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Number of rows that the server sent, including unreadable ones. The next page starts after these. */
  readonly received: number
  /** Number of matches on the server, or null if unknown. */
  readonly total: number | null
}

/** The documents of a project, as far as the server lists them. */
export interface DocumentList extends Page<ProjectDocument> {
  /** The expected number is unknown, and the list may be incomplete. */
  readonly mayHaveMore: boolean
}

/**
 * A place to open: all segments of a project, a document, a job or a Flex document, or segments by id. `scope` is `pr…`,
 * `jbs…`, `jbc…` or `flex…`.
 */
export type PlaceRequest =
  | { readonly kind: 'project'; readonly projectId: number; readonly projectName: string }
  | {
      readonly kind: 'document'
      readonly projectId: number
      readonly projectName: string
      readonly documentId: number
      readonly documentName: string
      readonly documentSegments: number | null
    }
  | {
      readonly kind: 'job'
      readonly scope: string
      readonly jobName: string
      readonly projectName: string | null
      readonly sourceLanguage: string | null
    }
  | {
      readonly kind: 'flex'
      readonly flexId: string
      readonly documentName: string
      readonly documentId: number | null
      readonly documentSegments: number | null
      readonly projectId: number | null
      readonly projectName: string | null
      readonly sourceLanguage: string | null
    }
  | { readonly kind: 'segments'; readonly scope: string; readonly segmentIds: readonly number[] }

/** Places that consist of one list of segments. */
export type SegmentedPlace = Extract<PlaceRequest, { readonly kind: 'document' | 'job' | 'flex' }>

/** Remaining cost of opening a place. Shown above 20 calls; high costs need approval. */
export interface PlaceCost {
  /** Estimated API calls still to make. */
  readonly calls: number
  readonly segments: number
  /** Milliseconds until the budget allows the last of them; 0 if they fit. */
  readonly waitMs: number
}

/** A place that was opened before on this account. */
export interface SavedPlace {
  readonly id: string
  readonly place: PlaceRequest
  /** Milliseconds since the epoch. */
  readonly openedAt: number
}

export interface SavedPlaces {
  readonly pinned: readonly SavedPlace[]
  /** Newest first, without pinned places. */
  readonly recent: readonly SavedPlace[]
}

/** A segment of the open place. Source: `api2/segment-object`. */
export interface Segment {
  readonly id: number
  /** Displayed number such as "1" or "2-2", or null. */
  readonly number: string | null
  /** Source text, or null if the server did not send it. */
  readonly text: string | null
}

/** The segments of a place, without their assets. */
export interface SegmentList {
  readonly segments: readonly Segment[]
  /** The expected number if it is more than could be listed, so that the list is incomplete; otherwise null. */
  readonly segmentsExpected: number | null
  /** The expected number is unknown, and the list may be incomplete. */
  readonly mayHaveMore: boolean
}

/** All assets of a place, from one series of list calls. */
export interface Listing extends SegmentList {
  readonly place: PlaceRequest
  readonly context: AssetContext
  /** Segments that the server refused to list, with its message. */
  readonly rejectedSegments: readonly { readonly segmentId: number; readonly detail: string }[]
  readonly assets: readonly Asset[]
  /** Milliseconds since the epoch. */
  readonly listedAt: number
}
