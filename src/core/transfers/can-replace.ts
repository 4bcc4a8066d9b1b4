import { storagePath } from '../assets/storage-path'
import type { QueuedFile } from './ports'

/** Where the assets are that these files are copies of. */
export function sourceLocations(files: readonly Pick<QueuedFile, 'source'>[]): ReadonlySet<string> {
  return new Set(files.flatMap(({ source }) => (source.kind === 'asset' ? [storagePath(source.asset)] : [])))
}

/**
 * Whether what is at the place of a file may be deleted to make way for it. Not what is copied, by it or by another file of its
 * batch: the bytes would be gone before they are read.
 */
export function canReplace(
  { identity }: Pick<QueuedFile, 'identity'>,
  sources: ReadonlySet<string>,
): boolean {
  return !sources.has(storagePath(identity))
}
