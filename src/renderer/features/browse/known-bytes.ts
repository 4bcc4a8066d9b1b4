import type { Asset, AssetKey } from '../../../shared/asset'
import type { KnownBytes } from '../../../shared/recycle-bin'

/** File versions of which a copy exists on this computer, by asset. */
export type KnownBytesByKey = ReadonlyMap<AssetKey, readonly KnownBytes[]>

/** The hash of a file if a copy of its listed version exists; otherwise null. */
export function knownHashOf({ key, size, modifiedDate }: Asset, knownBytes: KnownBytesByKey): string | null {
  const versions = knownBytes.get(key) ?? []
  const known = versions.find((version) => version.size === size && version.modifiedDate === modifiedDate)
  return known?.sha256 ?? null
}

/** Numbers of other files that are or may be equal to a file. */
export interface SimilarCounts {
  /** Files with the same hash. */
  readonly sameBytes: number
  /** Files of the same size whose bytes cannot be compared. */
  readonly sameSize: number
}

export function countSimilar(
  asset: Asset,
  assets: readonly Asset[],
  knownBytes: KnownBytesByKey,
): SimilarCounts {
  const hash = knownHashOf(asset, knownBytes)
  let sameBytes = 0
  let sameSize = 0
  for (const other of assets) {
    if (other.size !== asset.size || other.size === null || other.key === asset.key) continue
    const otherHash = knownHashOf(other, knownBytes)
    if (hash === null || otherHash === null) sameSize += 1
    else if (hash === otherHash) sameBytes += 1
  }
  return { sameBytes, sameSize }
}
