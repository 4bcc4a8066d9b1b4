import type { Asset } from '../../../shared/asset'
import type { ProtectionState } from './protection-store'

/** What is known of some files: none is protected, at least one is, or nobody can tell. */
export function protectionOfAssets(
  { snapshot, locksOf }: Pick<ProtectionState, 'snapshot' | 'locksOf'>,
  assets: readonly Asset[],
): 'none' | 'some' | 'unknown' {
  if (snapshot?.isReadable === false) return 'unknown'
  // Among 100,000 selected files each look counts.
  if (locksOf.size === 0) return 'none'
  return assets.some(({ key }) => locksOf.has(key)) ? 'some' : 'none'
}

/** Those of some files that are shown as protected. */
export function lockedAssets(
  { snapshot, locksOf }: Pick<ProtectionState, 'snapshot' | 'locksOf'>,
  assets: readonly Asset[],
): readonly Asset[] {
  if (snapshot?.isReadable === false) return assets
  return locksOf.size === 0 ? [] : assets.filter(({ key }) => locksOf.has(key))
}
