import { z } from 'zod'
import type { Asset, AssetContext } from '../../shared/asset'
import { isEmptyDate } from '../../shared/server-date'
import { assetKey } from '../assets/asset-key'

const optionalText = z.string().nullish().catch(null)
/** Exactly as sent, since it identifies a version; null for a placeholder, which would make all versions equal. */
const optionalDate = z
  .string()
  .nullish()
  .catch(null)
  .transform((date) => (date === undefined || isEmptyDate(date) ? null : date))
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
  createdDate: optionalDate,
  modifiedDate: optionalDate,
  documentId: z.union([z.number(), z.string()]).nullish().catch(null),
  projectId: z.number().int().positive().nullish().catch(null),
})

/** A folder as a separate row, as a sibling list of the platform has them. Source: docs/platform-api.md#listing-assets. */
const wireFolder = z.object({ folder: z.literal(true), size: z.null().optional() })

/** The asset of a listed row, `folder` for the row of a folder, or undefined for anything else. */
export function readListedRow(row: unknown, context: AssetContext): Asset | 'folder' | undefined {
  if (wireFolder.safeParse(row).success) return 'folder'
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
    createdDate: row.createdDate,
    modifiedDate: row.modifiedDate,
    documentId: row.documentId === undefined || row.documentId === null ? null : String(row.documentId),
    projectId: row.projectId ?? null,
  }
}
