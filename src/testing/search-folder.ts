import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

/** The files of a folder, also in subfolders, that have or hold one of these words; relative to it and sorted. */
export async function searchFolder(folder: string, words: readonly string[]): Promise<readonly string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    const file = path.join(entry.parentPath, entry.name)
    const relative = path.relative(folder, file).replaceAll(path.sep, '/')
    const content = await readFile(file, 'utf8')
    if (words.some((word) => relative.includes(word) || content.includes(word))) found.push(relative)
  }
  return found.sort()
}

/** The first part of each path, once. */
export function topFolders(files: readonly string[]): readonly string[] {
  return [...new Set(files.map((file) => file.split('/')[0] ?? ''))]
}
