import { session } from 'electron'
import type { OpenConnection } from '../core/connections/open-connection'
import { originOf, ReachWatch } from '../core/connections/reach-watch'
import { knock } from './adapters/knock'
import { NetHttpPort } from './adapters/net-http-port'
import { systemClock } from './adapters/system-ports'

/** The way to the platform, on sessions of its own, and what is known of whether it leads there. */
export function createPlatformHttp(ports: {
  readonly connection: () => OpenConnection | null
  readonly onChange: () => void
}): ReachWatch {
  const general = session.fromPartition('platform', { cache: false })
  const once = session.fromPartition('platform-once', { cache: false })
  return new ReachWatch({
    ...{ http: new NetHttpPort({ general, once }), clock: systemClock, onChange: ports.onChange },
    knock: (origin) => knock(general, origin),
    isOpen: (origin) => {
      const open = ports.connection()
      return open !== null && originOf(open.serverKey) === origin
    },
  })
}
