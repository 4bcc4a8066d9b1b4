import { z } from 'zod'
import type { Asset, AssetIdentity } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { parseJson } from '../parse-json'
import type { QueuedFile } from './ports'

/** Logged before the attach call. With it a later run recognizes its own file in a listing. */
const intentSchema = z.strictObject({ attach: z.string(), size: z.number(), sha256: z.string() })

export type UploadIntent = z.infer<typeof intentSchema>

/** Means that nothing is half done any more. */
export const noIntent = ''

export function serializeIntent(destination: AssetIdentity, sent: Omit<UploadIntent, 'attach'>): string {
  return JSON.stringify({ attach: assetKey(destination), ...sent })
}

/** The intent of a file that may have been attached at this destination, or null. */
export function parseIntent(file: QueuedFile, destination: AssetIdentity): UploadIntent | null {
  const intent = intentSchema.safeParse(parseJson(file.intent ?? noIntent))
  return intent.success && intent.data.attach === assetKey(destination) ? intent.data : null
}

/**
 * The asset that an earlier run uploaded: the destination was free then, and now has exactly one file of that size. Any other
 * file belongs to someone else.
 */
export function findOwnUpload(intent: UploadIntent | null, there: readonly Asset[]): Asset | null {
  const [first, second] = there
  return intent !== null && second === undefined && first?.size === intent.size ? first : null
}
