import type { AppFailure } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'
import { trimEndOf } from '../../shared/trim'

export interface HostPolicy {
  /** Allows only servers on this computer, as on a trial runtime (docs/threat-model.md#trial-runtime). */
  readonly loopbackOnly: boolean
}

/**
 * Normalises a typed server address to scheme, host and path, without `/api` and without trailing slashes.
 * Failures: `address-invalid`, `address-not-secure`, `trial-runtime-host`.
 * Source: `api2/authentication`, docs/platform-api.md#base-url, docs/threat-model.md#hosts.
 */
export function normaliseServerUrl(typed: string, policy: HostPolicy): Result<string> {
  const url = parse(typed.trim())
  if (url === null) return fail(failure('address-invalid'))
  const loopback = isLoopback(url.hostname)
  if (url.protocol === 'http:' && !loopback) return fail(failure('address-not-secure'))
  if (policy.loopbackOnly && !loopback) return fail(failure('trial-runtime-host'))
  const path = trimEndOf(trimEndOf(url.pathname, /\//).replace(/\/api$/i, ''), /\//)
  return succeed(url.origin + path)
}

/** Root URL of the API under a normalised server address. */
export function apiRoot(serverUrl: string): string {
  return `${serverUrl}/api`
}

/** Host and port of a normalised address, for display. Look-alike names appear as punycode, as `URL` returns them. */
export function hostOf(serverUrl: string): string {
  return new URL(serverUrl).host
}

function parse(typed: string): URL | null {
  // Parsers disagree on the host when there is a backslash, a space or an @; real addresses have none.
  if (typed === '' || /[\s\\@]|\p{Cc}/u.test(typed)) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${schemeFor(typed)}://${typed}`
  const url = tryUrl(address)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null
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

function failure(kind: AppFailure['kind']): AppFailure {
  return { kind, retry: 'no' }
}
