import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface SlowLink {
  /** The address of the server, by way of this link. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** How often the link lets something through, milliseconds. */
const turnMs = 10

/**
 * A link to a server on this computer that carries so many bytes a second each way, whoever uses it: one allowance for each
 * direction, shared by its connections. What comes late of a turn is caught up, so that the pace is kept over any second.
 */
export async function slowLink(serverUrl: string, bytesPerSecond: number): Promise<SlowLink> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  const [up, down] = [new Allowance(bytesPerSecond), new Allowance(bytesPerSecond)]
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.once('close', () => sockets.delete(socket))
    }
    carry(near, far, up)
    carry(far, near, down)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}

class Allowance {
  private due = performance.now()

  constructor(private readonly bytesPerSecond: number) {}

  /** Milliseconds until the next bytes may pass, after so many of them did. */
  spend(bytes: number): number {
    const now = performance.now()
    this.due = Math.max(this.due, now - turnMs) + (bytes / this.bytesPerSecond) * 1_000
    return this.due - now
  }
}

function carry(from: Socket, to: Socket, allowance: Allowance): void {
  let isSlow = false
  let isFull = false
  const goOn = (): void => {
    if (!isSlow && !isFull) from.resume()
  }
  from.on('data', (chunk: Buffer) => {
    isFull = !to.write(chunk)
    const wait = allowance.spend(chunk.length)
    isSlow = wait > 1
    if (isSlow || isFull) from.pause()
    if (!isSlow) return
    setTimeout(() => {
      isSlow = false
      goOn()
    }, wait)
  })
  to.on('drain', () => {
    isFull = false
    goOn()
  })
  from.on('end', () => to.end())
  from.on('error', () => to.resetAndDestroy())
  from.on('close', () => to.destroy())
}
