import { z } from 'zod'
import type { HttpResponse, WrittenBlob } from '../ports'
import { parseJson } from '../parse-json'
import { announcedLength } from '../wordbee/read-body'

/** Which version of a file a response contains, as far as the response shows. */
export interface BytesVersion {
  /** Size of the whole file. */
  readonly total: number
  /** Strong ones only: a weak one does not promise equal bytes. */
  readonly etag: string | null
  readonly lastModified: string | null
}

/** The beginning of a download that was kept on disk: which bytes of which version. */
export interface ResumePoint extends WrittenBlob, BytesVersion {}

const resumeSchema = z.strictObject({
  part: z.string(),
  size: z.number().int().positive(),
  sha256: z.string(),
  total: z.number().int().positive(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
})

/** The intent of a download: the id of its temporary file, and what was kept of it. */
export interface DownloadIntent {
  readonly partId: string
  readonly kept: ResumePoint | null
}

export function serializeDownloadIntent({ partId, kept }: DownloadIntent): string {
  return kept === null ? partId : JSON.stringify({ part: partId, ...kept })
}

/** Null for anything that the app did not write: an edited log must not make it delete another file. */
export function parseDownloadIntent(intent: string | null): DownloadIntent | null {
  if (intent === null) return null
  if (isPartId(intent)) return { partId: intent, kept: null }
  const parsed = resumeSchema.safeParse(parseJson(intent))
  if (!parsed.success || !isPartId(parsed.data.part)) return null
  const { part: partId, ...kept } = parsed.data
  return { partId, kept }
}

function isPartId(text: string): boolean {
  return /^[\w-]{8,64}$/.test(text)
}

/** The version of a complete response, or null if a part of it cannot be continued: its size is unknown, or it is encoded. */
export function versionOf(response: HttpResponse, listedSize: number | null): BytesVersion | null {
  const total = listedSize ?? announcedLength(response)
  if (total === null || total === 0 || response.header('content-encoding') !== null) return null
  const etag = response.header('etag')
  return {
    total,
    etag: etag?.startsWith('"') === true ? etag : null,
    lastModified: response.header('last-modified'),
  }
}

/** What `If-Range` compares. */
export function validatorOf({ etag, lastModified }: BytesVersion): string | null {
  return etag ?? lastModified
}

/** Whether a 206 response contains exactly the rest of this version, from this offset to its end. */
export function isRestOf(response: HttpResponse, version: BytesVersion, from: number): boolean {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/i.exec(response.header('content-range')?.trim() ?? '')
  const [start, end, total] = (range ?? []).slice(1).map(Number)
  const announced = announcedLength(response)
  return (
    response.status === 206 &&
    response.header('content-encoding') === null &&
    start === from &&
    end === version.total - 1 &&
    total === version.total &&
    (announced === null || announced === version.total - from) &&
    (version.etag === null || response.header('etag') === version.etag) &&
    (version.lastModified === null || response.header('last-modified') === version.lastModified)
  )
}
