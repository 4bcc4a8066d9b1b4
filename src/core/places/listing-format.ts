import { z } from 'zod'
import { packByName, type PackedListing } from '../../shared/ipc/pack-assets'
import type { Listing } from '../../shared/place'
import { placeSchema } from '../../shared/place-schema'
import { storedContext } from '../assets/stored-identity'
import { parseJson } from '../parse-json'
import type { HashPort } from '../ports'

/**
 * A listing as one file: a line with the version and the hash of the rest, then JSON with the assets packed as they cross
 * to the window, in the order by name, so that 100,000 are handed on and shown without being looked at. Of another version when the keys of assets change.
 */
const version = 2

const text = z.string().nullable()
const packedSchema = z.object({
  count: z.number(),
  ...{ names: z.string(), createdDates: z.string(), modifiedDates: z.string() },
  ...{ keys: z.string(), keysEndWithName: z.boolean() },
  ...{ contexts: z.string(), locales: z.string(), folders: z.string(), contentTypes: z.string() },
  ...{ documents: z.string(), projects: z.string(), segments: z.string(), sizes: z.string() },
})

const headSchema = z.object({ v: z.literal(version), sha256: z.string() })
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
  const head = encoder.encode(`${JSON.stringify({ v: version, sha256: hash.sha256(body) })}\n`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** Null for anything but an undamaged file of this version. */
export function parseListing(bytes: Uint8Array, hash: HashPort): PackedListing | null {
  const end = bytes.indexOf('\n'.charCodeAt(0))
  if (end === -1) return null
  const decoder = new TextDecoder()
  const head = headSchema.safeParse(parseJson(decoder.decode(bytes.subarray(0, end))))
  const rest = bytes.subarray(end + 1)
  if (!head.success || head.data.sha256 !== hash.sha256(rest)) return null
  const body = bodySchema.safeParse(parseJson(decoder.decode(rest)))
  return body.success ? body.data : null
}
