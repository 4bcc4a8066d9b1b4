import type { Asset } from './model'

export const everyLocale = Symbol('every locale')

/** What a request asks for, after its folder and name were resolved. */
export interface Target {
  readonly segmentId: number
  readonly locale: string | null | typeof everyLocale
  readonly folder: string
  readonly name: string
}

export interface MatchRules {
  /** Windows: two spellings are one file. */
  readonly foldCase: boolean
  /** `{segment}/en/x` is the neutral file in folder `en` and the `en` file at the root. See docs/platform-api.md#storage-layout. */
  readonly shareStoragePath: boolean
}

const folded = (text: string, rules: MatchRules) => (rules.foldCase ? text.toLowerCase() : text)

/** Folder and name below the segment's own folder, language and all. */
function storagePath(asset: Pick<Asset, 'locale' | 'folder' | 'name'>, rules: MatchRules): string {
  const parts = [asset.locale ?? '', asset.folder, asset.name]
  const text = rules.shareStoragePath ? parts.filter((part) => part !== '').join('/') : JSON.stringify(parts)
  return folded(text, rules)
}

export function matches(asset: Asset, target: Target, rules: MatchRules): boolean {
  if (asset.segmentId !== target.segmentId) return false
  const locale = target.locale === everyLocale ? asset.locale : target.locale
  return storagePath(asset, rules) === storagePath({ ...target, locale }, rules)
}

/** Folded, two stored spellings are one file on disk, and a listing shows it once. */
export function onePerFile(assets: readonly Asset[], rules: MatchRules): readonly Asset[] {
  if (!rules.foldCase) return assets
  return [
    ...new Map(
      assets.map((asset) => [storagePath(asset, { ...rules, shareStoragePath: false }), asset]),
    ).values(),
  ]
}
