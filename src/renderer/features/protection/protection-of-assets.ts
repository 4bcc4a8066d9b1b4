import type { Asset } from '../../../shared/asset'
import type { ProtectionState } from './protection-store'

/** Protection of a set of files: none is protected, at least one is, or the locks cannot be read. */
export function protectionOfAssets(
  { snapshot, locksOf }: Pick<ProtectionState, 'snapshot' | 'locksOf'>,
  assets: readonly Asset[],
): 'none' | 'some' | 'unknown' {
  if (snapshot?.isReadable === false) return 'unknown'
  // Skip the lookups: up to 100,000 files may be selected.
  if (locksOf.size === 0) return 'none'
  return assets.some(({ key }) => locksOf.has(key)) ? 'some' : 'none'
}

/** The files of a set that are shown as protected. */
export function lockedAssets(
  { snapshot, locksOf }: Pick<ProtectionState, 'snapshot' | 'locksOf'>,
  assets: readonly Asset[],
): readonly Asset[] {
  if (snapshot?.isReadable === false) return assets
  return locksOf.size === 0 ? [] : assets.filter(({ key }) => locksOf.has(key))
}
