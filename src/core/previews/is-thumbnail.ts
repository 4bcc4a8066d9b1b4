import { thumbnailSide } from '../../shared/preview'
import { readPictureHeader } from './picture-header'

/** Bytes: many times what a picture of that size takes. */
const maxBytes = 256 * 1_024

/** Whether what the sandboxed page gave is what it was asked for: a small WebP, and nothing that only begins as one. */
export function isThumbnail(bytes: Uint8Array): boolean {
  if (bytes.length > maxBytes) return false
  const header = readPictureHeader(bytes)
  if (header === null || header === 'cut') return false
  return header.type === 'image/webp' && Math.max(header.width, header.height) <= thumbnailSide
}
