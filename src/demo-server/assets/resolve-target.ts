import type { Query } from '../http/decode-query'
import { everyLocale, type MatchRules, type Target } from '../store/asset-matching'
import type { Switches } from '../switches'

export interface AssetRequest {
  readonly segmentId: number
  readonly filename: string
  readonly locale: string | undefined
  readonly relativePath: string | undefined
}

export type Family = 'classic' | 'flex'

const filled = (text: string | undefined) => (text === undefined || text === '' ? undefined : text)

export function readAssetRequest(query: Query, segmentId: number): AssetRequest {
  return {
    segmentId,
    filename: query.get('filename') ?? '',
    locale: filled(query.get('locale')),
    relativePath: filled(query.get('relativePath')),
  }
}

/** The separator in answers. See docs/platform-api.md#paths-and-separators. */
export function listedSeparator(family: Family, switches: Switches): '/' | '\\' {
  return family === 'flex' ? '\\' : switches.classicSeparator
}

export function matchRules(switches: Switches): MatchRules {
  return {
    foldCase: switches.nameMatching === 'case-insensitive',
    shareStoragePath: switches.folderNamedLikeLocale === 'shared',
  }
}

/** As a file system walks it: `.` stays, `..` goes up, but never out of the segment's own folder. */
export function resolvePath(parts: readonly string[]): string[] {
  const walked: string[] = []
  for (const part of parts) {
    if (part === '..') walked.pop()
    else if (part !== '' && part !== '.') walked.push(part)
  }
  return walked
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

/**
 * What file a request names, or null when none can be. A path inside `filename` is taken apart; `relativePath`
 * wins over it (docs/platform-api.md#query-parameters).
 */
export function resolveTarget(request: AssetRequest, family: Family, switches: Switches): Target | null {
  const parts = request.filename.split(switches.relativePathInRequests === 'slash-only' ? '/' : /[\\/]/)
  const name = parts.at(-1) ?? ''
  if (name === '' || name === '.' || name === '..') return null
  const folder =
    request.relativePath === undefined
      ? resolvePath(parts.slice(0, -1)).join('/')
      : resolveFolder(request.relativePath, family, switches)
  if (folder === null) return null
  const whenNeutral = switches.filenameWithoutLocale === 'every-locale' ? everyLocale : null
  return { segmentId: request.segmentId, locale: request.locale ?? whenNeutral, folder, name }
}
