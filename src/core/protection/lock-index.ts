import type { AssetIdentity } from '../../shared/asset'
import type { Lock } from '../../shared/protection'
import { foldWidely, isWidelyBelow, foldPath, toWidePath } from '../assets/wide-path'

/** What of a connection a lock belongs to. */
export type LockOwner = Pick<Lock, 'serverKey' | 'accountId'>

/** The locks of one segment, each where it is found in one step or in few. */
interface SegmentLocks {
  readonly whole: Lock[]
  readonly folders: { readonly folder: readonly string[]; readonly lock: Lock }[]
  readonly files: Map<string, Lock[]>
}

export function isSameOwner(owner: LockOwner, other: LockOwner): boolean {
  return ownerKey(owner) === ownerKey(other)
}

/** Finds the locks of a file, also among many. */
export class LockIndex {
  private readonly byOwner = new Map<string, Map<number, SegmentLocks>>()

  constructor(locks: readonly Lock[]) {
    for (const lock of locks) add(this.segmentLocks(lock), lock)
  }

  /** Whichever way the file was reached: project, job and Flex document show the same segments. */
  findLocks(owner: LockOwner, asset: AssetIdentity): readonly Lock[] {
    const segment = this.byOwner.get(ownerKey(owner))?.get(asset.segmentId)
    if (segment === undefined) return []
    const { whole, folders, files } = segment
    if (folders.length === 0 && files.size === 0) return whole
    const place = toWidePath(asset)
    const folderLocks = folders.filter(({ folder }) => isWidelyBelow(folder, place)).map(({ lock }) => lock)
    return [...whole, ...folderLocks, ...(files.get(place.file) ?? [])]
  }

  private segmentLocks(lock: Lock): SegmentLocks {
    const key = ownerKey(lock)
    const bySegment = this.byOwner.get(key) ?? new Map<number, SegmentLocks>()
    this.byOwner.set(key, bySegment)
    const known = bySegment.get(lock.segmentId) ?? {
      whole: [],
      folders: [],
      files: new Map<string, Lock[]>(),
    }
    bySegment.set(lock.segmentId, known)
    return known
  }
}

/** Equal for two locks exactly if they keep the same files. */
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

function add({ whole, folders, files }: SegmentLocks, lock: Lock): void {
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
