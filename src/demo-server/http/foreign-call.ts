import type { IncomingHttpHeaders } from 'node:http'

const loopbackNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/**
 * Whether a call comes from a page in a browser, or from one whose name was made to resolve to this computer. The server is
 * for programs on this computer, which send no origin; any port is allowed, because tests put proxies in between.
 */
export function isForeignCall({ host, origin }: IncomingHttpHeaders): boolean {
  if (origin !== undefined) return true
  const name = /^(.*?)(?::\d{1,5})?$/.exec(host ?? '')?.[1] ?? ''
  return !loopbackNames.has(name.toLowerCase())
}
