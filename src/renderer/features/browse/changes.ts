import type { Asset, AssetKey } from '../../../shared/asset'

/** What a refresh found different from the listing before it. */
export interface Changes {
  readonly fresh: ReadonlySet<AssetKey>
  /** Same identity, other size, date or type. */
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

/** Null where the two listings show the same. */
export function compareListings(before: readonly Asset[], after: readonly Asset[]): Changes | null {
  const known = new Map(before.map((asset) => [asset.key, asset]))
  const fresh = new Set<AssetKey>()
  const changed = new Set<AssetKey>()
  for (const asset of after) {
    const earlier = known.get(asset.key)
    if (earlier === undefined) fresh.add(asset.key)
    else if (!isUnchanged(earlier, asset)) changed.add(asset.key)
    known.delete(asset.key)
  }
  const gone = [...known.values()]
  return fresh.size + changed.size + gone.length === 0 ? null : { fresh, changed, gone }
}

export function changeMarkOf(changes: Changes | null, key: AssetKey): ChangeMark | null {
  if (changes === null) return null
  if (changes.fresh.has(key)) return 'new'
  return changes.changed.has(key) ? 'changed' : null
}
