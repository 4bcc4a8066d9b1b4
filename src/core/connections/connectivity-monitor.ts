import { HttpPortError, type Clock, type HttpPort, type HttpRequest, type HttpResponse } from '../ports'

/** Time between two probes of an unreachable server, in ms. */
const probeIntervalMs = 2_500

export interface ConnectivityPorts {
  readonly http: HttpPort
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether a server accepts connections at this origin. Not an API call: it costs no quota and sends no data. */
  readonly probe: (origin: string) => Promise<boolean>
  /** Whether this is the origin of the open connection. Other servers are not monitored. */
  readonly isOpen: (origin: string) => boolean
  readonly onChange: () => void
}

/**
 * Detects from failed calls that the open server is unreachable, and then probes it until it is reachable again.
 * It does not retry calls: that is the user's decision.
 */
export class ConnectivityMonitor implements HttpPort {
  private readonly unreachable = new Set<string>()

  constructor(private readonly ports: ConnectivityPorts) {}

  /** Whether the server at this address was unreachable at the last call or probe. */
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

/** The origin of a URL, or the text itself if it is not a URL, such as `demo`. */
export function urlOrigin(address: string): string {
  try {
    return new URL(address).origin
  } catch {
    return address
  }
}
