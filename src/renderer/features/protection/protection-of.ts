import type { Asset } from '../../../shared/asset'
import type { ProtectionState } from './protection-store'

/** What is known of some files: none is protected, at least one is, or nobody can tell. */
export function protectionOf(
  { news, locksOf }: Pick<ProtectionState, 'news' | 'locksOf'>,
  assets: readonly Asset[],
): 'none' | 'some' | 'unknown' {
  if (news?.isReadable === false) return 'unknown'
  return assets.some(({ key }) => locksOf.has(key)) ? 'some' : 'none'
}
