import type { Asset } from '../../../shared/asset'
import { languageKey } from '../../lib/format'

export interface Totals {
  readonly count: number
  readonly bytes: number
  /** Files of which the server gave no size; then `bytes` is a lower bound. */
  readonly unsized: number
  readonly segments: number
  /** Codes with how many files each has, most first. */
  readonly languages: readonly { readonly code: string; readonly count: number }[]
}

const sharedWith = new WeakMap<readonly Asset[], readonly Asset[]>()
const totalsOf = new WeakMap<readonly Asset[], Totals>()

/** Says of two arrays that they hold the same files, so that the sums of one are those of the other. */
export function shareTotals(some: readonly Asset[], others: readonly Asset[]): void {
  sharedWith.set(some, others)
}

/** Sums over files, for the head of a list, the status bar and the details of many: reckoned once for all of them. */
export function sumAssets(assets: readonly Asset[]): Totals {
  const known = totalsOf.get(assets)
  if (known !== undefined) return known
  const others = sharedWith.get(assets)
  const made = others === undefined ? sum(assets) : sumAssets(others)
  totalsOf.set(assets, made)
  return made
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
