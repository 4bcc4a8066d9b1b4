import { z } from 'zod'
import type { Asset, AssetIdentity } from '../../shared/asset'
import { assetKey } from '../assets/asset-key'
import { parseJson } from '../parse-json'
import type { QueuedFile } from './ports'

/** What is written down before bytes are attached: with it a later run knows its own file when a listing shows it. */
const intentSchema = z.strictObject({ attach: z.string(), size: z.number(), sha256: z.string() })

export type UploadIntent = z.infer<typeof intentSchema>

/** Says that nothing is half done any more. */
export const noIntent = ''

export function serializeIntent(destination: AssetIdentity, sent: Omit<UploadIntent, 'attach'>): string {
  return JSON.stringify({ attach: assetKey(destination), ...sent })
}

/** Of a file that was maybe attached at this very place, or null. */
export function parseIntent(file: QueuedFile, destination: AssetIdentity): UploadIntent | null {
  const intent = intentSchema.safeParse(parseJson(file.intent ?? noIntent))
  return intent.success && intent.data.attach === assetKey(destination) ? intent.data : null
}

/**
 * The file that an earlier run sent: the place was free then, and now holds one file of just that size. Anything else there is
 * somebody else's.
 */
export function findOwnUpload(intent: UploadIntent | null, there: readonly Asset[]): Asset | null {
  const [only, another] = there
  return intent !== null && another === undefined && only?.size === intent.size ? only : null
}
