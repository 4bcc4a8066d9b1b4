import { readPictureHeader } from './picture-header'

/** Pixels of the longer side of a thumbnail: a tile on a screen of twice the usual density. */
export const thumbnailSide = 320
/** Bytes: many times what a picture of that size takes. */
const mostBytes = 256 * 1_024

/** Whether what the sandboxed page gave is what it was asked for: a small WebP or PNG, and nothing that only begins as one. */
export function isThumbnail(bytes: Uint8Array): boolean {
  if (bytes.length > mostBytes) return false
  const header = readPictureHeader(bytes)
  if (header === null || header === 'cut') return false
  const isOurs = header.type === 'image/webp' || header.type === 'image/png'
  return isOurs && Math.max(header.width, header.height) <= thumbnailSide
}
