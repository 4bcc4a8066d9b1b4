import type { CachedFile } from '../ports'
import type { PreviewCache } from './preview-cache'
import type { ReadableFile } from './walk-file'

/** Random access to a cached file. Each read opens and closes it. */
export function toReadableFile(
  cache: Pick<PreviewCache, 'readFile'>,
  { name, size }: CachedFile,
): ReadableFile {
  return {
    size,
    readAt: async (at, length) => {
      const requested = Math.max(0, Math.min(length, size - at))
      const bytes = new Uint8Array(requested)
      let filled = 0
      for await (const chunk of cache.readFile(name, { start: at, end: at + requested })) {
        bytes.set(chunk.subarray(0, requested - filled), filled)
        filled = Math.min(requested, filled + chunk.length)
      }
      return bytes.subarray(0, filled)
    },
  }
}
