import { trimOf } from '../trim'

/** Where a path divides into folder and name: the last separator of either kind, or -1. */
export function lastSeparator(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'))
}

/**
 * Formats a folder for display and comparison: `/` between its parts and none at the ends; "" at the root. Requests must
 * use the folder exactly as listed.
 */
export function folderText(relativePath: string): string {
  return trimOf(relativePath.replaceAll('\\', '/'), /\//)
}
