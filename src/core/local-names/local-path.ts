import { toLocalName } from './local-name'

/** Folders below the chosen one; what is deeper comes into the last of them. */
const maxDepth = 16
/** UTF-16 units of all folders together: the rest of the path must fit what systems take (Windows: 32,767 in all). */
const maxFoldersLength = 800

/**
 * Folders and name below a folder of this computer, each safe by itself. Parts that name no folder (empty, `.`, `..`) are left
 * out. The last is the file's name, there always.
 */
export function toLocalPath(relativePath: string, name: string, fallback = 'asset'): readonly string[] {
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

/** A path as one text, for what must outlast a restart. Safe names have no separator in them. */
export function joinLocalPath(path: readonly string[]): string {
  return path.join('/')
}

/** The same back. Made safe once more: what is read from a disk may have been written by anybody. */
export function splitLocalPath(text: string): readonly string[] {
  const cut = text.lastIndexOf('/')
  return toLocalPath(cut < 0 ? '' : text.slice(0, cut), text.slice(cut + 1))
}
