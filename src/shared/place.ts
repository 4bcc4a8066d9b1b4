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
  /** Full name with folders, `\` between them, as the server gives it. */
  readonly name: string
  /** The document's own count of segments, or null where the server gives none. */
  readonly segments: number | null
}

/** One job that this account sees. Source: docs/platform-api.md#jobs. */
export interface Job {
  /** Its scope: `jbs773`, `jbc2002`. The number alone is unique per kind only. */
  readonly id: string
  readonly reference: string
  readonly projectId: number | null
  readonly projectName: string | null
  /** Printed name of the task, such as "Translation". */
  readonly task: string | null
  readonly targetLanguage: string | null
  readonly sourceLanguage: string | null
  readonly statusText: string | null
}

/** One Flex document that this account sees. Source: `api2/finding-documents-flex`. */
export interface FlexDocument {
  /** What other Flex calls take: `9371`, or `c7787` when bound to a job. */
  readonly id: string
  readonly documentId: number | null
  /** Full name with folders, `\` between them. */
  readonly name: string
  readonly projectId: number | null
  readonly projectName: string | null
  readonly sourceLanguage: string | null
  readonly segments: number | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Rows that the server sent: more than `rows` where some could not be read. The next page begins after these. */
  readonly received: number
  /** Matches on the server, or null where it does not tell. */
  readonly total: number | null
}

/** The documents of a project, as many as the server gives. */
export interface DocumentList extends Page<ProjectDocument> {
  /** Nothing tells how many there should be, and what came may be a part. */
  readonly mayHaveMore: boolean
}

/**
 * What can be opened: all segments of a project, of one of its documents, of a job or of a Flex document, or segments
 * named by id. `scope`: `pr…`, `jbs…`, `jbc…`, `flex…`.
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

/** The places that are one list of segments. */
export type SegmentedPlace = Extract<PlaceRequest, { readonly kind: 'document' | 'job' | 'flex' }>

/** What opening a place still costs: told before more than 20 calls are made, asked about where it is much. */
export interface PlaceCost {
  /** API calls still to make, as far as is known. */
  readonly calls: number
  readonly segments: number
  /** Milliseconds until the last of them may be sent by the hour's budget; 0 where they fit. */
  readonly waitMs: number
}

/** A place that was opened on this account before. */
export interface SavedPlace {
  readonly id: string
  readonly place: PlaceRequest
  /** Milliseconds since the epoch. */
  readonly openedAt: number
}

export interface SavedPlaces {
  readonly pinned: readonly SavedPlace[]
  /** Newest first, without those that are pinned. */
  readonly recent: readonly SavedPlace[]
}

/** A segment of the open place. Source: `api2/segment-object`. */
export interface Segment {
  readonly id: number
  /** Printed number such as "1" or "2-2", or null. */
  readonly number: string | null
  /** Source text, or null where the server did not give it. */
  readonly text: string | null
}

/** The segments of a place without their assets. */
export interface SegmentList {
  readonly segments: readonly Segment[]
  /** How many there should be where that is more than could be listed, else null: the list is then a part. */
  readonly segmentsExpected: number | null
  /** Nothing tells how many there should be, and what came may be a part. */
  readonly mayHaveMore: boolean
}

/** All assets of a place, as one sweep of listings showed them. */
export interface Listing extends SegmentList {
  readonly place: PlaceRequest
  readonly context: AssetContext
  /** Segments that the server would not list, with its words. */
  readonly rejectedSegments: readonly { readonly segmentId: number; readonly detail: string }[]
  readonly assets: readonly Asset[]
  /** Milliseconds since the epoch. */
  readonly listedAt: number
}
