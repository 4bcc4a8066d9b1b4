import { fail, succeed, type Result } from '../../shared/result'
import { readServerAddress } from '../../shared/server-address'

export interface HostPolicy {
  /** Allows only servers on this computer, as on a trial runtime (docs/threat-model.md#trial-runtime). */
  readonly loopbackOnly: boolean
}

/**
 * Normalises a typed server address to scheme, host and path, without `/api` and without trailing slashes. Whatever else a
 * browser's address contains is cut.
 * Failures: `address-invalid`, `address-api-1`, `address-not-secure`, `trial-runtime-host`.
 * Source: `api2/authentication`, docs/platform-api.md#base-url, docs/threat-model.md#hosts.
 */
export function normaliseServerUrl(typed: string, policy: HostPolicy): Result<string> {
  const address = readServerAddress(typed)
  if (!address.ok) return fail({ kind: address.problem, retry: 'no' })
  const { url, isLoopback } = address
  if (url.startsWith('http:') && !isLoopback) return fail({ kind: 'address-not-secure', retry: 'no' })
  if (policy.loopbackOnly && !isLoopback) return fail({ kind: 'trial-runtime-host', retry: 'no' })
  return succeed(url)
}

/** Checks a stored address. It was normalised before, so its path is kept. Failures: those of `normaliseServerUrl`. */
export function checkStoredServerUrl(stored: string, policy: HostPolicy): Result<string> {
  return normaliseServerUrl(apiRoot(stored), policy)
}

/** Root URL of the API under a normalised server address. */
export function apiRoot(serverUrl: string): string {
  return `${serverUrl}/api`
}

/** Host and port of a normalised address, for display. Look-alike names appear as punycode, as `URL` returns them. */
export function hostOf(serverUrl: string): string {
  return new URL(serverUrl).host
}
