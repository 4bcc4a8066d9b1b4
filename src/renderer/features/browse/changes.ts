import type { Asset, AssetKey } from '../../../shared/asset'

/** Differences between a refresh and the previous listing. */
export interface Changes {
  readonly fresh: ReadonlySet<AssetKey>
  /** Same identity, but another size, date or type. */
  readonly changed: ReadonlySet<AssetKey>
  readonly gone: readonly Asset[]
}

export type ChangeMark = 'new' | 'changed'

function isUnchanged(a: Asset, b: Asset): boolean {
  return (
    a.size === b.size &&
    a.modifiedDate === b.modifiedDate &&
    a.createdDate === b.createdDate &&
    a.contentType === b.contentType
  )
}

/** The differences between two listings, or null if there are none. */
export function compareListings(before: readonly Asset[], after: readonly Asset[]): Changes | null {
  const previous = new Map(before.map((asset) => [asset.key, asset]))
  const fresh = new Set<AssetKey>()
  const changed = new Set<AssetKey>()
  for (const asset of after) {
    const earlier = previous.get(asset.key)
    if (earlier === undefined) fresh.add(asset.key)
    else if (!isUnchanged(earlier, asset)) changed.add(asset.key)
    previous.delete(asset.key)
  }
  const gone = [...previous.values()]
  return fresh.size + changed.size + gone.length === 0 ? null : { fresh, changed, gone }
}

export function changeMarkOf(changes: Changes | null, key: AssetKey): ChangeMark | null {
  if (changes === null) return null
  if (changes.fresh.has(key)) return 'new'
  return changes.changed.has(key) ? 'changed' : null
}
