import { HttpPortError, type Clock, type HttpPort, type HttpRequest, type HttpResponse } from '../ports'

/** Between two knocks at a server that could not be reached, milliseconds. */
const knockMs = 2_500

export interface ReachPorts {
  readonly http: HttpPort
  readonly clock: Pick<Clock, 'sleep'>
  /** Whether something takes a connection at this origin. No call of the API: it costs nothing of the hour, and nothing is said. */
  readonly knock: (origin: string) => Promise<boolean>
  /** Whether this is the origin of the connection that is open: no other is waited for. */
  readonly isOpen: (origin: string) => boolean
  readonly onChange: () => void
}

/**
 * Notices by the calls themselves when the open server cannot be reached, and then by knocking when it is there again.
 * It asks for nothing anew: that is the user's to decide.
 */
export class ReachWatch implements HttpPort {
  private readonly lost = new Set<string>()

  constructor(private readonly ports: ReachPorts) {}

  /** Whether the last that is known of the server at this address is that it cannot be reached. */
  isLost(address: string): boolean {
    return this.lost.size > 0 && this.lost.has(originOf(address))
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    const origin = originOf(request.url)
    try {
      const response = await this.ports.http.send(request)
      this.found(origin)
      return response
    } catch (error) {
      if (error instanceof HttpPortError && error.problem === 'unreachable') this.lose(origin)
      throw error
    }
  }

  private found(origin: string): void {
    if (this.lost.delete(origin)) this.ports.onChange()
  }

  private lose(origin: string): void {
    if (this.lost.has(origin) || !this.ports.isOpen(origin)) return
    this.lost.add(origin)
    this.ports.onChange()
    void this.waitFor(origin)
  }

  private async waitFor(origin: string): Promise<void> {
    while (this.lost.has(origin)) {
      await this.ports.clock.sleep(knockMs)
      if (!this.ports.isOpen(origin) || (await this.ports.knock(origin))) this.found(origin)
    }
  }
}

/** The address as it is where it is none, such as that of the demo. */
export function originOf(address: string): string {
  try {
    return new URL(address).origin
  } catch {
    return address
  }
}
