import { toAsciiDigits } from './order/ascii-digits'

/** Where the API of a typed address is, or why the address cannot be used. */
export type ServerAddress =
  | { readonly ok: true; readonly url: string; readonly isLoopback: boolean }
  | { readonly ok: false; readonly problem: 'address-invalid' | 'address-api-1' }

/** Port of the older API 1, a different protocol on a separate host (docs/platform-api.md#base-url). */
const apiOnePort = '32570'

/**
 * Cuts an address as people have it, such as that of a browser, to the address of the server: scheme, host and port, and a path
 * only if `/api` follows it, as the platform shows its URL under My account → API. Main and window use it alike, so the window
 * shows what main will use. Source: docs/platform-api.md#base-url, docs/threat-model.md#hosts.
 */
export function readServerAddress(typed: string): ServerAddress {
  const url = parse(typed.trim())
  if (url === null) return { ok: false, problem: 'address-invalid' }
  if (url.port === apiOnePort) return { ok: false, problem: 'address-api-1' }
  return { ok: true, url: url.origin + pathBeforeApi(url.pathname), isLoopback: isLoopback(url.hostname) }
}

function pathBeforeApi(pathname: string): string {
  const parts = pathname.split('/').filter((part) => part !== '')
  const api = parts.findIndex((part) => part.toLowerCase() === 'api')
  return parts
    .slice(0, Math.max(0, api))
    .map((part) => `/${part}`)
    .join('')
}

/** A port as an input method types it: `URL` reads full-width letters of a host, but no other digits of a port. */
const otherPort = /^((?:[a-z][a-z\d+.-]*:\/\/)?(?:\[[^\]]*\]|[^/:：]*))[:：](\p{Nd}{1,5})(?=[/?#]|$)/iu

function parse(text: string): URL | null {
  const typed = text.replace(otherPort, (_, host: string, port: string) => `${host}:${toAsciiDigits(port)}`)
  // Parsers disagree on the host when there is a backslash, a space or an @ before the path; real addresses have none.
  if (typed === '' || /[\s\\]|\p{Cc}/u.test(typed)) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${schemeFor(typed)}://${typed}`
  const [authority = ''] = address.slice(address.indexOf('://') + 3).split(/[/?#]/, 1)
  if (authority.includes('@')) return null
  const url = tryUrl(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  if (url.username !== '' || url.password !== '') return null
  return url.hostname === '' || url.hostname.endsWith('.') ? null : url
}

function schemeFor(hostAndPath: string): string {
  const url = tryUrl(`http://${hostAndPath}`)
  return url !== null && isLoopback(url.hostname) ? 'http' : 'https'
}

function tryUrl(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname)
}
