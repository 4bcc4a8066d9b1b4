/**
 * The owner of an asset's segment: a classic scope such as `pr7214` (`jbs…`, `jbc…`), or a Flex document. Source:
 * `api2/project-assets`, `api2/flex-project-assets`.
 */
export type AssetContext =
  | { readonly family: 'classic'; readonly scope: string }
  | { readonly family: 'flex'; readonly documentId: string }

/**
 * Identifies an asset; the platform has no asset ids. All texts are exactly as listed, byte for byte.
 * Source: `api2/project-assets`.
 */
export interface AssetIdentity {
  readonly context: AssetContext
  /** Global segment id (`sid`). */
  readonly segmentId: number
  /** Language code as listed, or null for a language-neutral asset (listed as null or as ""). */
  readonly locale: string | null
  /** Path inside the segment's folder as listed (with `/` or `\`), "" at the root. */
  readonly relativePath: string
  readonly name: string
}

/** Equal for two assets exactly if their identities are equal. Created only by `core/assets/asset-key.ts`. */
export type AssetKey = string

/** One row of a listing. Source: `api2/list-assets-in-segment`, `api2/flex-list-assets-in-segment`. */
export interface Asset extends AssetIdentity {
  readonly key: AssetKey
  /** Bytes, or null if the server gave no usable number. */
  readonly size: number | null
  /** MIME type as listed, or "". */
  readonly contentType: string
  /** ISO 8601 as listed, or null. Compared as text, never as time. */
  readonly createdDate: string | null
  readonly modifiedDate: string | null
  readonly documentId: string | null
  /** The file's project, or null if the server did not say. Uploads are only documented for projects. */
  readonly projectId: number | null
}

export const assetKinds = ['image', 'video', 'audio', 'pdf', 'text', 'archive', 'other'] as const

/** Kind of file in the window, from the MIME type and the extension. Cosmetic only. */
export type AssetKind = (typeof assetKinds)[number]
