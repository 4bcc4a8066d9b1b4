import type { AssetKey } from '../../shared/asset'
import type { KnownBytes } from '../../shared/recycle-bin'
import { assetKey } from '../assets/asset-key'
import type { BinEntry } from './bin-log'

export interface BytesOwner {
  readonly serverKey: string
  readonly accountId: string
}

/**
 * Hashes of this account's copies by file, size and date, so that listed files can be compared without a download. Copies
 * without a date are left out, since the file may have changed. So are copies that contradict each other.
 */
export function knownBytes(entries: Iterable<BinEntry>, owner: BytesOwner): readonly KnownBytes[] {
  const byVersion = new Map<AssetKey, KnownBytes | null>()
  for (const entry of entries) {
    const { identity, size, modifiedDate, sha256 } = entry
    if (entry.serverKey !== owner.serverKey || entry.accountId !== owner.accountId) continue
    if (modifiedDate === null) continue
    const key = assetKey(identity)
    const version = JSON.stringify([key, size, modifiedDate])
    const known = byVersion.get(version)
    const isConsistent = known === undefined || known?.sha256 === sha256
    byVersion.set(version, isConsistent ? { key, size, modifiedDate, sha256 } : null)
  }
  return [...byVersion.values()].filter((entry) => entry !== null)
}
