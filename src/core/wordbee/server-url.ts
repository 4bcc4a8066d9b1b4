import type { AppFailure } from '../../shared/failure'
import { fail, succeed, type Result } from '../../shared/result'

export interface HostPolicy {
  /** On a trial runtime only servers on this computer may be reached (docs/threat-model.md#trial-runtime). */
  readonly loopbackOnly: boolean
}

/**
 * The server address as typed, made into the one form that everything else uses: scheme, host, path without `/api` and
 * without slashes at the end. Failures: `address-invalid`, `address-not-secure`, `trial-runtime-host`.
 * Source: `api2/authentication`, docs/platform-api.md#base-url, docs/threat-model.md#hosts.
 */
export function normaliseServerUrl(typed: string, policy: HostPolicy): Result<string> {
  const url = parse(typed.trim())
  if (url === null) return fail(failure('address-invalid'))
  const loopback = isLoopback(url.hostname)
  if (url.protocol === 'http:' && !loopback) return fail(failure('address-not-secure'))
  if (policy.loopbackOnly && !loopback) return fail(failure('trial-runtime-host'))
  const path = url.pathname
    .replace(/\/+$/, '')
    .replace(/\/api$/i, '')
    .replace(/\/+$/, '')
  return succeed(url.origin + path)
}

/** Where the API lives under a normalised server address. */
export function apiRoot(serverUrl: string): string {
  return `${serverUrl}/api`
}

/** The host (and port) of a normalised address, for showing. Look-alikes show as punycode, since URL gives it so. */
export function hostOf(serverUrl: string): string {
  return new URL(serverUrl).host
}

function parse(typed: string): URL | null {
  // A backslash, a space or an @ makes parsers disagree on the host: no platform's address has one.
  if (typed === '' || /[\s\\@]|\p{Cc}/u.test(typed)) return null
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `${schemeFor(typed)}://${typed}`
  const url = tryUrl(full)
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
