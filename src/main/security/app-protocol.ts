import path from 'node:path'
import type { Session } from 'electron'
import type { TextLocale } from '../../shared/settings'
import { pagePath } from './app-origin'
import { BundledFiles, mediaTypes } from './bundled-files'
import { contentSecurityPolicy } from './content-security-policy'

/** Reads the language of the page, whenever it is loaded. */
type ReadLanguage = () => TextLocale

/**
 * Serves the window's files from a map of exact names, so that no path of a request reaches the disk
 * (docs/threat-model.md#app-protocol). Returns the function that opens the page: until then requests for it wait. The page is
 * sent with its language in `lang`, which it then knows before the first paint.
 */
export function serveApp(session: Session, folder: string): (language: ReadLanguage) => void {
  const files = new BundledFiles(folder)
  let openPage: (language: ReadLanguage) => void = () => undefined
  const opened = new Promise<ReadLanguage>((resolve) => {
    openPage = resolve
  })
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url)
    const isServed = host === 'bundle' && request.method === 'GET'
    const bytes = isServed ? await files.readFile(pathname) : null
    if (bytes === null) return new Response(null, { status: 404 })
    const body = pathname === pagePath ? withLanguage(bytes, (await opened)()) : new Uint8Array(bytes)
    return new Response(body, { headers: headersOf(pathname) })
  })
  return openPage
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
