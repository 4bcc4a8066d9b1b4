import { session } from 'electron'
import type { OpenConnection } from '../core/connections/open-connection'
import { urlOrigin, ConnectivityMonitor } from '../core/connections/connectivity-monitor'
import { probeConnection } from './adapters/probe-connection'
import { NetHttpPort } from './adapters/net-http-port'
import { systemClock } from './adapters/system-ports'

/** HTTP access to the platform on separate sessions, with connectivity monitoring. */
export function createPlatformHttp(ports: {
  readonly connection: () => OpenConnection | null
  readonly onChange: () => void
  /** A proxy could lead to another computer. */
  readonly usesProxy: boolean
}): ConnectivityMonitor {
  const general = session.fromPartition('platform', { cache: false })
  const once = session.fromPartition('platform-once', { cache: false })
  if (!ports.usesProxy) for (const own of [general, once]) void own.setProxy({ mode: 'direct' })
  return new ConnectivityMonitor({
    http: new NetHttpPort({ general, once }),
    clock: systemClock,
    onChange: ports.onChange,
    probe: (origin) => probeConnection(general, origin),
    isOpen: (origin) => {
      const open = ports.connection()
      return open !== null && urlOrigin(open.serverKey) === origin
    },
  })
}
