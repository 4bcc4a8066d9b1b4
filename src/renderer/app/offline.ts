import type { AppStatus } from '../../shared/app-status'

/** Hosts of this computer need no network. */
const LOOPBACK = /^(demo|localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/

/** Why the open server cannot be asked for anything now, or null where it can. */
export type Offline = 'network' | 'server'

export function offlineOf(
  { connection, isServerLost }: Pick<AppStatus, 'connection' | 'isServerLost'>,
  isOnline: boolean,
): Offline | null {
  if (connection === null) return null
  if (!isOnline && !LOOPBACK.test(connection.host)) return 'network'
  return isServerLost ? 'server' : null
}
