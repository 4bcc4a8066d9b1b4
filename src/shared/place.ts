import type { Asset, AssetContext } from './asset'

/** One row of the project list. Source: `api2/list`, section 6.3 of the API notes. */
export interface Project {
  readonly id: number
  readonly reference: string
  readonly client: string | null
  readonly statusText: string | null
}

/** One document of a project. Source: section 6.5 of the API notes. */
export interface ProjectDocument {
  readonly id: number
  /** Full name with folders, `\` between them, as the server gives it. */
  readonly name: string
  /** The document's own count of segments, or null where the server gives none. */
  readonly segments: number | null
}

export interface Page<Row> {
  readonly rows: readonly Row[]
  /** Matches on the server, or null where it does not tell. */
  readonly total: number | null
}

/** What can be opened: a document's segments, or segments named by id. `scope`: `pr…`, `jbs…`, `jbc…`, `flex…`. */
export type PlaceRequest =
  | {
      readonly kind: 'document'
      readonly projectId: number
      readonly projectName: string
      readonly documentId: number
      readonly documentName: string
      readonly documentSegments: number | null
    }
  | { readonly kind: 'segments'; readonly scope: string; readonly segmentIds: readonly number[] }

/** A segment of the open place. Source: `api2/segment-object`. */
export interface Segment {
  readonly id: number
  /** Printed number such as "1" or "2-2", or null. */
  readonly number: string | null
  /** Source text, or null where the server did not give it. */
  readonly text: string | null
}

/** All assets of a place, as one sweep of listings showed them. */
export interface Listing {
  readonly place: PlaceRequest
  readonly context: AssetContext
  readonly segments: readonly Segment[]
  /** The document's own number of segments where it is larger than what could be listed, else null: the set is then a part. */
  readonly segmentsExpected: number | null
  /** Segments that the server would not list, with its words. */
  readonly rejectedSegments: readonly { readonly segmentId: number; readonly detail: string }[]
  readonly assets: readonly Asset[]
  /** Milliseconds since the epoch. */
  readonly listedAt: number
}
