import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import type { Listing } from '../../shared/place'
import { placeSchema } from '../../shared/place-schema'
import { assetKey } from '../assets/asset-key'
import { parseJson } from '../parse-json'
import type { HashPort } from '../ports'

/**
 * A listing as one file: a line with the version and the hash of the rest, then JSON with a row an asset. Keys are made
 * anew when it is read, so that they are those of today.
 */
const version = 1

const text = z.string().nullable()
const row = z.tuple([
  z.number().int().positive(),
  text,
  z.string(),
  z.string(),
  z.number().nullable(),
  z.string(),
  text,
  text,
  text,
  z.number().nullable(),
])
type Row = z.infer<typeof row>

const contextSchema = z.discriminatedUnion('family', [
  z.object({ family: z.literal('classic'), scope: z.string() }),
  z.object({ family: z.literal('flex'), documentId: z.string() }),
])
const headSchema = z.object({ v: z.literal(version), sha256: z.string() })
const bodySchema = z.object({
  place: placeSchema,
  context: contextSchema,
  segments: z.array(z.object({ id: z.number(), number: text, text })),
  segmentsExpected: z.number().nullable(),
  rejectedSegments: z.array(z.object({ segmentId: z.number(), detail: z.string() })),
  listedAt: z.number(),
  assets: z.array(row),
})

export function writeListing(listing: Listing, hash: HashPort): Uint8Array {
  const encoder = new TextEncoder()
  const body = encoder.encode(JSON.stringify({ ...listing, assets: listing.assets.map(toRow) }))
  const head = encoder.encode(`${JSON.stringify({ v: version, sha256: hash.sha256(body) })}\n`)
  const bytes = new Uint8Array(head.length + body.length)
  bytes.set(head)
  bytes.set(body, head.length)
  return bytes
}

/** Null for anything but an undamaged file of this version. */
export function readListing(bytes: Uint8Array, hash: HashPort): Listing | null {
  const end = bytes.indexOf('\n'.charCodeAt(0))
  if (end === -1) return null
  const decoder = new TextDecoder()
  const head = headSchema.safeParse(parseJson(decoder.decode(bytes.subarray(0, end))))
  const rest = bytes.subarray(end + 1)
  if (!head.success || head.data.sha256 !== hash.sha256(rest)) return null
  const body = bodySchema.safeParse(parseJson(decoder.decode(rest)))
  if (!body.success) return null
  const { context, assets } = body.data
  return { ...body.data, assets: assets.map((each) => toAsset(each, context)) }
}

function toRow(asset: Asset): Row {
  const { segmentId, locale, relativePath, name, size, contentType } = asset
  const { createdDate, modifiedDate, documentId, projectId } = asset
  return [
    ...([segmentId, locale, relativePath, name, size, contentType] as const),
    ...([createdDate, modifiedDate, documentId, projectId] as const),
  ]
}

function toAsset(each: Row, context: AssetContext): Asset {
  const [segmentId, locale, relativePath, name, size, contentType, ...rest] = each
  const [createdDate, modifiedDate, documentId, projectId] = rest
  const identity = { context, segmentId, locale, relativePath, name }
  const facts = { size, contentType, createdDate, modifiedDate, documentId, projectId }
  return { ...identity, ...facts, key: assetKey(identity) }
}
