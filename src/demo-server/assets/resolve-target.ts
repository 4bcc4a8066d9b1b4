import type { Query } from '../http/decode-query'
import { everyLocale, type MatchRules, type Target } from '../store/asset-matching'
import type { Switches } from '../switches'
import type { AssetContext } from './asset-context'

export interface AssetRequest {
  readonly segmentId: number
  readonly filename: string
  readonly locale: string | undefined
  readonly relativePath: string | undefined
}

export type Family = 'classic' | 'flex'

const nonEmpty = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)

export function readAssetRequest(query: Query, segmentId: number): AssetRequest {
  return {
    segmentId,
    filename: query.get('filename') ?? '',
    locale: nonEmpty(query.get('locale')),
    relativePath: nonEmpty(query.get('relativePath')),
  }
}

/** The folder separator in responses. See docs/platform-api.md#paths-and-separators. */
export function listedSeparator(family: Family, switches: Switches): '/' | '\\' {
  return family === 'flex' ? '\\' : switches.classicSeparator
}

export function matchRules(switches: Switches): MatchRules {
  return {
    foldCase: switches.nameMatching === 'case-insensitive',
    shareStoragePath: switches.folderNamedLikeLocale === 'shared',
    pathSeparator: switches.relativePathInRequests === 'slash-only' ? '/' : /[\\/]/,
  }
}

/** Resolves `.` and `..` as a file system does, but never leaves the segment's folder. */
export function resolvePath(parts: readonly string[]): string[] {
  const resolved: string[] = []
  for (const part of parts) {
    if (part === '..') resolved.pop()
    else if (part !== '' && part !== '.') resolved.push(part)
  }
  return resolved
}

function resolveFolder(relativePath: string, family: Family, switches: Switches): string | null {
  switch (switches.relativePathInRequests) {
    case 'both-separators':
      return resolvePath(relativePath.split(/[\\/]/)).join('/')
    case 'slash-only':
      return resolvePath(relativePath.split('/')).join('/')
    case 'as-listed': {
      const separator = listedSeparator(family, switches)
      const parts = resolvePath(relativePath.split(separator))
      const isAsListed = parts.join(separator) === relativePath && !parts.some((part) => /[\\/]/.test(part))
      return isAsListed ? parts.join('/') : null
    }
  }
}

/** The language that a request without `locale` means. */
function defaultLocale(sourceLocale: string | null, switches: Switches): Target['locale'] {
  if (switches.filenameWithoutLocale === 'every-locale') return everyLocale
  return switches.filenameWithoutLocale === 'source-locale' ? sourceLocale : null
}

/**
 * The file that a request names, or null if it cannot name one. A path in `filename` counts as its folder, but
 * `relativePath` wins over it (docs/platform-api.md#query-parameters).
 */
export function resolveTarget(
  request: AssetRequest,
  { family, sourceLocale }: Pick<AssetContext, 'family' | 'sourceLocale'>,
  switches: Switches,
): Target | null {
  const parts = request.filename.split(switches.relativePathInRequests === 'slash-only' ? '/' : /[\\/]/)
  const name = parts.at(-1) ?? ''
  if (name === '' || name === '.' || name === '..') return null
  const folder =
    request.relativePath === undefined
      ? resolvePath(parts.slice(0, -1)).join('/')
      : resolveFolder(request.relativePath, family, switches)
  if (folder === null) return null
  return {
    segmentId: request.segmentId,
    locale: request.locale ?? defaultLocale(sourceLocale, switches),
    folder,
    name,
  }
}
