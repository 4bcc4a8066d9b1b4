import type { AppStatus } from '../../shared/app-status'

/** Hosts of this computer need no network. */
const loopbackHost = /^(demo|localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/** Why the open server cannot be asked for anything now, or null where it can. */
export type OfflineReason = 'network' | 'server'

export function findOfflineReason(
  { connection, isServerUnreachable }: Pick<AppStatus, 'connection' | 'isServerUnreachable'>,
  isOnline: boolean,
): OfflineReason | null {
  if (connection === null) return null
  if (!isOnline && !loopbackHost.test(connection.host)) return 'network'
  return isServerUnreachable ? 'server' : null
}
