import { lastSeparator } from '../../shared/order/folder-text'
import { toLocalName } from './local-name'

/** Levels of folders below the chosen one. Deeper files go into the last of them. */
const maxDepth = 16
/** UTF-16 units of all folders together, so that the full path fits the limits of the system (Windows: 32,767). */
const maxFoldersLength = 800

/**
 * Folders and file name below a local folder, each a safe name. Parts that do not name a folder (empty, `.`, `..`) are dropped.
 * The last part is the file name and always present. Without a folder, the name may hold one
 * (docs/platform-api.md#paths-and-separators).
 */
export function toLocalPath(relativePath: string, name: string, fallback = 'asset'): readonly string[] {
  const cut = relativePath === '' ? lastSeparator(name) : -1
  if (cut >= 0) return [...toLocalFolders(name.slice(0, cut)), toLocalName(name.slice(cut + 1), fallback)]
  return [...toLocalFolders(relativePath), toLocalName(name, fallback)]
}

function toLocalFolders(relativePath: string): readonly string[] {
  const folders: string[] = []
  let length = 0
  for (const part of relativePath.split(/[/\\]/)) {
    const folder = toLocalName(part, '')
    length += folder.length
    if (folders.length === maxDepth || length > maxFoldersLength) break
    if (folder !== '') folders.push(folder)
  }
  return folders
}

/** Serializes a path for storage. Safe names contain no separator. */
export function joinLocalPath(path: readonly string[]): string {
  return path.join('/')
}

/** Parses a stored path. Sanitizes it again, since anyone may have edited the file on disk. */
export function splitLocalPath(text: string): readonly string[] {
  const cut = text.lastIndexOf('/')
  return toLocalPath(cut < 0 ? '' : text.slice(0, cut), text.slice(cut + 1))
}
