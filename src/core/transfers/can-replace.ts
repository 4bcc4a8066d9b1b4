import { storagePath } from '../assets/storage-path'
import type { QueuedFile } from './ports'

/** Storage paths of the assets that these files copy. */
export function sourceLocations(files: readonly Pick<QueuedFile, 'source'>[]): ReadonlySet<string> {
  return new Set(files.flatMap(({ source }) => (source.kind === 'asset' ? [storagePath(source.asset)] : [])))
}

/**
 * Whether the asset at the destination may be deleted to make room for this file. False for an asset that the batch copies: its
 * bytes would be gone before they are read.
 */
export function canReplace(
  { identity }: Pick<QueuedFile, 'identity'>,
  sources: ReadonlySet<string>,
): boolean {
  return !sources.has(storagePath(identity))
}
