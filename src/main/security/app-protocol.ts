import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Session } from 'electron'
import { contentSecurityPolicy } from './content-security-policy'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Serves the window's files from a map of exact names, filled once: no path of a request ever reaches the disk, so there
 * is nothing to escape from (`security.md` 2, path table).
 */
export function serveApp(session: Session, folder: string): void {
  const files = readAll(folder)
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const bytes = url.host === 'bundle' ? files.get(url.pathname) : undefined
    if (bytes === undefined || request.method !== 'GET') return new Response(null, { status: 404 })
    return new Response(new Uint8Array(bytes), { headers: headersOf(url.pathname) })
  })
}

function headersOf(pathname: string): Record<string, string> {
  return {
    'Content-Type': types[path.extname(pathname)] ?? 'application/octet-stream',
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
  }
}

function readAll(folder: string, prefix = '/'): Map<string, Buffer> {
  const files = new Map<string, Buffer>()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isFile()) files.set(prefix + entry.name, readFileSync(file))
    if (entry.isDirectory())
      readAll(file, `${prefix}${entry.name}/`).forEach((bytes, name) => files.set(name, bytes))
  }
  return files
}
