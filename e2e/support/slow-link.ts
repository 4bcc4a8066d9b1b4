import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'

export interface SlowLink {
  /** The server's address through this link. */
  readonly url: string
  readonly close: () => Promise<void>
}

/** The longest time that unused bandwidth accumulates, milliseconds. */
const burstMs = 10

/**
 * A TCP proxy that limits a local server to `bytesPerSecond` in each direction. All connections share the two limits; late
 * timers are made up for, so the rate holds over any second.
 */
export async function slowLink(serverUrl: string, bytesPerSecond: number): Promise<SlowLink> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  const [up, down] = [new RateLimit(bytesPerSecond), new RateLimit(bytesPerSecond)]
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.once('close', () => sockets.delete(socket))
    }
    pipeLimited(near, far, up)
    pipeLimited(far, near, down)
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

class RateLimit {
  private due = performance.now()

  constructor(private readonly bytesPerSecond: number) {}

  /** Accounts for these bytes; returns the milliseconds until the next ones may pass. */
  spend(bytes: number): number {
    const now = performance.now()
    this.due = Math.max(this.due, now - burstMs) + (bytes / this.bytesPerSecond) * 1_000
    return this.due - now
  }
}

function pipeLimited(from: Socket, to: Socket, limit: RateLimit): void {
  let isSlow = false
  let isFull = false
  const resumeIfReady = (): void => {
    if (!isSlow && !isFull) from.resume()
  }
  from.on('data', (chunk: Buffer) => {
    isFull = !to.write(chunk)
    const wait = limit.spend(chunk.length)
    isSlow = wait > 1
    if (isSlow || isFull) from.pause()
    if (!isSlow) return
    setTimeout(() => {
      isSlow = false
      resumeIfReady()
    }, wait)
  })
  to.on('drain', () => {
    isFull = false
    resumeIfReady()
  })
  from.on('end', () => to.end())
  from.on('error', () => to.resetAndDestroy())
  from.on('close', () => to.destroy())
}
