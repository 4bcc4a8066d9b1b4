import {
  HttpPortError,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../core/ports'

export interface ScriptedResponse {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** No response arrives: the port throws this. */
  readonly problem?: HttpProblem
}

/** An HTTP port with scripted responses. Records the requests. */
export class ScriptedHttp implements HttpPort {
  readonly requests: HttpRequest[] = []

  constructor(private readonly respond: (request: HttpRequest, nth: number) => ScriptedResponse) {}

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request)
    const response = this.respond(request, this.requests.length)
    await new Promise((resume) => setImmediate(resume))
    if (response.problem !== undefined) throw new HttpPortError(response.problem, 'SCRIPTED')
    const { status = 200, body = '', headers = {} } = response
    return { status, header: (name) => headers[name] ?? null, body: bytesOf(body) }
  }

  countRequests(part: string): number {
    return this.requests.filter((request) => request.url.includes(part)).length
  }
}

// Asynchronous like a real body, even if it is short.
async function* bytesOf(body: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  if (body !== '') yield new TextEncoder().encode(body)
}

/** The documented response to an expired token (docs/platform-api.md#lost-session). */
export const expiredTokenResponse: ScriptedResponse = {
  status: 400,
  body: JSON.stringify({
    error: {
      operation: null,
      title: 'Token invalid or expired.',
      details: 'Token invalid or expired.',
      messages: [],
    },
    reason: 'Not authenticated - API construct session from token failed with error: Not authenticated',
  }),
}

export const throttledResponse: ScriptedResponse = {
  status: 429,
  body: JSON.stringify({
    error: { type: 'Throttling error', message: 'Requests throttled. Maximum allowed 1000 per 01:00:00.' },
    reason: 'Requests throttled. Maximum allowed 1000 per 01:00:00.',
  }),
}
