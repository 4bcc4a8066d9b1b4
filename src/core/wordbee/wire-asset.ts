import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'

const optionalText = z.string().nullish().catch(null)
const optionalSize = z.number().int().nonnegative().nullish().catch(null)

/**
 * One listed asset: classic ones have `name` and `size`, Flex ones `fileName` and `fileSizeInBytes`. Strict about the
 * identity and lenient about the rest, because a listing with an unreadable row must not pass for a shorter one.
 * Source: `api2/list-assets-in-segment`, `api2/flex-list-assets-in-segment`.
 */
const wireAsset = z.object({
  segmentId: z.number().int().positive(),
  locale: z.string().nullish(),
  relativePath: z.string().nullish(),
  name: z.string().optional(),
  fileName: z.string().optional(),
  size: optionalSize,
  fileSizeInBytes: optionalSize,
  contentType: optionalText,
  createdDate: optionalText,
  modifiedDate: optionalText,
  documentId: z.union([z.number(), z.string()]).nullish().catch(null),
  projectId: z.number().int().positive().nullish().catch(null),
})

/** The asset of a listed row, or undefined if it is not one. */
export function readListedRow(row: unknown, context: AssetContext): Asset | undefined {
  const read = wireAsset.safeParse(row)
  if (!read.success) return undefined
  const name = read.data.name ?? read.data.fileName
  return name === undefined ? undefined : toAsset({ ...read.data, name }, context)
}

function toAsset(row: z.infer<typeof wireAsset> & { name: string }, context: AssetContext): Asset {
  const identity = {
    context,
    segmentId: row.segmentId,
    locale: row.locale === '' ? null : (row.locale ?? null),
    relativePath: row.relativePath ?? '',
    name: row.name,
  }
  // Written out: a spread followed by more properties takes V8 twenty times as long.
  return {
    context,
    segmentId: identity.segmentId,
    locale: identity.locale,
    relativePath: identity.relativePath,
    name: identity.name,
    key: assetKey(identity),
    size: row.size ?? row.fileSizeInBytes ?? null,
    contentType: row.contentType ?? '',
    createdDate: row.createdDate ?? null,
    modifiedDate: row.modifiedDate ?? null,
    documentId: row.documentId === undefined || row.documentId === null ? null : String(row.documentId),
    projectId: row.projectId ?? null,
  }
}
