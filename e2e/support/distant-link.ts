import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface DistantLink {
  /** The server's address through this link, with the scheme of the server. */
  readonly url: string
  readonly close: () => Promise<void>
}

/**
 * A TCP proxy to a local server that is one round trip of `roundTripMs` away. The handshake of TCP takes a round trip too,
 * which loopback has not: the first bytes of a connection wait for it. That of TLS passes through as bytes.
 */
export async function distantLink(serverUrl: string, roundTripMs: number): Promise<DistantLink> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  const oneWayMs = roundTripMs / 2
  const server = createServer((near) => {
    const openAt = performance.now() + roundTripMs
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.once('close', () => sockets.delete(socket))
    }
    pipeDelayed(near, far, () => Math.max(openAt, performance.now()) + oneWayMs)
    pipeDelayed(far, near, () => performance.now() + oneWayMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `${target.protocol}//127.0.0.1:${String(port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

/** Passes bytes, ends and resets on at their time of arrival, in order. */
function pipeDelayed(from: Socket, to: Socket, arrivalOf: () => number): void {
  const later = (deliver: () => void): void => {
    setTimeout(deliver, arrivalOf() - performance.now())
  }
  from.on('data', (chunk: Buffer) => later(() => to.write(chunk)))
  from.on('end', () => later(() => to.end()))
  from.on('error', () => later(() => to.destroy()))
  to.on('error', () => from.destroy())
}
