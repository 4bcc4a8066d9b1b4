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

/** Two in-memory sessions. Requests that must be sent exactly once never reuse a connection of other requests. */
export interface PlatformSessions {
  readonly general: Session
  readonly once: Session
}

/**
 * HTTP with Chromium's network stack, which uses the system's proxy and certificates. Sessions are in memory, without
 * cookies or cache. Uses `net.request` because `net.fetch` hides redirects and buffers streams in memory
 * (docs/threat-model.md#streaming).
 */
export class NetHttpPort implements HttpPort {
  constructor(private readonly sessions: PlatformSessions) {}

  send(request: HttpRequest): Promise<HttpResponse> {
    // An already aborted signal emits no event.
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
    // Chromium automatically retries a request, even a DELETE, if a reused connection drops without a response (measured).
    // It does not on a separate connection. HTTP/2, which shares connections, is disabled (`index.ts`).
    if (once) outgoing.setHeader('Connection', 'close')
    // With a declared length, Chromium collects the whole body before it sends anything.
    if (body?.kind === 'stream' && body.bytes === undefined) outgoing.chunkedEncoding = true
    return outgoing
  }
}

/** One request and its response. */
class Exchange {
  private readonly deadline: HttpDeadline
  /** Aborted once the rest of the body is not needed, because the response came or the request failed. */
  private readonly bodyOver = new AbortController()
  private readonly abort = (): void => this.outgoing.abort()

  constructor(
    private readonly outgoing: ClientRequest,
    private readonly request: HttpRequest,
  ) {
    this.deadline = new HttpDeadline(outgoing)
  }

  run(): Promise<HttpResponse> {
    const { outgoing, deadline } = this
    const { timeouts, signal } = this.request
    // Chromium does not report when it is connected, so one timeout covers connecting and the first byte.
    deadline.restart(timeouts.connectMs + timeouts.firstByteMs, 'first byte')
    signal?.addEventListener('abort', this.abort)
    return new Promise((resolve, reject) => {
      const rejectWith = (error: HttpPortError): void => {
        this.end()
        reject(error)
        outgoing.abort()
      }
      outgoing.on('redirect', (status) => rejectWith(new HttpPortError('redirected', String(status))))
      outgoing.on('error', (error) => {
        // Errors of single writes are meaningless: the request reports the reason with a response or a network error.
        if (netCode(error) === null) return
        rejectWith(this.errorOf(error, 'unreachable'))
      })
      outgoing.on('abort', () => rejectWith(this.errorOf(null, 'aborted')))
      outgoing.on('response', (incoming) => {
        this.bodyOver.abort()
        deadline.restart(timeouts.idleMs, 'idle')
        // Wait until the source is closed, because a retry may read the same bytes again.
        void bodySent.then(() => resolve(toResponse(incoming, this.readBody(incoming))))
      })
      const bodySent = sendBody(outgoing, this.request, { deadline, over: this.bodyOver.signal })
        .then((outcome) => {
          if (outcome === 'broken' && !this.bodyOver.signal.aborted)
            deadline.restart(timeouts.firstByteMs, 'first byte')
        })
        .catch((error: unknown) => rejectWith(toPortError(error, 'cut')))
    })
  }

  private async *readBody(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
    const { deadline } = this
    const { idleMs } = this.request.timeouts
    let isWhole = false
    try {
      // At run time the response is a readable stream, which its type omits.
      for await (const chunk of incoming as unknown as AsyncIterable<Uint8Array>) {
        deadline.pause()
        yield chunk
        deadline.restart(idleMs, 'idle')
      }
      isWhole = true
    } catch (error) {
      throw this.errorOf(error, 'cut')
    } finally {
      this.end()
      // If the reader stops early, a trickling response would otherwise keep its connection open.
      if (!isWhole) this.outgoing.abort()
    }
  }

  /** Stops all timers and listeners. */
  private end(): void {
    this.deadline.stop()
    this.bodyOver.abort()
    this.request.signal?.removeEventListener('abort', this.abort)
  }

  /** The actual cause: our timeout, an abort by the caller, or the network. */
  private errorOf(error: unknown, fallback: HttpProblem): HttpPortError {
    if (this.deadline.expired !== null) return this.deadline.expired
    if (this.request.signal?.aborted === true) return new HttpPortError('aborted', '')
    return error === null ? new HttpPortError(fallback, '') : toPortError(error, fallback)
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
  [/ERR_CERT_DATE_/, 'certificate-date'],
  [/ERR_CERT_COMMON_NAME_/, 'certificate-host'],
  [/CLIENT_AUTH/, 'encryption'],
  [/ERR_CERT|_CERT_|PROXY_CERTIFICATE/, 'certificate'],
  [/SSL_|TLS_/, 'encryption'],
  // Chromium does not even report a redirect to an address that it cannot or will not load.
  [/REDIRECT/, 'redirected'],
  [/TIMED_OUT/, 'timed-out'],
  [/ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|CONTENT_DECODING_FAILED|RESPONSE_BODY)/, 'cut'],
]

function toPortError(error: unknown, fallback: HttpProblem): HttpPortError {
  if (error instanceof HttpPortError) return error
  const code = netCode(error) ?? 'unknown'
  const match = problems.find(([pattern]) => pattern.test(code))
  return new HttpPortError(match?.[1] ?? fallback, code)
}

/** Chromium's code of a network error, or null for any other error. */
function netCode(error: unknown): string | null {
  return /ERR_[A-Z0-9_]+/.exec(error instanceof Error ? error.message : '')?.[0] ?? null
}
