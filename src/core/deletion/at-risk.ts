import type { Asset, AssetIdentity } from '../../shared/asset'
import { pathInAnyLanguage, storagePath, withoutPath } from '../assets/storage-path'
import type { Snapshot } from './snapshot'

/** The other files that the DELETE of a file may remove as well. */
export type RiskLookup = (asset: Asset) => readonly Asset[]

/**
 * Finds the files at risk in one listing. A DELETE without `locale` may remove the file of that name in every language; the
 * API does not specify it. A neutral file in a folder `en` may be the same file as one in the language `en`. A server that
 * ignores a path in a name may remove the file of that name at the root.
 * Sources: docs/platform-api.md#storage-layout, docs/platform-api.md#hazards-of-a-delete.
 */
export function findRisks(snapshot: Snapshot): RiskLookup {
  const byPath = groupBy(snapshot.values(), storagePath)
  const byName = groupBy(snapshot.values(), pathInAnyLanguage)
  const findAt = (asset: AssetIdentity): readonly Asset[] => {
    const inOtherLanguages = asset.locale === null ? (byName.get(pathInAnyLanguage(asset)) ?? []) : []
    return [...inOtherLanguages, ...(byPath.get(storagePath(asset)) ?? [])]
  }
  return (asset) => {
    const atRoot = withoutPath(asset)
    const risks = [...findAt(asset), ...(atRoot === null ? [] : findAt(atRoot))]
    return [...new Map(risks.map((other) => [other.key, other])).values()].filter(
      ({ key }) => key !== asset.key,
    )
  }
}

function groupBy(assets: Iterable<Asset>, keyOf: (asset: Asset) => string): Map<string, Asset[]> {
  const groups = new Map<string, Asset[]>()
  for (const asset of assets) {
    const group = groups.get(keyOf(asset))
    if (group === undefined) groups.set(keyOf(asset), [asset])
    else group.push(asset)
  }
  return groups
}
