import { request } from 'node:https'
import { afterEach, describe, expect, it } from 'vitest'
import { createSelfSignedCertificate, startDemoServer } from '.'
import { useDemoServer } from './test-support'

const start = useDemoServer(afterEach)

describe('a demo server', () => {
  it('listens on the loopback address alone, on any free port', async () => {
    const { server } = await start()
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const other = await start()
    expect(other.server.url).not.toBe(server.url)
  })

  it('has a fixed account, and a key of its own', async () => {
    const [one, other] = [await start(), await start()]
    expect([one.server.accountId, other.server.accountId]).toEqual(['demo', 'demo'])
    expect(one.server.apiKey).not.toBe(other.server.apiKey)
  })

  it('starts on the sample workspace, or on nothing', async () => {
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

  it('closes once, however often it is asked to, and refuses calls then', async () => {
    const { server, get } = await start()
    await Promise.all([server.close(), server.close()])
    await expect(get('/api/settings/languages')).rejects.toThrow()
  })

  it('leaves the globals of its process alone', async () => {
    const before = [globalThis.Request, globalThis.Response]
    await start()
    expect([globalThis.Request, globalThis.Response]).toEqual(before)
  })
})

describe('over https', () => {
  const failureOf = (url: string, certificate: string | undefined) =>
    new Promise<string>((resolve) => {
      const call = request(url, certificate === undefined ? {} : { ca: certificate }, (answer) => {
        answer.resume()
        resolve(String(answer.statusCode))
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
    ['nobody trusts', {}, false, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['the client trusts', {}, true, '404'],
    [
      'has expired',
      { validTo: new Date('2020-01-01'), validFrom: new Date('2019-01-01') },
      true,
      'CERT_HAS_EXPIRED',
    ],
    ['is for another host', { host: 'elsewhere.invalid' }, true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('answers with a certificate that %s', async (...[, options, isTrusted, expected]) => {
    const { server, cert } = await serve(options)
    expect(await failureOf(server.url, isTrusted ? cert : undefined)).toBe(expected)
    await server.close()
  })
})

describe('the call log', () => {
  it('has every call with its raw and its decoded query, headers, token and status', async () => {
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

  it('keeps the JSON body of lists and searches', async () => {
    const { server, post } = await start()
    await post('/api/projects/list', { query: '', makeDefault: false })
    expect(server.calls.filter({ path: /projects/ })[0]?.body).toEqual({ query: '', makeDefault: false })
  })

  it('counts what a filter matches, and starts anew when cleared', async () => {
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
