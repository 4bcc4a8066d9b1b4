import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { createHash, X509Certificate } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { HttpPort, HttpRequest } from '../../core/ports'
import { createSelfSignedCertificate } from '../../demo-server'
import { KeptHttpPort } from './kept-http-port'
import { VerifiedCertificates } from './verified-certificates'

const servers: Server[] = []

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
})

/** A server that counts its connections and the requests that arrive whole. */
async function listen(respond: RequestListener, tls?: { key: string; cert: string }) {
  const requests: IncomingMessage[] = []
  const sockets: Socket[] = []
  const handle: RequestListener = (incoming, outgoing) => {
    requests.push(incoming)
    respond(incoming, outgoing)
  }
  const server = tls === undefined ? createServer(handle) : createTlsServer(tls, handle)
  server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => sockets.push(socket))
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    requests,
    sockets,
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/a?b=c`,
  }
}

const ok: RequestListener = (_, outgoing) => outgoing.end('{}')

/** Records what is left to Chromium's stack. */
function createPort(overrides: Partial<ConstructorParameters<typeof KeptHttpPort>[0]> = {}) {
  const toChromium: string[] = []
  const chromium: HttpPort = {
    send: ({ url }) => {
      toChromium.push(url)
      return Promise.resolve({ status: 299, header: () => null, body: noBody() })
    },
  }
  const port = new KeptHttpPort({
    chromium,
    resolveProxy: () => Promise.resolve('DIRECT'),
    isAccepted: () => false,
    loopbackOnly: false,
    userAgent: 'test',
    now: () => performance.now(),
    ...overrides,
  })
  return { port, toChromium }
}

async function* noBody(): AsyncGenerator<Uint8Array> {
  // Ends at once.
}

async function send(port: HttpPort, url: string, overrides: Partial<HttpRequest> = {}): Promise<number> {
  const response = await port.send({
    method: 'DELETE',
    url,
    headers: { 'X-Auth-Token': 'secret' },
    once: true,
    timeouts: { connectMs: 5_000, firstByteMs: 5_000, idleMs: 5_000 },
    ...overrides,
  })
  for await (const _ of response.body);
  return response.status
}

/** Sends until the server has proved that it keeps connections. */
async function sendUntilKept(port: HttpPort, server: Awaited<ReturnType<typeof listen>>): Promise<void> {
  await vi.waitFor(async () => {
    const before = server.sockets.length
    await send(port, server.url)
    expect(server.sockets.length).toBe(before)
  })
}

describe('a DELETE', () => {
  it('uses a kept connection again', async () => {
    const server = await listen(ok)
    const { port, toChromium } = createPort()
    await sendUntilKept(port, server)
    const before = server.sockets.length
    for (let n = 0; n < 20; n += 1) expect(await send(port, server.url)).toBe(200)
    expect(server.sockets.length).toBe(before)
    expect(server.requests.at(-1)).toMatchObject({
      method: 'DELETE',
      url: '/a?b=c',
      headers: { host: new URL(server.url).host, 'x-auth-token': 'secret', 'cache-control': 'no-store' },
    })
    expect(toChromium).toEqual([])
  })

  it.each(['reset', 'end'] as const)(
    'is never sent twice: a kept connection that drops after the request (%s) leaves it without a response',
    async (how) => {
      let drops = false
      const server = await listen((incoming, outgoing) => {
        if (!drops) ok(incoming, outgoing)
        else if (how === 'reset') incoming.socket.resetAndDestroy()
        else incoming.socket.end()
      })
      const { port, toChromium } = createPort()
      await sendUntilKept(port, server)
      drops = true
      const before = server.requests.length
      await expect(send(port, server.url)).rejects.toMatchObject({ problem: 'unreachable' })
      expect(server.requests.length).toBe(before + 1)
      expect(toChromium).toEqual([])
    },
  )

  it('is not lost on a server that closes each connection without saying so', async () => {
    const server = await listen((_, outgoing) => {
      outgoing.end('{}', () => outgoing.socket?.end())
    })
    const { port, toChromium } = createPort()
    for (let n = 0; n < 20; n += 1) expect(await send(port, server.url)).toBe(200)
    expect([server.requests.length, toChromium]).toEqual([20, []])
  })

  it('has a new connection each time once a kept one was lost', async () => {
    let drops = false
    const server = await listen((incoming, outgoing) => {
      if (drops) incoming.socket.resetAndDestroy()
      else ok(incoming, outgoing)
    })
    const { port } = createPort({ limits: { idleMs: 2_000, provenAfterMs: 15, retryAfterMs: 60_000 } })
    await sendUntilKept(port, server)
    drops = true
    await send(port, server.url).catch(() => undefined)
    drops = false
    const before = server.sockets.length
    await send(port, server.url)
    expect(server.sockets.length).toBe(before + 1)
  })

  it('leaves no idle connection open until the server closes it', async () => {
    const server = await listen(ok)
    const { port } = createPort({ limits: { idleMs: 30, provenAfterMs: 1, retryAfterMs: 60_000 } })
    await send(port, server.url)
    const [socket] = server.sockets
    if (socket?.destroyed === false) await once(socket, 'close')
    expect(socket?.destroyed).toBe(true)
  })

  it('does not keep a connection that the server closes within a second', async () => {
    const server = await listen((_, outgoing) => {
      outgoing.setHeader('Keep-Alive', 'timeout=1').end('{}')
    })
    const { port } = createPort()
    await send(port, server.url)
    await send(port, server.url)
    expect(server.sockets).toHaveLength(2)
  })

  it('follows no redirect', async () => {
    const other = await listen(ok)
    const server = await listen((_, outgoing) => {
      outgoing.writeHead(307, { Location: other.url }).end()
    })
    const { port } = createPort()
    await expect(send(port, server.url)).rejects.toMatchObject({ problem: 'redirected', detail: '307' })
    expect(other.requests).toEqual([])
  })

  it('ends when its caller aborts, and is not sent again', async () => {
    const abort = new AbortController()
    const server = await listen(() => abort.abort())
    const { port, toChromium } = createPort()
    await expect(send(port, server.url, { signal: abort.signal })).rejects.toMatchObject({
      problem: 'aborted',
    })
    expect([server.requests.length, toChromium]).toEqual([1, []])
  })

  it('ends when no response arrives in time', async () => {
    const server = await listen(() => undefined)
    const { port } = createPort()
    const timeouts = { connectMs: 5_000, firstByteMs: 50, idleMs: 50 }
    await expect(send(port, server.url, { timeouts })).rejects.toMatchObject({ problem: 'timed-out' })
  })
})

describe("Chromium's stack", () => {
  it.each(['PROXY proxy.example:8080', 'PROXY proxy.example:8080; DIRECT', 'SOCKS5 127.0.0.1:1080', ''])(
    'sends what goes through a proxy: %s',
    async (proxy) => {
      const server = await listen(ok)
      const { port, toChromium } = createPort({ resolveProxy: () => Promise.resolve(proxy) })
      await send(port, server.url)
      expect([server.sockets.length, toChromium]).toEqual([0, [server.url]])
    },
  )

  it('sends to a server that no connection can be opened to', async () => {
    const { port, toChromium } = createPort()
    const closed = 'http://127.0.0.1:1/a'
    expect(await send(port, closed)).toBe(299)
    expect(toChromium).toEqual([closed])
  })

  it.each(['http://localhost:1/a', 'https://platform.example/a'])(
    'sends to %s on a runtime that may reach only this computer',
    async (url) => {
      const { port, toChromium } = createPort({ loopbackOnly: true })
      await send(port, url)
      expect(toChromium).toEqual([url])
    },
  )

  it.each(['GET', 'POST'] as const)('sends every %s', async (method) => {
    const server = await listen(ok)
    const { port, toChromium } = createPort()
    await send(port, server.url, { method })
    expect(toChromium).toEqual([server.url])
  })
})

describe('a certificate', () => {
  /** What Chromium would report about a certificate. */
  function certificatesOf(cert: string, errorCode: number): VerifiedCertificates {
    const certificates = new VerifiedCertificates(() => 0)
    const { raw } = new X509Certificate(cert)
    const fingerprint = `sha256/${Buffer.from(sha256(raw)).toString('base64')}`
    certificates.watch({
      setCertificateVerifyProc: (verify) =>
        verify?.(
          { hostname: '127.0.0.1', errorCode, certificate: { fingerprint } } as never,
          () => undefined,
        ),
    })
    return certificates
  }

  const portFor = (certificates: VerifiedCertificates) =>
    createPort({ isAccepted: (host, certificate) => certificates.isAccepted(host, certificate) })

  it('that Chromium accepted for the host is used', async () => {
    const tls = createSelfSignedCertificate()
    const server = await listen(ok, tls)
    const { port, toChromium } = portFor(certificatesOf(tls.cert, 0))
    expect(await send(port, server.url)).toBe(200)
    expect([server.requests.length, toChromium]).toEqual([1, []])
  })

  it.each([
    ['that Chromium did not accept', -202, true],
    ['of another key', 0, false],
  ])('%s is sent nothing', async (_, errorCode, isSame) => {
    const tls = createSelfSignedCertificate()
    const server = await listen(ok, tls)
    const known = isSame ? tls : createSelfSignedCertificate()
    const { port, toChromium } = portFor(certificatesOf(known.cert, errorCode))
    await send(port, server.url)
    expect([server.requests.length, toChromium]).toEqual([0, [server.url]])
  })

  it('counts for an hour', () => {
    let now = 0
    const certificates = new VerifiedCertificates(() => now)
    const bytes = new Uint8Array([1, 2, 3])
    certificates.watch({
      setCertificateVerifyProc: (verify) =>
        verify?.(
          {
            hostname: 'platform.example',
            errorCode: 0,
            certificate: { fingerprint: `sha256/${Buffer.from(sha256(bytes)).toString('base64')}` },
          } as never,
          (verdict) => expect(verdict).toBe(-3),
        ),
    })
    expect(certificates.isAccepted('platform.example', bytes)).toBe(true)
    expect(certificates.isAccepted('other.example', bytes)).toBe(false)
    now = 3_600_000
    expect(certificates.isAccepted('platform.example', bytes)).toBe(false)
  })
})

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}
