import { request as sendRequest, type ClientRequest, type IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { HttpPortError, type HttpPort, type HttpRequest, type HttpResponse } from '../../core/ports'
import { ConnectionPool, defaultPoolLimits, type PoolLimits } from './connection-pool'
import { HttpDeadline } from './http-deadline'
import { ConnectionGoneError, type KeptConnection } from './kept-connection'

export interface KeptHttpPorts {
  /** Chromium's stack. It sends every other request, and those for which no connection can be kept. */
  readonly chromium: HttpPort
  /** Chromium's proxy for a URL, such as `DIRECT` or `PROXY host:80`. */
  readonly resolveProxy: (url: string) => Promise<string>
  /** Whether Chromium accepted this certificate (DER) for the host. */
  readonly isAccepted: (host: string, certificate: Uint8Array) => boolean
  /** On a trial runtime no other computer may be reached. */
  readonly loopbackOnly: boolean
  readonly userAgent: string
  readonly now: () => number
  readonly limits?: PoolLimits
}

/** How long the answer of `resolveProxy` is used, in ms. */
const proxyValidForMs = 5_000
/** After this long Chromium's stack tries, in ms: it knows more ways to reach a host. */
const maxConnectMs = 5_000

/**
 * Sends DELETEs over kept connections. Chromium repeats a request when a reused connection drops, so there each DELETE needs a
 * new connection, which costs two or three round trips. Node's HTTP client never repeats a request: a DELETE whose
 * connection drops has no response, and the next listing decides. Nothing is sent here that Chromium's stack would not send
 * to the same server: through a proxy, or to a server whose certificate Chromium has not accepted, that stack is used.
 */
export class KeptHttpPort implements HttpPort {
  private readonly pool: ConnectionPool
  private readonly proxies = new Map<string, { readonly isDirect: Promise<boolean>; readonly at: number }>()

  constructor(private readonly ports: KeptHttpPorts) {
    this.pool = new ConnectionPool(ports.now, ports.limits ?? defaultPoolLimits)
  }

  async send(request: HttpRequest): Promise<HttpResponse> {
    const { chromium } = this.ports
    if (request.method !== 'DELETE' || request.body !== undefined) return chromium.send(request)
    if (request.signal?.aborted === true) throw new HttpPortError('aborted', '')
    const url = new URL(request.url)
    const connection = (await this.mayConnect(url)) ? await this.connect(url, request) : null
    if (connection === null) return chromium.send(request)
    try {
      return await new KeptExchange(request, { url, connection, pool: this.pool, ports: this.ports }).run()
    } catch (error) {
      // Closed before the request was handed to it: nothing was sent.
      if (error instanceof ConnectionGoneError) return chromium.send(request)
      throw error
    }
  }

  private connect(url: URL, { timeouts, signal }: HttpRequest): Promise<KeptConnection | null> {
    const timeoutMs = Math.min(timeouts.connectMs, maxConnectMs)
    return this.pool.take({ url, timeoutMs, signal, isAccepted: this.ports.isAccepted })
  }

  /** Names of this computer are left to Chromium, which never asks the system for their address. */
  private async mayConnect(url: URL): Promise<boolean> {
    const isHere = isLoopbackAddress(url.hostname)
    if (!isHere && (this.ports.loopbackOnly || url.protocol !== 'https:')) return false
    if (/(^|\.)localhost\.?$/i.test(url.hostname)) return false
    return this.isDirect(url)
  }

  private isDirect(url: URL): Promise<boolean> {
    const now = this.ports.now()
    const known = this.proxies.get(url.origin)
    if (known !== undefined && now - known.at < proxyValidForMs) return known.isDirect
    const isDirect = this.ports.resolveProxy(`${url.origin}/`).then(
      (proxy) => proxy.trim() === 'DIRECT',
      () => false,
    )
    this.proxies.set(url.origin, { isDirect, at: now })
    return isDirect
  }
}

function isLoopbackAddress(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '')
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

interface ExchangeParts {
  readonly url: URL
  readonly connection: KeptConnection
  readonly pool: ConnectionPool
  readonly ports: Pick<KeptHttpPorts, 'userAgent'>
}

/** One request on a kept connection, and its response. */
class KeptExchange {
  private readonly outgoing: ClientRequest
  private readonly deadline: HttpDeadline
  private readonly abort = (): void => {
    this.outgoing.destroy()
  }

  constructor(
    private readonly request: HttpRequest,
    private readonly parts: ExchangeParts,
  ) {
    const { url, connection } = parts
    const { method, headers } = request
    this.outgoing = sendRequest({
      method,
      agent: connection.agent,
      setHost: false,
      path: `${url.pathname}${url.search}`,
      headers: {
        Host: url.host,
        'User-Agent': parts.ports.userAgent,
        Accept: '*/*',
        'Cache-Control': 'no-store',
        ...headers,
      },
    })
    this.deadline = new HttpDeadline({ abort: this.abort })
  }

  run(): Promise<HttpResponse> {
    const { timeouts, signal } = this.request
    const { outgoing, deadline } = this
    deadline.restart(timeouts.firstByteMs, 'first byte')
    signal?.addEventListener('abort', this.abort)
    return new Promise((resolve, reject) => {
      outgoing.on('error', (error) => {
        this.end()
        if (outgoing.reusedSocket) this.parts.pool.recordLost(this.parts.url)
        reject(error instanceof ConnectionGoneError ? error : this.errorOf(error, 'unreachable'))
      })
      outgoing.once('response', (incoming) => {
        const { statusCode = 0, headers } = incoming
        if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
          this.end()
          reject(new HttpPortError('redirected', String(statusCode)))
          outgoing.destroy()
          return
        }
        deadline.restart(timeouts.idleMs, 'idle')
        resolve({
          status: statusCode,
          header: (name) => headerOf(incoming, name),
          body: this.readBody(incoming),
        })
      })
      outgoing.end()
    })
  }

  private async *readBody(incoming: IncomingMessage): AsyncGenerator<Uint8Array> {
    const { url, connection, pool } = this.parts
    try {
      for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
        this.deadline.pause()
        yield chunk
        this.deadline.restart(this.request.timeouts.idleMs, 'idle')
      }
    } catch (error) {
      throw this.errorOf(error, 'cut')
    } finally {
      this.end()
      if (incoming.complete) pool.giveBack(url, connection, serverIdleMs(incoming))
      else this.outgoing.destroy()
    }
  }

  private end(): void {
    this.deadline.stop()
    this.request.signal?.removeEventListener('abort', this.abort)
  }

  /** The actual cause: our timeout, an abort by the caller, or the network. */
  private errorOf(error: unknown, problem: 'unreachable' | 'cut'): HttpPortError {
    if (this.deadline.expired !== null) return this.deadline.expired
    if (this.request.signal?.aborted === true) return new HttpPortError('aborted', '')
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return new HttpPortError(problem, code)
  }
}

function headerOf({ headers }: Pick<IncomingMessage, 'headers'>, name: string): string | null {
  const value = headers[name]
  return Array.isArray(value) ? (value[0] ?? null) : (value ?? null)
}

/** The server's own limit, from `Keep-Alive: timeout=5`, or null. */
function serverIdleMs({ headers }: IncomingMessage): number | null {
  const seconds = /(?:^|[\s,])timeout=(\d+)/i.exec(headerOf({ headers }, 'keep-alive') ?? '')?.[1]
  return seconds === undefined ? null : Number(seconds) * 1_000
}
