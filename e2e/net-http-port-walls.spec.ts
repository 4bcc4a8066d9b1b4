import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import { connect, type AddressInfo, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type ElectronApplication } from '@playwright/test'
import { createCertificateAuthority, createSelfSignedCertificate, type TlsIdentity } from '../src/demo-server'
import { portTest, type PortGlobals } from './support/port-test'
import { makeTrustingHome } from './support/trusting-home'

/**
 * Tests the HTTP port against certificates, old encryption, redirects and proxies, in the real runtime. Every request has the
 * headers of a secret; no server that it must not reach may see one.
 */

const token = 'TOKEN-canary-77b1'
const company = createCertificateAuthority('Company CA')

type Handler = (request: IncomingMessage, response: ServerResponse) => void

interface Served {
  readonly url: string
  /** The requests that arrived. */
  readonly requests: readonly IncomingMessage[]
}

interface Fixtures {
  readonly serve: (handler: Handler) => Promise<Served>
  readonly serveTls: (options: ServerOptions) => Promise<Served>
  readonly listen: (server: Server) => Promise<number>
}

const test = portTest.extend<Fixtures>({
  /** A home whose store of certificates trusts the company's authority. */
  home: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-home-'))
    await use(await makeTrustingHome(folder, company.cert))
    await rm(folder, { recursive: true, force: true })
  },

  listen: async ({}, use) => {
    const servers: Server[] = []
    const sockets = new Set<Socket>()
    await use(async (server) => {
      servers.push(server)
      server.on('connection', (socket: Socket) => sockets.add(socket))
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return (server.address() as AddressInfo).port
    })
    for (const socket of sockets) socket.destroy()
    for (const server of servers) server.close()
  },

  serve: async ({ listen }, use) => {
    await use(async (handler) => {
      const requests: IncomingMessage[] = []
      const port = await listen(
        createServer((request, response) => {
          requests.push(request)
          handler(request, response)
        }),
      )
      return { url: `http://127.0.0.1:${String(port)}/api`, requests }
    })
  },

  serveTls: async ({ listen }, use) => {
    await use(async (options) => {
      const requests: IncomingMessage[] = []
      const server = createTlsServer(options, (request, response) => {
        requests.push(request)
        response.end('reached')
      })
      return { url: `https://127.0.0.1:${String(await listen(server))}/api`, requests }
    })
  },
})

/** Sends a request with the token. The status, or the message of the port's error. */
function endOf(electron: ElectronApplication, url: string, method = 'GET'): Promise<string> {
  return electron.evaluate(
    async (_, given) => {
      const { harness } = globalThis as unknown as PortGlobals
      const port = await harness.port
      const timeouts = { connectMs: 5_000, firstByteMs: 5_000, idleMs: 5_000 }
      const headers = { 'X-Auth-Token': given.token }
      try {
        const response = await port.send({ method: given.method, url: given.url, headers, timeouts })
        let text = String(response.status)
        // Chromium hides the page of a proxy that refuses a tunnel; the app needs only its status.
        if (response.status === 407) return text
        for await (const chunk of response.body) text += ` ${Buffer.from(chunk).toString()}`
        return text
      } catch (error) {
        return error instanceof Error ? error.message : 'unknown'
      }
    },
    { url, method, token },
  )
}

const lastYear = { validFrom: new Date('2019-01-01'), validTo: new Date('2020-01-01') }
const nextYear = { validFrom: new Date('2048-01-01'), validTo: new Date('2049-01-01') }

const identities: readonly (readonly [string, TlsIdentity, string])[] = [
  ['of the company', company.issue(), '200 reached'],
  ['that has expired', company.issue(lastYear), 'certificate-date: ERR_CERT_DATE_INVALID'],
  ['that is not valid yet', company.issue(nextYear), 'certificate-date: ERR_CERT_DATE_INVALID'],
  [
    'of another host',
    company.issue({ host: 'other.example' }),
    'certificate-host: ERR_CERT_COMMON_NAME_INVALID',
  ],
  ['that signed itself', createSelfSignedCertificate(), 'certificate: ERR_CERT_AUTHORITY_INVALID'],
  [
    'of an unknown authority',
    createCertificateAuthority('Other CA').issue(),
    'certificate: ERR_CERT_AUTHORITY_INVALID',
  ],
]

test('a certificate is trusted only if its authority, date and host are right', async ({
  electron,
  serveTls,
}) => {
  for (const [name, identity, end] of identities) {
    const served = await serveTls(identity)
    expect(await endOf(electron, served.url), name).toBe(end)
    expect(served.requests, name).toHaveLength(end.startsWith('200') ? 1 : 0)
  }
})

test('outdated or missing encryption is reported, and nothing is sent', async ({
  electron,
  serve,
  serveTls,
}) => {
  for (const version of ['TLSv1', 'TLSv1.1'] as const) {
    const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
    const served = await serveTls({ ...company.issue(), ...old })
    expect(await endOf(electron, served.url)).toBe('encryption: ERR_SSL_VERSION_OR_CIPHER_MISMATCH')
    expect(served.requests).toEqual([])
  }
  const plain = await serve((_, response) => response.end('plain'))
  expect(await endOf(electron, plain.url.replace('http:', 'https:'))).toBe(
    'encryption: ERR_SSL_PROTOCOL_ERROR',
  )
  expect(plain.requests).toEqual([])
  const mutual = await serveTls({ ...company.issue(), requestCert: true, rejectUnauthorized: true })
  expect(await endOf(electron, mutual.url)).toMatch(/^encryption: ERR_\w*CLIENT_AUTH/)
  expect(mutual.requests).toEqual([])
})

for (const status of [301, 302, 303, 307, 308]) {
  test(`a redirect by ${String(status)} is followed to no address`, async ({ electron, serve, serveTls }) => {
    const other = await serve((_, response) => response.end('other'))
    const secure = await serveTls(company.issue())
    const ends: Record<string, string> = {}
    const locations = [
      other.url,
      other.url.replace('http:', ''),
      secure.url,
      '/api/elsewhere',
      '?again',
      '',
      'file:///etc/passwd',
      'data:text/plain,x',
      'javascript:1',
      'blob:x',
      'chrome://version',
      'app://bundle/index.html',
      'http://',
      'http://[::1',
      'https://127.0.0.1:1/',
    ]
    for (const location of locations) {
      const redirecting = await serve((_, response) => {
        response.writeHead(status, { Location: location }).end()
      })
      for (const method of ['GET', 'POST', 'DELETE']) {
        ends[`${method} ${location}`] = await endOf(electron, redirecting.url, method)
      }
      expect(redirecting.requests, location).toHaveLength(3)
    }
    expect(other.requests).toEqual([])
    expect(secure.requests).toEqual([])
    const wrong = Object.entries(ends).filter(([, end]) => !/^(redirected: |3\d\d)/.test(end))
    expect(wrong).toEqual([])
  })
}

const demands = ['Basic realm="proxy"', 'Digest realm="p", nonce="x"', 'NTLM', 'Negotiate', '']

test('a proxy that asks for a password is reported, and never gets the token of https', async ({
  electron,
  listen,
  serveTls,
}) => {
  const served = await serveTls(company.issue())
  for (const demand of demands) {
    const refusal = [
      'HTTP/1.1 407 Proxy Authentication Required',
      ...(demand === '' ? [] : [`Proxy-Authenticate: ${demand}`]),
      'Content-Type: text/html',
      'Content-Length: 2',
      'Connection: close',
      '',
      'no',
    ].join('\r\n')
    const heads: string[] = []
    const proxy = createServer().on('connect', (request: IncomingMessage, socket: Socket) => {
      heads.push(JSON.stringify(request.headers))
      socket.end(refusal)
    })
    proxy.on('request', (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(407, demand === '' ? {} : { 'Proxy-Authenticate': demand }).end('no')
    })
    const port = await listen(proxy)
    await useProxy(electron, `127.0.0.1:${String(port)}`)
    expect(await endOf(electron, served.url), demand).toMatch(/^(407|\w+: ERR_\w*PROXY_AUTH)/)
    expect(heads.length).toBeGreaterThan(0)
    expect(heads.join()).not.toContain(token)
    const plainEnd = await endOf(electron, 'http://127.0.0.1:8009/api')
    expect(plainEnd, demand).toMatch(/^(407|\w+: ERR_\w*PROXY_AUTH)/)
  }
  expect(served.requests).toEqual([])
})

test('a tunnel through a proxy works with the authority of the company', async ({
  electron,
  listen,
  serveTls,
}) => {
  const served = await serveTls(company.issue())
  const proxy = createServer().on('connect', (request: IncomingMessage, socket: Socket) => {
    const [host = '', port = ''] = (request.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.pipe(onward).pipe(socket)
    })
    for (const end of [onward, socket]) end.on('error', () => socket.destroy())
  })
  await useProxy(electron, `127.0.0.1:${String(await listen(proxy))}`)
  expect(await endOf(electron, served.url)).toBe('200 reached')
  expect(served.requests).toHaveLength(1)
})

/** Sends even requests to this computer through a proxy. */
function useProxy(electron: ElectronApplication, proxyRules: string): Promise<void> {
  return electron.evaluate(async ({ session }, rules) => {
    for (const name of ['general', 'once'])
      await session
        .fromPartition(name, { cache: false })
        .setProxy({ proxyRules: rules, proxyBypassRules: '<-loopback>' })
  }, proxyRules)
}
