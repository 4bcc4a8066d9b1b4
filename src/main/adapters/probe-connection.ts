import { connect } from 'node:net'
import type { Session } from 'electron'

/** Longer than a line needs that works at all, milliseconds. */
const patienceMs = 2_000

/**
 * Whether something takes a connection at this origin; it is closed again, and nothing is sent. Where a proxy stands between,
 * that would tell of the proxy alone: then nobody knows, and the next call tells.
 */
export async function probeConnection(session: Session, origin: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(origin)
  if ((await session.resolveProxy(origin)) !== 'DIRECT') return false
  const usual = protocol === 'https:' ? 443 : 80
  return canConnect(hostname.replace(/^\[|\]$/g, ''), port === '' ? usual : Number(port))
}

function canConnect(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: patienceMs })
    const end = (isThere: boolean): void => {
      socket.destroy()
      resolve(isThere)
    }
    socket.once('connect', () => end(true))
    socket.once('timeout', () => end(false))
    socket.once('error', () => end(false))
  })
}
