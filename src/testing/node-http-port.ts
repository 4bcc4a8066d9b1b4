import * as http from 'node:http'
import * as https from 'node:https'
import {
  HttpPortError,
  type HttpPort,
  type HttpProblem,
  type HttpRequest,
  type HttpResponse,
} from '../core/ports'

/** The HTTP port over plain Node, for tests of core against a real loopback server. Keeps connections alive, follows nothing. */
export class NodeHttpPort implements HttpPort {
  private readonly agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }

  send(request: HttpRequest): Promise<HttpResponse> {
    return new Promise((resolve, reject) => {
      const url = new URL(request.url)
      const secure = url.protocol === 'https:'
      const outgoing = (secure ? https : http).request(url, {
        method: request.method,
        headers: request.headers,
        agent: this.agents[secure ? 'https:' : 'http:'],
      })
      const deadline = new Deadline((detail) => outgoing.destroy(new HttpPortError('timed-out', detail)))
      deadline.set('connect', request.timeouts.connectMs)
      outgoing.once('socket', (socket) => {
        const connected = (): void => deadline.set('first byte', request.timeouts.firstByteMs)
        if (socket.connecting) socket.once(secure ? 'secureConnect' : 'connect', connected)
        else connected()
      })
      const abort = (): void => void outgoing.destroy(new HttpPortError('aborted', ''))
      request.signal?.addEventListener('abort', abort, { once: true })
      outgoing.once('error', (error) => {
        deadline.clear()
        reject(toPortError(error, 'unreachable'))
      })
      outgoing.once('response', (incoming) => {
        deadline.set('idle', request.timeouts.idleMs)
        const { statusCode = 0 } = incoming
        if (statusCode >= 300 && statusCode < 400 && incoming.headers.location !== undefined) {
          outgoing.destroy()
          deadline.clear()
          reject(new HttpPortError('redirected', String(statusCode)))
          return
        }
        resolve({
          status: statusCode,
          header: (name) => headerOf(incoming.headers, name),
          body: bodyOf(incoming, deadline, request.timeouts.idleMs),
        })
      })
      void sendBody(outgoing, request)
    })
  }

  close(): void {
    this.agents['http:'].destroy()
    this.agents['https:'].destroy()
  }
}

async function sendBody(outgoing: http.ClientRequest, request: HttpRequest): Promise<void> {
  const { body } = request
  if (body?.kind === 'text') outgoing.end(body.text)
  else if (body === undefined) outgoing.end()
  else {
    for await (const chunk of body.chunks) {
      if (!outgoing.write(chunk)) await new Promise((resume) => outgoing.once('drain', resume))
    }
    outgoing.end()
  }
}

async function* bodyOf(
  incoming: http.IncomingMessage,
  deadline: Deadline,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of incoming) {
      deadline.set('idle', idleMs)
      yield chunk as Uint8Array
    }
    if (!incoming.complete) throw new HttpPortError('cut', 'incomplete')
  } catch (error) {
    throw toPortError(error, 'cut')
  } finally {
    deadline.clear()
  }
}

class Deadline {
  private timer: NodeJS.Timeout | null = null
  constructor(private readonly onExpired: (detail: string) => void) {}

  set(detail: string, ms: number): void {
    this.clear()
    this.timer = setTimeout(() => {
      this.onExpired(detail)
    }, ms)
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

function toPortError(error: unknown, otherwise: HttpProblem): HttpPortError {
  if (error instanceof HttpPortError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const certificate = /CERT|SELF_SIGNED|ALTNAME|ISSUER|SSL/.test(code)
  return new HttpPortError(certificate ? 'certificate' : otherwise, code)
}
