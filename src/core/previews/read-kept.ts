import type { CachedFile } from '../ports'
import type { KeptFiles } from './kept-files'
import type { ReadableFile } from './walk-file'

/** A kept file as one whose bytes are read where they are wanted. Each read opens and closes it. */
export function readable(kept: Pick<KeptFiles, 'read'>, { name, size }: CachedFile): ReadableFile {
  return {
    size,
    read: async (at, length) => {
      const wanted = Math.max(0, Math.min(length, size - at))
      const bytes = new Uint8Array(wanted)
      let filled = 0
      for await (const chunk of kept.read(name, { start: at, end: at + wanted })) {
        bytes.set(chunk.subarray(0, wanted - filled), filled)
        filled = Math.min(wanted, filled + chunk.length)
      }
      return bytes.subarray(0, filled)
    },
  }
}
