/** Where an asset hangs: a classic scope such as `pr7214` (`jbs…`, `jbc…`), or a Flex document. Source: `api2/project-assets`, `api2/flex-project-assets`. */
export type AssetContext =
  | { readonly family: 'classic'; readonly scope: string }
  | { readonly family: 'flex'; readonly documentId: string }

/**
 * All that names one asset; the platform has no asset id. Every text is exactly as listed, byte for byte.
 * Source: `api2/project-assets`.
 */
export interface AssetIdentity {
  readonly context: AssetContext
  /** Global segment id (`sid`). */
  readonly segmentId: number
  /** Language code as listed, or null for a language-neutral asset (listed as null or as ""). */
  readonly locale: string | null
  /** Folder inside the segment's folder as listed (`/` or `\`), "" at the root. */
  readonly relativePath: string
  readonly name: string
}

/** A text that is equal for two assets exactly if their identities are. Made by `core/assets/asset-key.ts` only. */
export type AssetKey = string

/** One row of a listing. Source: `api2/list-assets-in-segment`, `api2/flex-list-assets-in-segment`. */
export interface Asset extends AssetIdentity {
  readonly key: AssetKey
  /** Bytes, or null where the server gave no usable number. */
  readonly size: number | null
  /** MIME type as listed, or "". */
  readonly contentType: string
  /** ISO 8601 as listed, or null. Compared as text, never as time. */
  readonly createdDate: string | null
  readonly modifiedDate: string | null
  readonly documentId: string | null
  /** The project that the file belongs to, or null where the server did not say: uploads are documented for projects only. */
  readonly projectId: number | null
}

export const assetKinds = ['image', 'video', 'audio', 'pdf', 'text', 'archive', 'other'] as const

/** What the window shows a file as; decided from the MIME type and the extension, for looks only. */
export type AssetKind = (typeof assetKinds)[number]
