import { createConnectionAccess, type ConnectionAccess } from '../core/connections/connection-access'
import type { OpenConnection } from '../core/connections/open-connection'

/** Access to the connection that the test chooses. Leases are counted by `acquire`, if the test provides it. */
export function accessTo(
  current: () => OpenConnection | null,
  acquire: ConnectionAccess['acquire'] = () => () => undefined,
): ConnectionAccess {
  return createConnectionAccess({ current, acquire })
}
