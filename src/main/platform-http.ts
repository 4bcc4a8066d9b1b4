import { app, session } from 'electron'
import type { NetworkPorts } from '../core/app-ports'
import { KeptHttpPort } from './adapters/kept-http-port'
import { NetHttpPort } from './adapters/net-http-port'
import { probeConnection } from './adapters/probe-connection'
import { systemClock } from './adapters/system-ports'
import { VerifiedCertificates } from './adapters/verified-certificates'

/** HTTP access to the platform on separate sessions. */
export function createPlatformNetwork({
  usesProxy,
}: {
  readonly usesProxy: boolean
}): Pick<NetworkPorts, 'http' | 'probe'> {
  const general = session.fromPartition('platform', { cache: false })
  const once = session.fromPartition('platform-once', { cache: false })
  if (!usesProxy) for (const own of [general, once]) void own.setProxy({ mode: 'direct' })
  const certificates = new VerifiedCertificates(
    systemClock.elapsed,
    app.commandLine.hasSwitch('ignore-certificate-errors'),
  )
  for (const own of [general, once]) certificates.watch(own)
  return {
    http: new KeptHttpPort({
      chromium: new NetHttpPort({ general, once }),
      resolveProxy: (url) => once.resolveProxy(url),
      isAccepted: (host, certificate) => certificates.isAccepted(host, certificate),
      loopbackOnly: !usesProxy,
      userAgent: once.getUserAgent(),
      now: systemClock.elapsed,
    }),
    probe: (origin) => probeConnection(general, origin),
  }
}
