import { thumbnailSide } from '../../shared/preview'
import { readPictureHeader } from './picture-header'

/** In bytes: many times the usual size of a thumbnail. */
const maxBytes = 256 * 1_024

/** Whether the sandboxed page returned what it should: a WebP within the size of a thumbnail. */
export function isThumbnail(bytes: Uint8Array): boolean {
  if (bytes.length > maxBytes) return false
  const header = readPictureHeader(bytes)
  if (header === null || header === 'cut') return false
  return header.type === 'image/webp' && Math.max(header.width, header.height) <= thumbnailSide
}
