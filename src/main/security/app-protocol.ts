import path from 'node:path'
import type { Session } from 'electron'
import type { TextLocale } from '../../shared/settings'
import { pagePath } from './app-origin'
import { mediaTypes, readFiles } from './bundled-files'
import { contentSecurityPolicy } from './content-security-policy'

/**
 * Serves the window's files from a map of exact names, so that no path of a request reaches the disk
 * (docs/threat-model.md#app-protocol). Sets `lang` of the page, which then knows its language before the first paint.
 */
export function serveApp(session: Session, folder: string, language: () => TextLocale): void {
  const files = readFiles(folder)
  session.protocol.handle('app', (request) => {
    const url = new URL(request.url)
    const bytes = url.host === 'bundle' ? files.get(url.pathname) : undefined
    if (bytes === undefined || request.method !== 'GET') return new Response(null, { status: 404 })
    const body = url.pathname === pagePath ? withLanguage(bytes, language()) : new Uint8Array(bytes)
    return new Response(body, { headers: headersOf(url.pathname) })
  })
}

function withLanguage(page: Buffer, language: TextLocale): string {
  return page.toString('utf8').replace('<html lang="en">', `<html lang="${language}">`)
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
