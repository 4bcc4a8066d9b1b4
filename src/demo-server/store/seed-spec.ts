import type { Bytes } from './bytes'

/** The contents of a workspace. Omitted properties get defaults. */
export interface SeedSpec {
  readonly projects?: readonly ProjectSpec[]
  readonly documents?: readonly DocumentSpec[]
  readonly segments?: readonly SegmentSpec[]
  readonly jobs?: readonly JobSpec[]
  readonly assets?: readonly AssetSpec[]
}

export interface ProjectSpec {
  readonly id: number
  readonly reference?: string
  readonly client?: string
  readonly status?: number
  readonly isCodyt?: boolean
  /** The source locale comes first. Default: en, de, fr, ja. */
  readonly locales?: readonly string[]
  readonly manager?: string
  readonly received?: string
  readonly deadline?: string | null
  readonly instructions?: string
}

export interface DocumentSpec {
  readonly did: number
  readonly pid: number
  readonly dsid?: number
  readonly name?: string
  readonly domain?: string
  readonly changed?: string
  /** Makes it a Flex document with this id for Flex calls (`'19914'`, `'c7787'`). */
  readonly flexId?: string
}

export interface SegmentSpec {
  readonly sid: number
  readonly did: number
  /** Default: the next paragraph of the document. */
  readonly bsid?: number
  readonly bssid?: number
  readonly ctx?: string
  readonly texts?: Readonly<Record<string, string>>
}

export interface JobSpec {
  /** `s773` (Standard) or `c2002` (Codyt). */
  readonly id: string
  readonly pid: number
  readonly reference?: string
  readonly target?: string
  readonly task?: string
  readonly status?: number
  readonly deadline?: string | null
  /** Default: all documents of the project. */
  readonly documentIds?: readonly number[]
  /** Default: all paragraphs. */
  readonly paragraphs?: { readonly first: number; readonly last: number }
}

/** Bytes, text to encode as UTF-8, a number of equal bytes, or content generated on demand. */
export type BytesSpec = Uint8Array | string | { readonly size: number; readonly fill?: number } | Bytes

/** Identifies a file. Without a locale it is neutral; without `relativePath` it is at the root. */
export interface AssetLocation {
  readonly segmentId: number
  readonly locale?: string | null
  readonly relativePath?: string
  /** Stored as given, even if it is hostile. */
  readonly name: string
}

export interface AssetSpec extends AssetLocation {
  readonly bytes: BytesSpec
  /** Default: derived from the extension. */
  readonly contentType?: string
  readonly created?: string
  readonly modified?: string
}
