import type { Bytes } from './bytes'

/** A workspace as a test writes it down. What is left out gets a plain default. */
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
  /** The source language first; default `en de fr ja`. */
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
  /** Default: the next one of its document. */
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

/** Bytes as they are, text as UTF-8, a number of equal bytes, or content made on demand. */
export type BytesSpec = Uint8Array | string | { readonly size: number; readonly fill?: number } | Bytes

/** Where a file is. No locale (or null): language-neutral. No relativePath: the root. */
export interface AssetPlace {
  readonly segmentId: number
  readonly locale?: string | null
  readonly relativePath?: string
  /** Stored exactly so, however hostile. */
  readonly name: string
}

export interface AssetSpec extends AssetPlace {
  readonly bytes: BytesSpec
  /** Default: by the extension of the name. */
  readonly contentType?: string
  readonly created?: string
  readonly modified?: string
}
