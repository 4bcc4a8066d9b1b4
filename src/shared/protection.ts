import type { AssetContext, AssetIdentity } from './asset'

/** How much one lock keeps: one file, a folder of a segment with all below it in every language, or a whole segment. */
export const lockReaches = ['file', 'folder', 'segment'] as const

export type LockReach = (typeof lockReaches)[number]

interface LockFacts {
  readonly id: string
  /** Names the server on this disk, whatever its port today. */
  readonly serverKey: string
  readonly accountId: string
  /** How the segment was reached when it was locked; the lock holds whichever way it is reached. */
  readonly family: AssetContext['family']
  readonly segmentId: number
  /** Milliseconds since the epoch. */
  readonly lockedAt: number
}

/** What must not be deleted from this computer. Every text is as it was listed. */
export type Lock =
  | (LockFacts & { readonly reach: 'segment' })
  | (LockFacts & { readonly reach: 'folder'; readonly relativePath: string })
  | (LockFacts & { readonly reach: 'file' } & Pick<AssetIdentity, 'locale' | 'relativePath' | 'name'>)

/** A lock as the window gets it. */
export type ListedLock = Lock & {
  /** Whether it is of the connection that is open now. */
  readonly isFromOpenConnection: boolean
}

/** Told whole, whenever a lock came or went and whenever another connection is opened. */
export interface ProtectionSnapshot {
  /** False where the locks cannot be read: then every file counts as protected, and no lock can be added or removed. */
  readonly isReadable: boolean
  /** Newest first. */
  readonly locks: readonly ListedLock[]
}
