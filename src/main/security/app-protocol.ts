import path from 'node:path'
import type { Session } from 'electron'
import { mediaTypes, readFiles } from './bundled-files'
import { contentSecurityPolicy } from './content-security-policy'

/**
 * Serves the window's files from a map of exact names, filled once: no path of a request ever reaches the disk, so there
 * is nothing to escape from (`security.md` 2, path table).
 */
export function serveApp(session: Session, folder: string): void {
  const files = readFiles(folder)
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const bytes = url.host === 'bundle' ? files.get(url.pathname) : undefined
    if (bytes === undefined || request.method !== 'GET') return new Response(null, { status: 404 })
    return new Response(new Uint8Array(bytes), { headers: headersOf(url.pathname) })
  })
}

function headersOf(pathname: string): Record<string, string> {
  return {
    'Content-Type': mediaTypes[path.extname(pathname)] ?? 'application/octet-stream',
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  }
}
