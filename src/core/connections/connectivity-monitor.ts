import { HttpPortError, type Clock, type HttpPort, type HttpRequest, type HttpResponse } from '../ports'

/** Between two knocks at a server that could not be reached, milliseconds. */
const probeIntervalMs = 2_500

export interface ConnectivityPorts {
  readonly http: HttpPort
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether something takes a connection at this origin. No call of the API: it costs nothing of the hour, and nothing is said. */
  readonly probe: (origin: string) => Promise<boolean>
  /** Whether this is the origin of the connection that is open: no other is waited for. */
  readonly isOpen: (origin: string) => boolean
  readonly onChange: () => void
}

/**
 * Notices by the calls themselves when the open server cannot be reached, and then by knocking when it is there again.
 * It asks for nothing anew: that is the user's to decide.
 */
export class ConnectivityMonitor implements HttpPort {
  private readonly unreachable = new Set<string>()

  constructor(private readonly ports: ConnectivityPorts) {}

  /** Whether the last that is known of the server at this address is that it cannot be reached. */
  isUnreachable(address: string): boolean {
    return this.unreachable.size > 0 && this.unreachable.has(urlOrigin(address))
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    const origin = urlOrigin(request.url)
    try {
      const response = await this.ports.http.send(request)
      this.markReachable(origin)
      return response
    } catch (error) {
      if (error instanceof HttpPortError && error.problem === 'unreachable') this.markUnreachable(origin)
      throw error
    }
  }

  private markReachable(origin: string): void {
    if (this.unreachable.delete(origin)) this.ports.onChange()
  }

  private markUnreachable(origin: string): void {
    if (this.unreachable.has(origin) || !this.ports.isOpen(origin)) return
    this.unreachable.add(origin)
    this.ports.onChange()
    void this.probeUntilReachable(origin)
  }

  private async probeUntilReachable(origin: string): Promise<void> {
    while (this.unreachable.has(origin)) {
      await this.ports.clock.sleep(probeIntervalMs)
      if (!this.ports.isOpen(origin) || (await this.ports.probe(origin))) this.markReachable(origin)
    }
  }
}

/** The address as it is where it is none, such as that of the demo. */
export function urlOrigin(address: string): string {
  try {
    return new URL(address).origin
  } catch {
    return address
  }
}
