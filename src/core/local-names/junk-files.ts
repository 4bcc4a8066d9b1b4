import type { JunkKind } from '../../shared/transfers'

/** Names in lower case, because file systems differ in case and programs write both. */
const systemNames: ReadonlySet<string> = new Set([
  '.ds_store',
  '.localized',
  '.apdisk',
  '.directory',
  'icon\r',
  'thumbs.db',
  'thumbs.db:encryptable',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  '__macosx',
  '.appledouble',
  '.spotlight-v100',
  '.trashes',
  '.fseventsd',
  '.temporaryitems',
  '.documentrevisions-v100',
  '$recycle.bin',
  'system volume information',
])

const versionControlNames: ReadonlySet<string> = new Set(['.git', '.svn', '.hg', '.bzr', 'cvs'])

/** AppleDouble files, which macOS writes beside each file on foreign disks; and deleted files that are still open. */
const systemPatterns = [/^\._/, /^\.nfs[0-9a-f]{8,}$/, /^\.fuse_hidden/, /^\.trash-\d+$/]
/** Office, LibreOffice, Emacs, Vim. */
const lockPatterns = [/^~\$/, /^\.~lock\..*#$/, /^\.#/, /^\..*\.sw[a-p]$/]
/** Chromium, Firefox, Safari, older Edge, Opera, download managers. */
const partialPattern = /.\.(?:crdownload|part|partial|download|opdownload|!ut|!qb|aria2)$/

function matchesAny(name: string, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(name))
}

/**
 * What a file or folder of this name most likely is, if it is rarely meant to be uploaded; null for all others. A folder is judged by its
 * name alone, so that thousands of files in it are not read.
 */
export function junkKindOf(name: string): JunkKind | null {
  const lower = name.toLowerCase()
  if (systemNames.has(lower) || matchesAny(lower, systemPatterns)) return 'system'
  if (versionControlNames.has(lower)) return 'version-control'
  if (matchesAny(lower, lockPatterns)) return 'lock'
  return partialPattern.test(lower) ? 'partial' : null
}
