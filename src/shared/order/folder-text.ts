import { trimOf } from '../trim'

/**
 * Formats a folder for display and comparison: `/` between its parts and none at the ends; "" at the root. Requests must
 * use the folder exactly as listed.
 */
export function folderText(relativePath: string): string {
  return trimOf(relativePath.replaceAll('\\', '/'), /\//)
}
