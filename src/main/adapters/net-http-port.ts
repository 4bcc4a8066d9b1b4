import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import {
  HttpPortError,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../../core/ports'

/** Two in-memory sessions, so that what must be sent once never meets a connection that something else left open. */
export interface PlatformSessions {
  readonly general: Session
  readonly once: Session
}

/**
 * HTTP over Chromium's network stack: the system's proxy and certificates, as the user's browser has them. On a session
 * of its own, in memory, without cookies and cache. `net.request`, not `net.fetch`: only it shows redirects and streams
 * without filling memory (`security.md` 1.2, 1.13).
 */
export class NetHttpPort implements HttpPort {
  constructor(private readonly sessions: PlatformSessions) {}

  send(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const outgoing = this.open(request)
      const { connectMs, firstByteMs, idleMs } = request.timeouts
      // Chromium doesn't tell when a connection stands: one limit covers both ways to the first byte.
      const deadline = new Deadline(outgoing, connectMs + firstByteMs)
      const refuse = (error: HttpPortError): void => {
        deadline.clear()
        reject(error)
        outgoing.abort()
      }
      outgoing.on('redirect', (status) => {
        refuse(new HttpPortError('redirected', String(status)))
      })
      outgoing.on('error', (error) => {
        refuse(deadline.expired ?? toPortError(error, 'unreachable'))
      })
      outgoing.on('abort', () => {
        refuse(deadline.expired ?? new HttpPortError('aborted', ''))
      })
      outgoing.on('response', (incoming) => {
        deadline.restart(idleMs)
        resolve(toResponse(incoming, deadline, idleMs))
      })
      request.signal?.addEventListener('abort', () => outgoing.abort(), { once: true })
      sendBody(outgoing, request).catch((error: unknown) => {
        refuse(toPortError(error, 'cut'))
      })
    })
  }

  private open(request: HttpRequest): ClientRequest {
    const { method, url, headers, body, once = false } = request
    const outgoing = net.request({
      ...{ method, url, session: once ? this.sessions.once : this.sessions.general },
      ...{ redirect: 'manual', credentials: 'omit', useSessionCookies: false },
    })
    for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value)
    outgoing.setHeader('Cache-Control', 'no-store')
    // Chromium by itself sends a request again, a DELETE too, when a connection that was used before drops without an
    // answer (measured). On a connection of its own it doesn't. HTTP/2, which shares one, is off (`index.ts`).
    if (once) outgoing.setHeader('Connection', 'close')
    if (body?.kind === 'stream') outgoing.chunkedEncoding = true
    return outgoing
  }
}

/** Ends a request that stands still. What it ends with is told by `expired`. */
class Deadline {
  expired: HttpPortError | null = null
  private timer: NodeJS.Timeout

  constructor(
    private readonly outgoing: ClientRequest,
    ms: number,
  ) {
    this.timer = this.start(ms, 'first byte')
  }

  restart(ms: number): void {
    this.clear()
    this.timer = this.start(ms, 'idle')
  }

  clear(): void {
    clearTimeout(this.timer)
  }

  private start(ms: number, detail: string): NodeJS.Timeout {
    return setTimeout(() => {
      this.expired = new HttpPortError('timed-out', detail)
      this.outgoing.abort()
    }, ms)
  }
}

function toResponse(incoming: IncomingMessage, deadline: Deadline, idleMs: number): HttpResponse {
  return {
    status: incoming.statusCode,
    header(name) {
      const value = incoming.headers[name]
      return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
    },
    body: readBody(incoming, deadline, idleMs),
  }
}

async function* readBody(
  incoming: IncomingMessage,
  deadline: Deadline,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  try {
    // At run time the answer is a readable stream; its type leaves that out.
    for await (const chunk of incoming as unknown as AsyncIterable<Uint8Array>) {
      deadline.restart(idleMs)
      yield chunk
    }
  } catch (error) {
    throw deadline.expired ?? toPortError(error, 'cut')
  } finally {
    deadline.clear()
  }
}

async function sendBody(outgoing: ClientRequest, request: HttpRequest): Promise<void> {
  const { body } = request
  if (body?.kind === 'text') outgoing.write(body.text)
  if (body?.kind === 'stream') {
    for await (const chunk of body.chunks) await write(outgoing, chunk)
  }
  outgoing.end()
}

function write(outgoing: ClientRequest, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    outgoing.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), undefined, resolve)
  })
}

const problems: readonly (readonly [RegExp, HttpProblem])[] = [
  [/ERR_(CERT|SSL|BAD_SSL)_/, 'certificate'],
  [/TIMED_OUT/, 'timed-out'],
  [/ERR_(CONTENT_LENGTH_MISMATCH|INCOMPLETE_CHUNKED_ENCODING|CONTENT_DECODING_FAILED|RESPONSE_BODY)/, 'cut'],
]

function toPortError(error: unknown, otherwise: HttpProblem): HttpPortError {
  if (error instanceof HttpPortError) return error
  const code = /ERR_[A-Z0-9_]+/.exec(error instanceof Error ? error.message : '')?.[0] ?? 'unknown'
  const known = problems.find(([pattern]) => pattern.test(code))
  return new HttpPortError(known?.[1] ?? otherwise, code)
}
