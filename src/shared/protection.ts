import type { AssetContext, AssetIdentity } from './asset'

/** What a lock protects: a file, a folder of a segment with its subfolders in all languages, or a whole segment. */
export const lockReaches = ['file', 'folder', 'segment'] as const

export type LockReach = (typeof lockReaches)[number]

interface LockFacts {
  readonly id: string
  /** Identifies the server on disk, independent of its current port. */
  readonly serverKey: string
  readonly accountId: string
  /** The API family through which the segment was locked; the lock applies to both. */
  readonly family: AssetContext['family']
  readonly segmentId: number
  /** Milliseconds since the epoch. */
  readonly lockedAt: number
}

/** Protects files from deletion by this computer. All texts are exactly as listed. */
export type Lock =
  | (LockFacts & { readonly reach: 'segment' })
  | (LockFacts & { readonly reach: 'folder'; readonly relativePath: string })
  | (LockFacts & { readonly reach: 'file' } & Pick<AssetIdentity, 'locale' | 'relativePath' | 'name'>)

/** A lock as sent to the window. */
export type ListedLock = Lock & {
  /** Whether it belongs to the connection that is open now. */
  readonly isFromOpenConnection: boolean
}

/** All locks; sent after every change and when another connection opens. */
export interface ProtectionSnapshot {
  /** False if the locks cannot be read: all files count as protected, and locks cannot be added or removed. */
  readonly isReadable: boolean
  /** Newest first. */
  readonly locks: readonly ListedLock[]
}
