import * as http from 'node:http'
import * as https from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import {
  HttpPortError,
  type HttpBody,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../core/ports'

/** An HTTP port with plain Node, for tests of core against a loopback server. Keeps connections alive, follows no redirects. */
export class NodeHttpPort implements HttpPort {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }

  send(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      if (request.signal?.aborted === true) {
        reject(new HttpPortError('aborted', ''))
        return
      }
      const outgoing = this.open(request)
      const deadline = new Deadline(outgoing)
      watchConnecting(outgoing, deadline, request)
      const abort = (): void => deadline.abort(new HttpPortError('aborted', ''))
      request.signal?.addEventListener('abort', abort, { once: true })
      outgoing.once('close', () => request.signal?.removeEventListener('abort', abort))
      outgoing.on('error', (error) => {
        deadline.clear()
        reject(deadline.error ?? toPortError(error, 'unreachable'))
      })
      outgoing.once('response', (incoming) => {
        const { statusCode = 0 } = incoming
        if (statusCode >= 300 && statusCode < 400 && incoming.headers.location !== undefined) {
          deadline.abort(new HttpPortError('redirected', String(statusCode)))
          return
        }
        deadline.set('idle', request.timeouts.idleMs)
        resolve({
          status: statusCode,
          header: (name) => headerOf(incoming.headers, name),
          body: bodyOf(incoming, deadline, request.timeouts.idleMs),
        })
      })
      sendBody(outgoing, request.body).catch((error: unknown) => {
        // A broken connection emits `error` on the request. Any other failure comes from the source of the bytes.
        if (!outgoing.destroyed) deadline.abort(toPortError(error, 'cut'))
      })
    })
  }

  close(): void {
    this.agents['http:'].destroy()
    this.agents['https:'].destroy()
  }

  private open({ url, method, headers }: HttpRequest): http.ClientRequest {
    const parsedUrl = new URL(url)
    const options = { method, headers }
    return parsedUrl.protocol === 'https:'
      ? https.request(parsedUrl, { ...options, agent: this.agents['https:'] })
      : http.request(parsedUrl, { ...options, agent: this.agents['http:'] })
  }
}

function watchConnecting(outgoing: http.ClientRequest, deadline: Deadline, request: HttpRequest): void {
  const { connectMs, firstByteMs } = request.timeouts
  deadline.set('connect', connectMs)
  outgoing.once('socket', (socket) => {
    const onConnected = (): void => deadline.set('first byte', firstByteMs)
    const isSecure = request.url.startsWith('https:')
    if (socket.connecting) socket.once(isSecure ? 'secureConnect' : 'connect', onConnected)
    else onConnected()
  })
}

async function sendBody(outgoing: http.ClientRequest, body: HttpBody | undefined): Promise<void> {
  if (body?.kind === 'stream' && body.bytes !== undefined) outgoing.setHeader('Content-Length', body.bytes)
  if (body?.kind === 'stream') await pipeline(Readable.from(body.chunks), outgoing)
  else outgoing.end(body?.text)
}

async function* bodyOf(
  incoming: http.IncomingMessage,
  deadline: Deadline,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of decoded(incoming)) {
      deadline.set('idle', idleMs)
      yield chunk as Uint8Array
    }
    if (!incoming.complete) throw new HttpPortError('cut', 'incomplete')
  } catch (error) {
    throw deadline.error ?? toPortError(error, 'cut')
  } finally {
    deadline.clear()
    if (!incoming.complete) incoming.destroy()
  }
}

function decoded(incoming: http.IncomingMessage): Readable {
  if (incoming.headers['content-encoding'] !== 'gzip') return incoming
  const gunzip = createGunzip()
  incoming.once('error', (error) => gunzip.destroy(error))
  return incoming.pipe(gunzip)
}

/** Aborts a request that makes no progress or that is cancelled. `error` says why. */
class Deadline {
  error: HttpPortError | null = null
  private timer: NodeJS.Timeout | null = null
  constructor(private readonly outgoing: http.ClientRequest) {}

  set(detail: string, ms: number): void {
    this.clear()
    this.timer = setTimeout(() => this.abort(new HttpPortError('timed-out', detail)), ms)
  }

  abort(error: HttpPortError): void {
    this.clear()
    this.error ??= error
    this.outgoing.destroy(error)
  }

  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
  }
}

function headerOf(headers: http.IncomingHttpHeaders, name: string): string | null {
  const value = headers[name]
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
}

const tlsProblems: readonly (readonly [RegExp, HttpProblem])[] = [
  [/CERT_(HAS_EXPIRED|NOT_YET_VALID)/, 'certificate-date'],
  [/ALTNAME/, 'certificate-host'],
  [/CERT|SELF_SIGNED|ISSUER/, 'certificate'],
  [/SSL|EPROTO/, 'encryption'],
]

function toPortError(error: unknown, fallback: HttpProblem): HttpPortError {
  if (error instanceof HttpPortError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const match = tlsProblems.find(([pattern]) => pattern.test(code))
  return new HttpPortError(match?.[1] ?? fallback, code)
}
