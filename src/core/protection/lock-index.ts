import type { AssetIdentity } from '../../shared/asset'
import type { Lock } from '../../shared/protection'
import { foldWidely, isWidelyBelow, wideFilePath, widePath } from './wide-path'

/** What of a connection a lock belongs to. */
export type LockOwner = Pick<Lock, 'serverKey' | 'accountId'>

interface ReadyLock {
  readonly lock: Lock
  readonly covers: (asset: AssetIdentity) => boolean
}

export function isSameOwner(one: LockOwner, other: LockOwner): boolean {
  return ownerKey(one) === ownerKey(other)
}

/** Finds the locks of a file in one step for all segments that have none. */
export class LockIndex {
  private readonly bySegment = new Map<string, ReadyLock[]>()

  constructor(locks: readonly Lock[]) {
    for (const lock of locks) {
      const key = segmentKey(lock, lock.segmentId)
      const ready = { lock, covers: coverageOf(lock) }
      const known = this.bySegment.get(key)
      if (known === undefined) this.bySegment.set(key, [ready])
      else known.push(ready)
    }
  }

  /** Whichever way the file was reached: project, job and Flex document show the same segments. */
  locksOn(owner: LockOwner, asset: AssetIdentity): readonly Lock[] {
    const here = this.bySegment.get(segmentKey(owner, asset.segmentId)) ?? []
    return here.filter(({ covers }) => covers(asset)).map(({ lock }) => lock)
  }
}

/** Equal for two locks exactly if they keep the same files. */
export function coverageKey(lock: Lock): string {
  const place = [segmentKey(lock, lock.segmentId), lock.reach]
  switch (lock.reach) {
    case 'segment':
      return JSON.stringify(place)
    case 'folder':
      return JSON.stringify([...place, ...widePath(lock.relativePath)])
    case 'file':
      return JSON.stringify([...place, wideFilePath(lock)])
  }
}

function coverageOf(lock: Lock): ReadyLock['covers'] {
  switch (lock.reach) {
    case 'segment':
      return () => true
    case 'folder': {
      const folder = widePath(lock.relativePath)
      return (asset) => isWidelyBelow(folder, asset)
    }
    case 'file': {
      const path = wideFilePath(lock)
      return (asset) => wideFilePath(asset) === path
    }
  }
}

function segmentKey(owner: LockOwner, segmentId: number): string {
  return JSON.stringify([ownerKey(owner), segmentId])
}

function ownerKey({ serverKey, accountId }: LockOwner): string {
  return JSON.stringify([foldWidely(serverKey.trim()), foldWidely(accountId.trim())])
}
