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
  /** The detail of the problem; `SCRIPTED` by default. */
  readonly detail?: string
  /** The headers arrive, but reading the body throws this. */
  readonly bodyProblem?: HttpProblem
}

/** An HTTP port with scripted responses. Records the requests. */
export class ScriptedHttp implements HttpPort {
  readonly requests: HttpRequest[] = []

  constructor(private readonly respond: (request: HttpRequest, nth: number) => ScriptedResponse) {}

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request)
    const response = this.respond(request, this.requests.length)
    await new Promise((resume) => setImmediate(resume))
    const { status = 200, body = '', headers = {}, detail = 'SCRIPTED', problem, bodyProblem } = response
    if (problem !== undefined) throw new HttpPortError(problem, detail)
    const bytes = bodyProblem === undefined ? bytesOf(body) : failingBody(bodyProblem)
    return { status, header: (name) => headers[name] ?? null, body: bytes }
  }

  countRequests(part: string): number {
    return this.requests.filter((request) => request.url.includes(part)).length
  }
}

function failingBody(problem: HttpProblem): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new HttpPortError(problem, 'SCRIPTED')) }),
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
