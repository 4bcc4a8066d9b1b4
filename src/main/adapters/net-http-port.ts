import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import {
  HttpPortError,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../../core/ports'
import { HttpDeadline } from './http-deadline'
import { sendBody } from './send-body'

/** Two in-memory sessions, so that what must be sent once never meets a connection that something else left open. */
export interface PlatformSessions {
  readonly general: Session
  readonly once: Session
}

/**
 * HTTP over Chromium's network stack: the system's proxy and certificates, as the user's browser has them. On a session
 * of its own, in memory, without cookies and cache. `net.request`, not `net.fetch`: only it shows redirects and streams
 * without filling memory (docs/threat-model.md#streaming).
 */
export class NetHttpPort implements HttpPort {
  constructor(private readonly sessions: PlatformSessions) {}

  send(request: HttpRequest): Promise<HttpResponse> {
    // Ended before it began: the signal says so no more.
    if (request.signal?.aborted === true) return Promise.reject(new HttpPortError('aborted', ''))
    return new Exchange(this.open(request), request).run()
  }

  private open(request: HttpRequest): ClientRequest {
    const { method, url, headers, body, once = false } = request
    const outgoing = net.request({
      method,
      url,
      session: once ? this.sessions.once : this.sessions.general,
      redirect: 'manual',
      credentials: 'omit',
      useSessionCookies: false,
    })
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
    outgoing.setHeader('Cache-Control', 'no-store')
    // Chromium by itself sends a request again, a DELETE too, when a connection that was used before drops without an
    // answer (measured). On a connection of its own it doesn't. HTTP/2, which shares one, is off (`index.ts`).
    if (once) outgoing.setHeader('Connection', 'close')
    // Told its length, Chromium is given all of the body first.
    if (body?.kind === 'stream' && body.bytes === undefined) outgoing.chunkedEncoding = true
    return outgoing
  }
}

/** One request from its first byte to the last of its answer. */
class Exchange {
  private readonly deadline: HttpDeadline
  /** Aborted when nothing of the body is wanted any more: the answer came, or none will. */
  private readonly bodyOver = new AbortController()
  private readonly stop = (): void => this.outgoing.abort()

  constructor(
    private readonly outgoing: ClientRequest,
    private readonly request: HttpRequest,
  ) {
    this.deadline = new HttpDeadline(outgoing)
  }

  run(): Promise<HttpResponse> {
    const { outgoing, deadline } = this
    const { timeouts, signal } = this.request
    // Chromium doesn't tell when a connection stands: one limit covers both ways to the first byte.
    deadline.restart(timeouts.connectMs + timeouts.firstByteMs, 'first byte')
    signal?.addEventListener('abort', this.stop)
    return new Promise((resolve, reject) => {
      const refuse = (error: HttpPortError): void => {
        this.end()
        reject(error)
        outgoing.abort()
      }
      outgoing.on('redirect', (status) => refuse(new HttpPortError('redirected', String(status))))
      outgoing.on('error', (error) => {
        // A piece that could not be handed over says nothing: why, the request tells by an answer or an error of its own.
        if (netCode(error) === null) return
        refuse(this.why(error, 'unreachable'))
      })
      outgoing.on('abort', () => refuse(this.why(null, 'aborted')))
      outgoing.on('response', (incoming) => {
        this.bodyOver.abort()
        deadline.restart(timeouts.idleMs, 'idle')
        // Whoever sends the same bytes again may begin when their source is closed.
        void handedOver.then(() => resolve(toResponse(incoming, this.readBody(incoming))))
      })
      const handedOver = sendBody(outgoing, this.request, { deadline, over: this.bodyOver.signal })
        .then((end) => {
          if (end === 'broken' && !this.bodyOver.signal.aborted)
            deadline.restart(timeouts.firstByteMs, 'first byte')
        })
        .catch((error: unknown) => refuse(toPortError(error, 'cut')))
    })
  }

  private async *readBody(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
    const { deadline } = this
    const { idleMs } = this.request.timeouts
    try {
      // At run time the answer is a readable stream; its type leaves that out.
      for await (const chunk of incoming as unknown as AsyncIterable<Uint8Array>) {
        deadline.pause()
        yield chunk
        deadline.restart(idleMs, 'idle')
      }
    } catch (error) {
      throw this.why(error, 'cut')
    } finally {
      this.end()
    }
  }

  /** Nothing is waited for, and nothing listens any more. */
  private end(): void {
    this.deadline.stop()
    this.bodyOver.abort()
    this.request.signal?.removeEventListener('abort', this.stop)
  }

  /** What really ended it: our own limit, whoever gave it up, or the network. */
  private why(error: unknown, otherwise: HttpProblem): HttpPortError {
    if (this.deadline.expired !== null) return this.deadline.expired
    if (this.request.signal?.aborted === true) return new HttpPortError('aborted', '')
    return error === null ? new HttpPortError(otherwise, '') : toPortError(error, otherwise)
  }
}

function toResponse(incoming: IncomingMessage, body: AsyncIterable<Uint8Array>): HttpResponse {
  return {
    status: incoming.statusCode,
    header(name) {
      const value = incoming.headers[name]
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
    },
    body,
  }
}

const problems: readonly (readonly [RegExp, HttpProblem])[] = [
  [/ERR_(CERT|SSL|BAD_SSL)_/, 'certificate'],
  [/TIMED_OUT/, 'timed-out'],
  [/ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|CONTENT_DECODING_FAILED|RESPONSE_BODY)/, 'cut'],
]

function toPortError(error: unknown, otherwise: HttpProblem): HttpPortError {
  if (error instanceof HttpPortError) return error
  const code = netCode(error) ?? 'unknown'
  const known = problems.find(([pattern]) => pattern.test(code))
  return new HttpPortError(known?.[1] ?? otherwise, code)
}

/** Chromium's name of a problem of the network, or null for anything else. */
function netCode(error: unknown): string | null {
  return /ERR_[A-Z0-9_]+/.exec(error instanceof Error ? error.message : '')?.[0] ?? null
}
