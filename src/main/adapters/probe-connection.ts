import { connect } from 'node:net'
import type { Session } from 'electron'

/** Longer than a working connection needs, in milliseconds. */
const connectTimeoutMs = 2_000

/**
 * Whether a host accepts TCP connections at this origin; sends nothing. False behind a proxy, where a connection would only
 * show that the proxy is reachable; the next call finds out then.
 */
export async function probeConnection(session: Session, origin: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin)
  if ((await session.resolveProxy(origin)) !== 'DIRECT') return false
  const defaultPort = protocol === 'https:' ? 443 : 80
  return canConnect(hostname.replace(/^\[|\]$/g, ''), port === '' ? defaultPort : Number(port))
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: connectTimeoutMs })
    const finish = (isConnected: boolean): void => {
      socket.destroy()
      resolve(isConnected)
    }
    socket.once('connect', () => finish(true))
    socket.once('timeout', () => finish(false))
    socket.once('error', () => finish(false))
  })
}
