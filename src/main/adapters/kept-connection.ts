import { Agent } from 'node:http'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls'

/** An open connection to one origin, for one request at a time. */
export interface KeptConnection {
  readonly socket: Socket
  /** Sends requests on this connection only. */
  readonly agent: Agent
}

/** The connection was closed before the request was given to it. Nothing was sent. */
export class ConnectionGoneError extends Error {
  override readonly name = 'ConnectionGoneError'
}

export interface ConnectOptions {
  readonly url: URL
  readonly timeoutMs: number
  readonly signal: AbortSignal | undefined
  /** Whether the certificate (DER) may be used for this host. Called before any byte of a request is sent. */
  readonly isAccepted: (host: string, certificate: Uint8Array) => boolean
}

/** Opens a connection, with TLS for https. Null if that fails for any reason, or if the certificate is not accepted. */
export async function openConnection(options: ConnectOptions): Promise<KeptConnection | null> {
  const socket = await openSocket(options)
  return socket === null ? null : { socket, agent: new OneSocketAgent(socket) }
}

function openSocket({ url, timeoutMs, signal, isAccepted }: ConnectOptions): Promise<Socket | null> {
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || (isSecure ? 443 : 80))
  const socket = isSecure ? startTls(host, port) : connectTcp({ host, port, noDelay: true })
  return new Promise((resolve) => {
    const end = (isOpen: boolean): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', giveUp)
      if (!isOpen) socket.destroy()
      resolve(isOpen ? socket : null)
    }
    const giveUp = (): void => end(false)
    const timer = setTimeout(giveUp, timeoutMs)
    signal?.addEventListener('abort', giveUp)
    socket.on('error', giveUp)
    socket.once(isSecure ? 'secureConnect' : 'connect', () =>
      end(!isSecure || isAccepted(host, certificateOf(socket as TLSSocket))),
    )
  })
}

/**
 * Node does not judge the certificate, because it knows neither the system's rules nor its exceptions. The caller compares it
 * with those that Chromium accepted, before it sends anything; the handshake has proved that the server has its key.
 */
function startTls(host: string, port: number): TLSSocket {
  const serverName = isIP(host) === 0 ? { servername: host } : {}
  const socket = connectTls({
    host,
    port,
    ...serverName,
    rejectUnauthorized: false,
    ALPNProtocols: ['http/1.1'],
  })
  socket.setNoDelay(true)
  return socket
}

function certificateOf(socket: TLSSocket): Uint8Array {
  // Empty if the server has none.
  const certificate: Partial<PeerCertificate> = socket.getPeerCertificate()
  return certificate.raw ?? new Uint8Array()
}

/** Keeps one socket open between requests, and never opens another one. */
class OneSocketAgent extends Agent {
  private isTaken = false

  constructor(private readonly only: Socket) {
    super({ keepAlive: true, maxSockets: 1 })
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): Socket | undefined {
    if (this.isTaken) {
      callback?.(new ConnectionGoneError('closed'), this.only)
      return undefined
    }
    this.isTaken = true
    return this.only
  }
}
