import type { Asset } from './model'

export const everyLocale = Symbol('every locale')

/** The file that a request names, with folder and name resolved. */
export interface Target {
  readonly segmentId: number
  readonly locale: string | null | typeof everyLocale
  readonly folder: string
  readonly name: string
}

export interface MatchRules {
  /** Ignores case, as Windows does. */
  readonly foldCase: boolean
  /**
   * The neutral file in the folder `en` and the `en` file at the root are both `{segment}/en/x`, and so the same file. See
   * docs/platform-api.md#storage-layout.
   */
  readonly shareStoragePath: boolean
  /** What separates folders inside a name; null treats a separator as part of the name. */
  readonly pathSeparator: RegExp | '/' | null
}

const applyCase = (text: string, rules: MatchRules) => (rules.foldCase ? text.toLowerCase() : text)

/** A blank part is kept, so that a hostile name does not equal a harmless one. */
const joinPath = ([folder = '', ...name]: readonly string[]) =>
  folder === '' ? name.join('/') : `${folder}/${name.join('/')}`

/** Identifies a file within its segment by locale, folder and name. */
function storagePath(asset: Pick<Asset, 'locale' | 'folder' | 'name'>, rules: MatchRules): string {
  const { pathSeparator } = rules
  const path = pathSeparator === null ? null : [asset.folder, ...asset.name.split(pathSeparator)]
  const parts = [asset.locale ?? '', ...(path === null ? [asset.folder, asset.name] : [joinPath(path)])]
  const text = rules.shareStoragePath ? parts.filter((part) => part !== '').join('/') : JSON.stringify(parts)
  return applyCase(text, rules)
}

export function matches(asset: Asset, target: Target, rules: MatchRules): boolean {
  if (asset.segmentId !== target.segmentId) return false
  const locale = target.locale === everyLocale ? asset.locale : target.locale
  return storagePath(asset, rules) === storagePath({ ...target, locale }, rules)
}

/** If case is ignored, names that differ only in case are one file on disk, which a listing shows once. */
export function onePerFile(assets: readonly Asset[], rules: MatchRules): readonly Asset[] {
  if (!rules.foldCase) return assets
  return [
    ...new Map(
      assets.map((asset) => [storagePath(asset, { ...rules, shareStoragePath: false }), asset]),
    ).values(),
  ]
}
