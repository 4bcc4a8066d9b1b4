import { fail, type Result } from '../shared/result'
import { demoAccount } from './connections/connection-facts'
import type { Connections } from './connections/connections'
import type { Lifecycle } from './lifecycle'

interface AccountWork {
  readonly isRunningOn: (account: string) => boolean
}

export interface ResetDemoParts {
  readonly connections: Pick<Connections, 'resetDemo'>
  readonly deletions: AccountWork
  readonly restores: AccountWork
  readonly transfers: AccountWork
  readonly lifecycle: Pick<Lifecycle, 'dropCached'>
}

/**
 * Restores the original state of the demo workspace, and drops what was cached of it. Failures: `deletion-running`,
 * `transfers-running`, `demo-failed`.
 */
export async function resetDemo(parts: ResetDemoParts): Promise<Result<undefined>> {
  const { connections, deletions, restores, transfers, lifecycle } = parts
  if (deletions.isRunningOn(demoAccount) || restores.isRunningOn(demoAccount))
    return fail({ kind: 'deletion-running', retry: 'later' })
  if (transfers.isRunningOn(demoAccount)) return fail({ kind: 'transfers-running', retry: 'later' })
  const reset = await connections.resetDemo()
  if (reset.ok) await lifecycle.dropCached(demoAccount)
  return reset
}
