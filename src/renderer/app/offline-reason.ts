import type { AppStatus } from '../../shared/app-status'

/** Hosts on this computer, which need no network. */
const loopbackHost = /^(demo|localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/** Why the open connection's server cannot be reached: this computer is offline, or the server does not respond. */
export type OfflineReason = 'network' | 'server'

/** Null if the server can be reached, or if no connection is open. */
export function findOfflineReason(
  { connection, isServerUnreachable }: Pick<AppStatus, 'connection' | 'isServerUnreachable'>,
  isOnline: boolean,
): OfflineReason | null {
  if (connection === null) return null
  if (!isOnline && !loopbackHost.test(connection.host)) return 'network'
  return isServerUnreachable ? 'server' : null
}
