import type { AssetIdentity } from '../../shared/asset'
import type { Lock } from '../../shared/protection'
import { foldWidely, isWidelyBelow, foldPath, toWidePath } from '../assets/wide-path'

/** The server and account to which a lock belongs. */
export type LockOwner = Pick<Lock, 'serverKey' | 'accountId'>

/** The locks of one segment, grouped for fast lookup. */
interface SegmentLocks {
  readonly whole: Lock[]
  readonly folders: { readonly folder: readonly string[]; readonly lock: Lock }[]
  readonly files: Map<string, Lock[]>
}

export function isSameOwner(owner: LockOwner, other: LockOwner): boolean {
  return ownerKey(owner) === ownerKey(other)
}

/** Finds the locks of a file among many. */
export class LockIndex {
  private readonly byOwner = new Map<string, Map<number, SegmentLocks>>()

  constructor(locks: readonly Lock[]) {
    for (const lock of locks) addLock(this.segmentLocks(lock), lock)
  }

  /** Ignores the context of the file, because project, job and Flex document show the same segments. */
  findLocks(owner: LockOwner, asset: AssetIdentity): readonly Lock[] {
    const segment = this.byOwner.get(ownerKey(owner))?.get(asset.segmentId)
    if (segment === undefined) return []
    const { whole, folders, files } = segment
    if (folders.length === 0 && files.size === 0) return whole
    const path = toWidePath(asset)
    const folderLocks = folders.filter(({ folder }) => isWidelyBelow(folder, path)).map(({ lock }) => lock)
    return [...whole, ...folderLocks, ...(files.get(path.file) ?? [])]
  }

  private segmentLocks(lock: Lock): SegmentLocks {
    const key = ownerKey(lock)
    const bySegment = this.byOwner.get(key) ?? new Map<number, SegmentLocks>()
    this.byOwner.set(key, bySegment)
    const segmentLocks = bySegment.get(lock.segmentId) ?? {
      whole: [],
      folders: [],
      files: new Map<string, Lock[]>(),
    }
    bySegment.set(lock.segmentId, segmentLocks)
    return segmentLocks
  }
}

/** Equal for two locks if and only if they protect the same files. */
export function coverageKey(lock: Lock): string {
  const parts = [ownerKey(lock), lock.segmentId, lock.reach]
  switch (lock.reach) {
    case 'segment':
      return JSON.stringify(parts)
    case 'folder':
      return JSON.stringify([...parts, ...foldPath(lock.relativePath)])
    case 'file':
      return JSON.stringify([...parts, toWidePath(lock).file])
  }
}

function addLock({ whole, folders, files }: SegmentLocks, lock: Lock): void {
  switch (lock.reach) {
    case 'segment':
      whole.push(lock)
      return
    case 'folder':
      folders.push({ folder: foldPath(lock.relativePath), lock })
      return
    case 'file': {
      const { file } = toWidePath(lock)
      files.set(file, [...(files.get(file) ?? []), lock])
    }
  }
}

function ownerKey({ serverKey, accountId }: LockOwner): string {
  return JSON.stringify([foldWidely(serverKey.trim()), foldWidely(accountId.trim())])
}
