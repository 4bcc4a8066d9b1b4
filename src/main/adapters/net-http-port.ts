import { net, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import {
  HttpPortError,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../../core/ports'

/** What the system may still hold of an upload when the last of it was handed over, and the slowest line that we wait for. */
const heldBytes = 1_048_576
const slowestBytesPerMs = (16 * 1_024) / 1_000

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
      // Ended before it began: the signal says so no more.
      if (request.signal?.aborted === true) {
        reject(new HttpPortError('aborted', ''))
        return
      }
      const outgoing = this.open(request)
      const { connectMs, firstByteMs, idleMs } = request.timeouts
      // Chromium doesn't tell when a connection stands: one limit covers both ways to the first byte.
      const deadline = new Deadline(outgoing, connectMs + firstByteMs)
      const refuse = (error: HttpPortError): void => {
        deadline.end()
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
        deadline.restart(idleMs, 'idle')
        resolve(toResponse(incoming, deadline, idleMs))
      })
      request.signal?.addEventListener('abort', () => outgoing.abort(), { once: true })
      sendBody(outgoing, request, deadline).catch((error: unknown) => {
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
  private isOver = false

  constructor(
    private readonly outgoing: ClientRequest,
    ms: number,
  ) {
    this.timer = this.start(ms, 'first byte')
  }

  /** Something moved: from now so many milliseconds until the next thing must. */
  restart(ms: number, detail: string): void {
    if (this.isOver) return
    clearTimeout(this.timer)
    this.timer = this.start(ms, detail)
  }

  end(): void {
    this.isOver = true
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
      deadline.restart(idleMs, 'idle')
      yield chunk
    }
  } catch (error) {
    throw deadline.expired ?? toPortError(error, 'cut')
  } finally {
    deadline.end()
  }
}

/** A stream may take as long as it moves: each piece that Chromium took gives it time for the next. */
async function sendBody(outgoing: ClientRequest, request: HttpRequest, deadline: Deadline): Promise<void> {
  const { body, timeouts } = request
  if (body?.kind === 'text') outgoing.write(body.text)
  if (body?.kind === 'stream') {
    let bytes = 0
    for await (const chunk of body.chunks) {
      await write(outgoing, chunk)
      bytes += chunk.byteLength
      deadline.restart(timeouts.idleMs, 'upload')
    }
    deadline.restart(timeouts.firstByteMs + Math.min(bytes, heldBytes) / slowestBytesPerMs, 'first byte')
  }
  outgoing.end()
}

function write(outgoing: ClientRequest, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const written = (error?: Error | null): void => (error ? reject(error) : resolve())
    outgoing.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength), undefined, written)
    hearBody(outgoing)
  })
}

/**
 * The stream below a request, which its first piece makes, fails by itself when an upload is ended in the middle, and
 * nobody can listen to it. Unheard, Electron halts the whole app with a dialog (measured with 25.1.1).
 */
function hearBody(outgoing: ClientRequest): void {
  const { _body: body } = outgoing as unknown as { readonly _body?: NodeJS.EventEmitter }
  if (body?.listenerCount('error') === 0) body.on('error', () => undefined)
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
