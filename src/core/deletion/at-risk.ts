import type { Asset } from '../../shared/asset'
import { pathInAnyLanguage, storagePath } from '../assets/storage-path'
import type { Snapshot } from './snapshot'

/** Which other files a DELETE of one may take along. */
export type RiskLookup = (asset: Asset) => readonly Asset[]

/**
 * Files at risk, out of one listing. A DELETE without `locale` may mean the file of that name in every language, which the
 * API leaves open; and a language-neutral file in a folder `en` may be the same file as one in the language `en`.
 * Source: docs/platform-api.md#storage-layout, docs/platform-api.md#hazards-of-a-delete.
 */
export function findRisks(snapshot: Snapshot): RiskLookup {
  const byPlace = groupBy(snapshot.values(), storagePath)
  const byName = groupBy(snapshot.values(), pathInAnyLanguage)
  return (asset) => {
    const inOtherLanguages = asset.locale === null ? (byName.get(pathInAnyLanguage(asset)) ?? []) : []
    const found = [...inOtherLanguages, ...(byPlace.get(storagePath(asset)) ?? [])]
    return [...new Map(found.map((other) => [other.key, other])).values()].filter(
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
