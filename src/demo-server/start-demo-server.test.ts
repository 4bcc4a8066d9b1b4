import { request } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { createSelfSignedCertificate, startDemoServer } from '.'
import { useDemoServer } from './test-support'

const start = useDemoServer(afterEach)

describe('a demo server', () => {
  it('listens only on the loopback address, on any free port', async () => {
    const { server } = await start()
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const other = await start()
    expect(other.server.url).not.toBe(server.url)
  })

  it('has a fixed account and a random key', async () => {
    const [first, second] = [await start(), await start()]
    expect([first.server.accountId, second.server.accountId]).toEqual(['demo', 'demo'])
    expect(first.server.apiKey).not.toBe(second.server.apiKey)
  })

  it('starts with the sample workspace or empty', async () => {
    const demo = await startDemoServer()
    const none = await startDemoServer({ seed: 'none' })
    expect(demo.store.all().length).toBeGreaterThan(400)
    expect(none.store.all()).toEqual([])
    await demo.close()
    await none.close()
  })

  it('starts with the sample workspace in less than a second', async () => {
    const started = performance.now()
    const server = await startDemoServer()
    expect(performance.now() - started).toBeLessThan(1000)
    await server.close()
  })

  it('can be closed repeatedly and then refuses calls', async () => {
    const { server, get } = await start()
    await Promise.all([server.close(), server.close()])
    await expect(get('/api/settings/languages')).rejects.toThrow()
  })

  it('does not replace globals of its process', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await start()
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})

describe('over https', () => {
  const statusOrErrorOf = (url: string, certificate: string | undefined) =>
    new Promise<string>((resolve) => {
      const call = request(url, certificate === undefined ? {} : { ca: certificate }, (response) => {
        response.resume()
        resolve(String(response.statusCode))
      })
      call.on('error', (failure: NodeJS.ErrnoException) => resolve(failure.code ?? failure.message))
      call.end()
    })

  const serve = async (options: Parameters<typeof createSelfSignedCertificate>[0] = {}) => {
    const tls = createSelfSignedCertificate(options)
    const server = await startDemoServer({ seed: 'none', tls })
    expect(server.url).toMatch(/^https:/)
    return { server, cert: tls.cert }
  }

  it.each([
    ['is not trusted', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['the client trusts', {}, true, '404'],
    [
      'has expired',
      { validTo: new Date('2020-01-01'), validFrom: new Date('2019-01-01') },
      true,
      'CERT_HAS_EXPIRED',
    ],
    ['is for another host', { host: 'elsewhere.invalid' }, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('presents a certificate that %s', async (...[, options, isTrusted, expected]) => {
    const { server, cert } = await serve(options)
    expect(await statusOrErrorOf(server.url, isTrusted ? cert : undefined)).toBe(expected)
    await server.close()
  })
})

describe('the call log', () => {
  it('records raw and decoded query, headers, token and status of each call', async () => {
    const { server, headers, get } = await start()
    server.calls.clear()
    await get('/api/resources/assets/101?scope=pr7214&filename=a%20b%2Bc&locale=x+y')
    expect(server.calls.all).toMatchObject([
      {
        method: 'GET',
        path: '/api/resources/assets/101',
        rawQuery: 'scope=pr7214&filename=a%20b%2Bc&locale=x+y',
        params: { scope: 'pr7214', filename: 'a b+c', locale: 'x y' },
        token: headers['X-Auth-Token'],
        headers: { 'x-auth-accountid': 'demo' },
        status: 400,
      },
    ])
  })

  it('records the JSON body of lists and searches', async () => {
    const { server, post } = await start()
    await post('/api/projects/list', { query: '', makeDefault: false })
    expect(server.calls.filter({ path: /projects/ })[0]?.body).toEqual({ query: '', makeDefault: false })
  })

  it('counts the calls that match a filter, and can be cleared', async () => {
    const { server, get } = await start()
    await get('/api/settings/languages')
    await get('/api/nothing')
    const { calls } = server
    expect(calls.count({ path: /languages/ })).toBe(1)
    expect(calls.count({ method: 'GET', status: 404 })).toBe(1)
    expect(calls.count()).toBe(3)
    calls.clear()
    expect(calls.count()).toBe(0)
  })
})
