import type { Asset } from '../../../shared/asset'
import { languageKey } from '../../lib/format'

export interface Totals {
  readonly count: number
  readonly bytes: number
  /** Number of files without a size; if there are any, `bytes` is a lower bound. */
  readonly unsized: number
  readonly segments: number
  /** Language codes with their number of files, in descending order. */
  readonly languages: readonly { readonly code: string; readonly count: number }[]
}

const sourceOf = new WeakMap<readonly Asset[], readonly Asset[]>()
const totalsCache = new WeakMap<readonly Asset[], Totals>()

/** Declares that two arrays contain the same files, so that the totals of `source` are used for both. */
export function shareTotals(assets: readonly Asset[], source: readonly Asset[]): void {
  sourceOf.set(assets, source)
}

/** Totals of files for the list header, the status bar and the details pane, computed once per array. */
export function sumAssets(assets: readonly Asset[]): Totals {
  const cached = totalsCache.get(assets)
  if (cached !== undefined) return cached
  const source = sourceOf.get(assets)
  const totals = source === undefined ? sum(assets) : sumAssets(source)
  totalsCache.set(assets, totals)
  return totals
}

function sum(assets: readonly Asset[]): Totals {
  const languages = new Map<string, number>()
  const segments = new Set<number>()
  let bytes = 0
  let unsized = 0
  for (const asset of assets) {
    bytes += asset.size ?? 0
    if (asset.size === null) unsized += 1
    segments.add(asset.segmentId)
    const code = languageKey(asset.locale)
    languages.set(code, (languages.get(code) ?? 0) + 1)
  }
  return {
    count: assets.length,
    bytes,
    unsized,
    segments: segments.size,
    languages: [...languages]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
  }
}
