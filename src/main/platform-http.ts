import { app, session } from 'electron'
import type { NetworkPorts } from '../core/app-ports'
import { NetHttpPort } from './adapters/net-http-port'
import { probeConnection } from './adapters/probe-connection'

/**
 * On a trial runtime: keeps every connection on this computer, whatever a name resolves to or a switch says. Call it before
 * `ready`. The later one of two switches applies.
 */
export function connectToLoopbackOnly(): void {
  const rules = ['MAP * ~NOTFOUND', 'EXCLUDE localhost', 'EXCLUDE 127.*.*.*', 'EXCLUDE ::1', 'EXCLUDE [::1]']
  app.commandLine.appendSwitch('host-resolver-rules', rules.join(', '))
}

/** HTTP access to the platform on separate sessions. */
export function createPlatformNetwork({
  usesProxy,
}: {
  readonly usesProxy: boolean
}): Pick<NetworkPorts, 'http' | 'probe'> {
  const general = session.fromPartition('platform', { cache: false })
  const once = session.fromPartition('platform-once', { cache: false })
  if (!usesProxy) for (const own of [general, once]) void own.setProxy({ mode: 'direct' })
  return {
    http: new NetHttpPort({ general, once }),
    probe: (origin) => probeConnection(general, origin),
  }
}
