import { z } from 'zod'
import { packByName, type PackedListing } from '../../shared/ipc/pack-assets'
import type { Listing } from '../../shared/place'
import { placeSchema } from '../../shared/place-schema'
import { storedContext } from '../assets/stored-identity'
import { parseJson } from '../parse-json'
import type { HashPort } from '../ports'

/**
 * A listing as one file: a line with the version and the hash of the rest, then JSON. Assets are packed as they are sent to the
 * window and sorted by name, so that 100,000 can be shown without being processed. Increase the version when asset keys change.
 */
const version = 2

const text = z.string().nullable()
const packedSchema = z.object({
  count: z.number(),
  names: z.string(),
  createdDates: z.string(),
  modifiedDates: z.string(),
  keys: z.string(),
  keysEndWithName: z.boolean(),
  contexts: z.string(),
  locales: z.string(),
  folders: z.string(),
  contentTypes: z.string(),
  documents: z.string(),
  projects: z.string(),
  segments: z.string(),
  sizes: z.string(),
})

const headerSchema = z.object({ v: z.literal(version), sha256: z.string() })
const bodySchema = z.object({
  place: placeSchema,
  context: storedContext,
  segments: z.array(z.object({ id: z.number(), number: text, text })),
  segmentsExpected: z.number().nullable(),
  mayHaveMore: z.boolean().default(false),
  rejectedSegments: z.array(z.object({ segmentId: z.number(), detail: z.string() })),
  listedAt: z.number(),
  assets: packedSchema,
  isByName: z.boolean(),
})

export function serializeListing(listing: Listing, hash: HashPort): Uint8Array {
  const encoder = new TextEncoder()
  const body = encoder.encode(JSON.stringify(packByName(listing)))
  const header = encoder.encode(`${JSON.stringify({ v: version, sha256: hash.sha256(body) })}\n`)
  const bytes = new Uint8Array(header.length + body.length)
  bytes.set(header)
  bytes.set(body, header.length)
  return bytes
}

/** Null unless it is an undamaged file of this version. */
export function parseListing(bytes: Uint8Array, hash: HashPort): PackedListing | null {
  const end = bytes.indexOf('\n'.charCodeAt(0))
  if (end === -1) return null
  const decoder = new TextDecoder()
  const header = headerSchema.safeParse(parseJson(decoder.decode(bytes.subarray(0, end))))
  const bodyBytes = bytes.subarray(end + 1)
  if (!header.success || header.data.sha256 !== hash.sha256(bodyBytes)) return null
  const body = bodySchema.safeParse(parseJson(decoder.decode(bodyBytes)))
  return body.success ? body.data : null
}
