/**
 * A folder as it is shown: `/` between its parts, none at the ends, whichever way the server writes them; "" at the
 * root. For showing and comparing only: requests take the folder as it was listed.
 */
export function folderText(relativePath: string): string {
  return relativePath.replaceAll('\\', '/').replace(/^\/+|\/+$/g, '')
}
