import type { Bytes } from './bytes'

/** What the platform holds besides assets. Nothing in the API changes any of it, so it comes from the seed alone. */

export interface Project {
  readonly id: number
  readonly reference: string
  readonly client: string
  /** 0 in progress, 1 completed, 2 preparing, 3 waiting, 4 archived, 10 cancelled, 11 deletion pending. See docs/platform-api.md#projects. */
  readonly status: number
  readonly isCodyt: boolean
  /** The source language first. */
  readonly locales: readonly string[]
  readonly manager: string
  readonly received: string
  readonly deadline: string | null
  readonly instructions: string
}

export interface PlatformDocument {
  readonly did: number
  readonly dsid: number
  readonly pid: number
  /** Folders by backslash, as the platform shows them. */
  readonly name: string
  readonly domain: string
  readonly changed: string
  /** Id for Flex calls (`19914`, or `c7787` when bound to a Codyt job); null for a classic document. */
  readonly flexId: string | null
}

export interface Segment {
  readonly sid: number
  readonly did: number
  /** Paragraph from 1, and sub-segment from 0. */
  readonly bsid: number
  readonly bssid: number
  readonly ctx: string
  readonly texts: Readonly<Record<string, string>>
}

export interface Job {
  /** `s773` (Standard) or `c2002` (Codyt). */
  readonly id: string
  readonly jobid: number
  readonly isCodyt: boolean
  readonly pid: number
  readonly reference: string
  readonly target: string
  readonly task: string
  readonly status: number
  readonly deadline: string | null
  readonly documentIds: readonly number[]
  /** The paragraphs of each document that the job covers. */
  readonly paragraphs: { readonly first: number; readonly last: number }
}

export interface Asset {
  /** Opaque; the platform shows none. */
  readonly id: string
  readonly segmentId: number
  /** null: language-neutral. */
  readonly locale: string | null
  /** `/` between folders, none at the ends, '' at the root. */
  readonly folder: string
  readonly name: string
  readonly contentType: string
  /** ISO 8601, UTC, 7 fractional digits. */
  readonly created: string
  readonly modified: string
  /** Name of the file in the blob room, or null for content that the seed brings. */
  readonly blobId: string | null
  readonly bytes: Bytes
}
