import type { ConnectRequest } from '../../shared/connection'
import { fail, succeed, type Result } from '../../shared/result'
import type { DemoPort } from '../ports'
import { normaliseServerUrl, type HostPolicy } from '../wordbee/server-url'

/** The details that a sign-in needs. */
export interface AccessDetails {
  readonly serverUrl: string
  readonly accountId: string
  readonly apiKey: string
}

export type TypedCredentials = Omit<ConnectRequest, 'remember' | 'readOnly'>

/** Normalises and trims typed credentials. Failures: those of `normaliseServerUrl`. */
export function checkAccess(request: TypedCredentials, policy: HostPolicy): Result<AccessDetails> {
  const serverUrl = normaliseServerUrl(request.serverUrl, policy)
  if (!serverUrl.ok) return serverUrl
  return succeed({
    serverUrl: serverUrl.value,
    accountId: request.accountId.trim(),
    apiKey: request.apiKey.trim(),
  })
}

/** Starts the demo server. Failure: `demo-failed`. */
export async function startDemoConnection(demo: DemoPort): Promise<Result<AccessDetails>> {
  try {
    return succeed(await demo.start())
  } catch {
    return fail({ kind: 'demo-failed', retry: 'now' })
  }
}
