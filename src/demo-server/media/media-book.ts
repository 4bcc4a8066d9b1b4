import { randomBytes } from 'node:crypto'
import type { Blob } from '../store/blob-store'
import type { Clock } from '../store/clock'
import type { Switches } from '../switches'

/** An uploaded file that can be attached to a segment. See docs/platform-api.md#media-upload. */
export interface MediaFile {
  readonly name: string
  readonly blob: Blob
}

export interface MediaBook {
  /** Returns the token. */
  add(file: MediaFile): string
  /** The file of a valid token, or undefined. A single-use token is valid for one call. */
  take(token: string): MediaFile | undefined
  /** Whether a token still refers to these bytes. */
  needs(blobId: string): boolean
  clear(): void
}

export function createMediaBook(switches: Switches, clock: Clock): MediaBook {
  const files = new Map<string, MediaFile & { readonly at: number }>()
  return {
    add(file) {
      const token = randomBytes(16).toString('hex')
      files.set(token, { ...file, at: clock.now() })
      return token
    },
    take(token) {
      const file = files.get(token)
      if (file === undefined) return undefined
      const isExpired =
        switches.mediaToken === 'expiring' && clock.now() - file.at >= switches.mediaTokenLifeMs
      if (isExpired || switches.mediaToken === 'single-use') files.delete(token)
      return isExpired ? undefined : file
    },
    needs: (blobId) => [...files.values()].some((file) => file.blob.id === blobId),
    clear: () => files.clear(),
  }
}
