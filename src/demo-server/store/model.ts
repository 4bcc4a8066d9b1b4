import type { Bytes } from './bytes'

/** The platform's data. Everything except assets is read-only in the API, and so comes from the seed. */

export interface Project {
  readonly id: number
  readonly reference: string
  readonly client: string
  /** A status code, see docs/platform-api.md#projects. */
  readonly status: number
  readonly isCodyt: boolean
  /** The source locale comes first. */
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
  /** May contain folders, separated by backslashes as on the platform. */
  readonly name: string
  readonly domain: string
  readonly changed: string
  /** Id for Flex calls (`19914`, or `c7787` when bound to a Codyt job); null for a classic document. */
  readonly flexId: string | null
}

export interface Segment {
  readonly sid: number
  readonly did: number
  /** Paragraph, counted from 1. `bssid` is the sub-segment, counted from 0. */
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
  /** Internal; the platform has no asset ids. */
  readonly id: string
  readonly segmentId: number
  /** null if the file is neutral. */
  readonly locale: string | null
  /** Folders separated by `/`, without leading or trailing `/`; '' at the root. */
  readonly folder: string
  readonly name: string
  readonly contentType: string
  /** ISO 8601 in UTC with seven fractional digits; so is `modified`. */
  readonly created: string
  readonly modified: string
  /** Id of the blob, or null for content that is in memory or comes from the seed. */
  readonly blobId: string | null
  readonly bytes: Bytes
}
