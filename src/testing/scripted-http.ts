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
  /** The answer does not come: the port throws this. */
  readonly problem?: HttpProblem
}

/** An HTTP port whose answers a test writes down; it keeps what was asked. */
export class ScriptedHttp implements HttpPort {
  readonly requests: HttpRequest[] = []

  constructor(private readonly answer: (request: HttpRequest, nth: number) => ScriptedResponse) {}

  async send(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(request)
    const answer = this.answer(request, this.requests.length)
    await new Promise((resume) => setImmediate(resume))
    if (answer.problem !== undefined) throw new HttpPortError(answer.problem, 'SCRIPTED')
    const { status = 200, body = '', headers = {} } = answer
    return { status, header: (name) => headers[name] ?? null, body: once(body) }
  }

  countRequests(part: string): number {
    return this.requests.filter((request) => request.url.includes(part)).length
  }
}

// An answer comes over time, so its body is asynchronous even where it is short.
async function* once(body: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve()
  if (body !== '') yield new TextEncoder().encode(body)
}

/** The documented answer for a token that is dead. Source: `api2/error-handling-and-code`. */
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
