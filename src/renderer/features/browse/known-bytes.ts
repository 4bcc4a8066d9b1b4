import type { Asset, AssetKey } from '../../../shared/asset'
import type { KnownBytes } from '../../../shared/recycle-bin'

/** Versions of files whose bytes were copied to this computer. */
export type KnownBytesByKey = ReadonlyMap<AssetKey, readonly KnownBytes[]>

/** The hash of a file's bytes, where a copy was made of it as it is listed now; null where nobody knows. */
export function knownHashOf({ key, size, modifiedDate }: Asset, knownBytes: KnownBytesByKey): string | null {
  const versions = knownBytes.get(key) ?? []
  const known = versions.find((each) => each.size === size && each.modifiedDate === modifiedDate)
  return known?.sha256 ?? null
}

/** How many others may be the same as a file. */
export interface SimilarCounts {
  /** Known to have the same bytes. */
  readonly sameBytes: number
  /** Of the same size, where nobody compared the bytes. */
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
    const theirs = knownHashOf(other, knownBytes)
    if (hash === null || theirs === null) sameSize += 1
    else if (hash === theirs) sameBytes += 1
  }
  return { sameBytes, sameSize }
}
