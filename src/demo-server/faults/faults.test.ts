import { once } from 'node:events'
import { connect } from 'node:net'
import { createGunzip } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { filesOf, useDemoServer, type Client } from '../test-support'
import type { Fault } from './fault'

const start = useDemoServer(afterEach)
const list = '/api/resources/assets/101/list?scope=pr7214'
const english = '/api/resources/assets/101?scope=pr7214&filename=a.png&locale=en'
const big = '/api/resources/assets/102?scope=pr7214&filename=big.bin'
const bigBytes = 1024 * 1024

/** The bytes on the wire until the connection ends; `silent`: nothing arrived for 300 ms, so this side closed it. */
async function raw(
  client: Client,
  method: string,
  path: string,
): Promise<{ text: string; end: 'end' | 'reset' | 'silent' }> {
  const url = new URL(client.server.url)
  const socket = connect(Number(url.port), url.hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  const headers = Object.entries({ Host: url.host, ...client.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`${method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`)
  const ended = new Promise<'end' | 'reset' | 'silent'>((resolve) => {
    socket.once('error', () => resolve('reset'))
    socket.once('close', () => resolve('end'))
    socket.setTimeout(300, () => resolve('silent'))
  })
  const end = await ended
  socket.destroy()
  return { text: Buffer.concat(chunks).toString('latin1'), end }
}

const headOf = (text: string) => text.slice(0, text.indexOf('\r\n\r\n'))
const bodyOf = (text: string) => text.slice(text.indexOf('\r\n\r\n') + 4)

async function startWithFault(fault: Fault): Promise<Client> {
  const client = await start()
  await client.server.store.put({ segmentId: 102, name: 'big.bin', bytes: { size: bigBytes, fill: 65 } })
  client.server.faults.add({ match: { path: /assets/ }, fault })
  return client
}

describe('the fault latency', () => {
  it('delays the work', async () => {
    const client = await startWithFault({ kind: 'latency', ms: 120 })
    const started = performance.now()
    const arrived = client.server.faults.waitFor({ method: 'DELETE' })
    const response = client.del(english)
    await arrived
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await response).status).toBe(200)
    expect(performance.now() - started).toBeGreaterThan(110)
    expect(filesOf(client, 101)).toHaveLength(4)
  })

  it('can be combined with another fault', async () => {
    const client = await startWithFault({ kind: 'latency', ms: 60 })
    client.server.faults.add({ match: { path: /assets/ }, fault: { kind: 'html', status: 502 } })
    const started = performance.now()
    expect((await client.get(list)).status).toBe(502)
    expect(performance.now() - started).toBeGreaterThan(50)
  })
})

describe('the fault drop', () => {
  it('leaves everything unchanged before the work', async () => {
    const client = await startWithFault({ kind: 'drop', when: 'before-work' })
    await expect(client.del(english)).rejects.toThrow()
    expect(filesOf(client, 101)).toHaveLength(5)
    expect(client.server.calls.filter({ method: 'DELETE' })[0]?.status).toBeNull()
  })

  it('does the work but sends no response after it', async () => {
    const client = await startWithFault({ kind: 'drop', when: 'after-work' })
    await expect(client.del(english)).rejects.toThrow()
    expect(filesOf(client, 101)).toHaveLength(4)
  })

  it('can reset the connection', async () => {
    const client = await startWithFault({ kind: 'drop', when: 'after-work', reset: true })
    expect((await raw(client, 'DELETE', english)).end).toBe('reset')
    expect(filesOf(client, 101)).toHaveLength(4)
  })
})

describe('the fault cut-body', () => {
  it('announces the full length but ends early', async () => {
    const client = await startWithFault({ kind: 'cut-body', afterBytes: 100_000 })
    const { text, end } = await raw(client, 'GET', big)
    expect(headOf(text)).toContain(`Content-Length: ${bigBytes}`)
    expect([bodyOf(text).length, end]).toEqual([100_000, 'end'])
    await expect(client.get(big)).rejects.toThrow()
  })

  it('omits the last chunk with chunked framing', async () => {
    const client = await startWithFault({ kind: 'cut-body', afterBytes: 100, framing: 'chunked' })
    const { text } = await raw(client, 'GET', big)
    expect(headOf(text)).toContain('Transfer-Encoding: chunked')
    expect(bodyOf(text)).toBe(`64\r\n${'A'.repeat(100)}\r\n`)
  })

  it('looks complete to a client without a length', async () => {
    const client = await startWithFault({ kind: 'cut-body', afterBytes: 1000, framing: 'close' })
    const { text } = await raw(client, 'GET', big)
    expect(headOf(text)).not.toMatch(/content-length|transfer-encoding/i)
    const response = await client.get(big)
    expect([response.status, response.text.length]).toEqual([200, 1000])
  })

  it('makes a listing invalid JSON', async () => {
    const client = await startWithFault({ kind: 'cut-body', afterBytes: 200, framing: 'close' })
    expect((await client.get(list)).json).toBeUndefined()
  })
})

describe('the fault wrong-length', () => {
  it.each([5, -5])('announces %i bytes more but sends the whole body', async (by) => {
    const client = await startWithFault({ kind: 'wrong-length', by })
    const { text, end } = await raw(client, 'GET', english)
    expect(headOf(text)).toContain(`Content-Length: ${7 + by}`)
    expect([bodyOf(text), end]).toEqual(['english', 'end'])
  })

  it('makes the client fail or read less', async () => {
    const longer = await startWithFault({ kind: 'wrong-length', by: 5 })
    await expect(longer.get(english)).rejects.toThrow()
    const shorter = await startWithFault({ kind: 'wrong-length', by: -5 })
    expect((await shorter.get(english)).text).toBe('en')
  })
})

describe('the fault hang', () => {
  it.each([
    ['before-work', 5],
    ['before-headers', 4],
  ] as const)('sends nothing with %s and leaves %i files', async (where, remaining) => {
    const client = await startWithFault({ kind: 'hang', where })
    expect(await raw(client, 'DELETE', english)).toEqual({ text: '', end: 'silent' })
    expect(filesOf(client, 101)).toHaveLength(remaining)
  })

  it('sends only the headers with after-headers', async () => {
    const client = await startWithFault({ kind: 'hang', where: 'after-headers' })
    const { text, end } = await raw(client, 'GET', big)
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect([bodyOf(text), end]).toEqual(['', 'silent'])
  })

  it('sends half of the body with mid-body', async () => {
    const client = await startWithFault({ kind: 'hang', where: 'mid-body' })
    const { text, end } = await raw(client, 'GET', big)
    expect([bodyOf(text).length, end]).toEqual([bigBytes / 2, 'silent'])
  })

  it('ends when the client disconnects', async () => {
    const client = await startWithFault({ kind: 'hang', where: 'before-headers' })
    await raw(client, 'GET', list)
    await expect.poll(() => client.server.calls.filter({ path: /list/ })[0]?.durationMs).toBeGreaterThan(200)
  })

  it('does not prevent the server from closing', async () => {
    const client = await startWithFault({ kind: 'hang', where: 'before-work' })
    const arrived = client.server.faults.waitFor({ path: /list/ })
    const response = client.get(list)
    const failed = expect(response).rejects.toThrow()
    await arrived
    await client.server.close()
    await failed
  })
})

describe('the fault redirect', () => {
  it.each([301, 302, 303, 307, 308] as const)(
    'responds %i with a location and does no work',
    async (status) => {
      const client = await startWithFault({
        kind: 'redirect',
        status,
        location: 'http://localhost:1/elsewhere',
      })
      const response = await client.del(english)
      expect([response.status, response.headers.get('location')]).toEqual([
        status,
        'http://localhost:1/elsewhere',
      ])
      expect(filesOf(client, 101)).toHaveLength(5)
    },
  )
})

describe('the faults html and status', () => {
  it('respond with a page instead of JSON, without the work', async () => {
    const client = await startWithFault({ kind: 'html', status: 200 })
    const response = await client.get(list)
    expect([response.status, response.headers.get('content-type'), response.json]).toEqual([
      200,
      'text/html',
      undefined,
    ])
    await client.del(english)
    expect(filesOf(client, 101)).toHaveLength(5)
  })

  it('can respond after the work', async () => {
    const client = await startWithFault({ kind: 'html', status: 502, afterWork: true })
    expect((await client.del(english)).status).toBe(502)
    expect(filesOf(client, 101)).toHaveLength(4)
  })

  it('respond with any status, body and headers', async () => {
    const fault = { kind: 'status', status: 503, body: '{"x":1}', contentType: 'application/json' } as const
    const client = await startWithFault({ ...fault, headers: { 'X-Trace': 'abc' } })
    const response = await client.del(english)
    expect([response.status, response.json, response.headers.get('x-trace')]).toEqual([503, { x: 1 }, 'abc'])
    expect(filesOf(client, 101)).toHaveLength(5)
  })
})

describe('faults of a DELETE', () => {
  it('lying-delete responds 200 and deletes nothing', async () => {
    const client = await startWithFault({ kind: 'lying-delete' })
    const response = await client.del(english)
    expect([response.status, response.text]).toEqual([200, ''])
    expect(filesOf(client, 101)).toHaveLength(5)
  })

  it.each([
    ['same-name-other-locales', []],
    ['one-other-file', ['-/en/a.png', 'de/a.png', 'en/public/views/a.png']],
    ['whole-segment', []],
  ] as const)('greedy-delete also deletes %s', async (also, remaining) => {
    const client = await startWithFault({ kind: 'greedy-delete', also })
    expect((await client.del(english)).status).toBe(200)
    expect(filesOf(client, 101)).toEqual(remaining)
  })

  it('greedy-delete by name leaves files with other names', async () => {
    const client = await startWithFault({ kind: 'greedy-delete', also: 'same-name-other-locales' })
    await client.server.store.put({ segmentId: 101, name: 'z.png', bytes: 'x' })
    await client.del(english)
    expect(filesOf(client, 101)).toEqual(['-/z.png'])
  })
})

describe('the fault token-dies', () => {
  it.each([400, 401] as const)(
    'responds to every second call with the expired-token error as %i',
    async (status) => {
      const client = await start()
      client.server.faults.add({ match: { every: 2 }, fault: { kind: 'token-dies', status } })
      const statuses: number[] = []
      for (let call = 0; call < 3; call += 1) {
        statuses.push((await client.get(list)).status, (await client.get(list)).status)
        expect((await client.get(list)).json).toMatchObject({ error: { title: 'Token invalid or expired.' } })
        await client.signIn()
        client.server.faults.clear()
        client.server.faults.add({ match: { every: 2 }, fault: { kind: 'token-dies', status } })
      }
      expect(statuses).toEqual([200, status, 200, status, 200, status])
    },
  )

  it('ends the session for later calls and does not count sign-ins', async () => {
    const client = await start()
    client.server.faults.add({ match: { nth: 2 }, fault: { kind: 'token-dies', status: 400 } })
    await client.signIn()
    expect((await client.get(list)).status).toBe(200)
    expect((await client.get(list)).json).toMatchObject({
      reason: expect.stringMatching(/^Not authenticated/) as unknown,
    })
    expect((await client.get(list)).status).toBe(400)
    await client.signIn()
    expect((await client.get(list)).status).toBe(200)
  })
})

describe('the fault throttle', () => {
  it('refuses a number of calls without work, with or without Retry-After', async () => {
    const client = await start()
    const { faults } = client.server
    faults.add({ match: { method: 'DELETE', times: 1 }, fault: { kind: 'throttle' } })
    const first = await client.del(english)
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, null])
    expect(first.json).toMatchObject({ error: { type: 'Throttling error' } })
    faults.add({ match: { method: 'DELETE', times: 1 }, fault: { kind: 'throttle', retryAfter: 12 } })
    expect((await client.del(english)).headers.get('retry-after')).toBe('12')
    expect(filesOf(client, 101)).toHaveLength(5)
    expect((await client.del(english)).status).toBe(200)
    expect(filesOf(client, 101)).toHaveLength(4)
  })
})

describe('the fault gzip-bomb', () => {
  it('is tiny on the wire and unpacks to valid JSON', async () => {
    const unpackedBytes = 20 * 1024 * 1024
    const client = await startWithFault({ kind: 'gzip-bomb', unpackedBytes })
    const { text } = await raw(client, 'GET', list)
    expect(headOf(text).toLowerCase()).toContain('content-encoding: gzip')
    expect(text.length).toBeLessThan(unpackedBytes / 500)
    const response = await client.get(list)
    expect([response.text.length, response.json]).toEqual([unpackedBytes, []])
  })

  it('stops when the client disconnects', async () => {
    const client = await startWithFault({ kind: 'gzip-bomb', unpackedBytes: 100 * 1024 * 1024 * 1024 })
    const response = await fetch(client.server.url + list, { headers: client.headers })
    const gunzip = createGunzip()
    gunzip.destroy()
    await response.body?.cancel()
    await expect.poll(() => client.server.calls.filter({ path: /list/ })[0]?.durationMs).toBeGreaterThan(0)
  })
})

describe('the fault trickle', () => {
  it('sends the whole body in small pieces', async () => {
    const client = await startWithFault({ kind: 'trickle', bytes: 2, ms: 20 })
    const started = performance.now()
    expect((await client.get(english)).text).toBe('english')
    expect(performance.now() - started).toBeGreaterThan(60)
  })

  it('can start with the headers', async () => {
    const client = await startWithFault({ kind: 'trickle', bytes: 40, ms: 20, from: 'headers' })
    const started = performance.now()
    expect((await client.get(english)).text).toBe('english')
    expect(performance.now() - started).toBeGreaterThan(60)
  })
})

describe('fault rules', () => {
  const refusal: Fault = { kind: 'status', status: 500 }
  const pattern = async (client: Client, calls: number) => {
    const statuses: number[] = []
    for (let call = 0; call < calls; call += 1) statuses.push((await client.get(list)).status)
    return statuses.map((status) => (status === 500 ? 'x' : '.')).join('')
  }

  it.each([
    [{}, 'xxxxxx'],
    [{ nth: 3 }, '..x...'],
    [{ nth: 3, times: 2 }, '..xx..'],
    [{ every: 2 }, '.x.x.x'],
    [{ every: 2, times: 2 }, '.x.x..'],
    [{ every: 2, nth: 1 }, 'x.x.x.'],
    [{ times: 2 }, 'xx....'],
    [{ method: 'DELETE' }, '......'],
    [{ path: /nowhere/ }, '......'],
    [{ method: 'get', path: /list\?scope=pr7214/g }, 'xxxxxx'],
  ])('match calls by %o: %s', async (match, expected) => {
    const client = await start()
    client.server.faults.add({ match, fault: refusal })
    expect(await pattern(client, 6)).toBe(expected)
  })

  it('are removed one by one or all together', async () => {
    const client = await start()
    const remove = client.server.faults.add({ match: {}, fault: refusal })
    client.server.faults.add({ match: { method: 'DELETE' }, fault: refusal })
    remove()
    expect(await pattern(client, 1)).toBe('.')
    client.server.faults.clear()
    expect((await client.del(english)).status).toBe(200)
  })

  it('are recorded in the call log', async () => {
    const client = await start()
    client.server.faults.add({ match: { path: /list/ }, fault: refusal })
    await client.get(list)
    expect(client.server.calls.filter({ status: 500 })).toMatchObject([
      { fault: 'status', path: '/api/resources/assets/101/list' },
    ])
  })
})

describe('waiting for and holding calls', () => {
  it('reports an arriving call before its work', async () => {
    const client = await start()
    const arrived = client.server.faults.waitFor({ method: 'DELETE', path: /filename=a\.png/ })
    await client.get(list)
    const deleted = client.del(english)
    expect(await arrived).toMatchObject({ method: 'DELETE', params: { filename: 'a.png', locale: 'en' } })
    await deleted
  })

  it('holds calls until they are released', async () => {
    const client = await start()
    const { faults } = client.server
    const release = faults.hold({ method: 'DELETE' })
    const arrived = faults.waitFor({ method: 'DELETE' })
    const deleted = client.del(english)
    await arrived
    expect((await client.get(list)).json).toHaveLength(5)
    release()
    expect((await deleted).status).toBe(200)
    expect((await client.get(list)).json).toHaveLength(4)
  })

  it('does the work of a held call even if its client has disconnected', async () => {
    const client = await start()
    const { faults, url } = client.server
    const release = faults.hold({ method: 'DELETE' })
    const arrived = faults.waitFor({ method: 'DELETE' })
    const disconnect = new AbortController()
    const init = { method: 'DELETE', headers: client.headers, signal: disconnect.signal }
    const failed = expect(fetch(url + english, init)).rejects.toThrow()
    const call = await arrived
    disconnect.abort()
    await failed
    await expect.poll(() => call.durationMs).toBeGreaterThan(0)
    expect(filesOf(client, 101)).toHaveLength(5)
    release()
    await expect.poll(() => filesOf(client, 101).length).toBe(4)
  })

  it('does no work after the server is closed', async () => {
    const client = await start()
    const { faults, store } = client.server
    faults.hold({ path: /locale=en/ })
    faults.add({ match: { path: /locale=de/ }, fault: { kind: 'latency', ms: 50 } })
    const arrived = [faults.waitFor({ path: /locale=en/ }), faults.waitFor({ path: /locale=de/ })]
    const calls = Promise.allSettled([client.del(english), client.del(english.replace('=en', '=de'))])
    await Promise.all(arrived)
    await client.server.close()
    await calls
    await new Promise((resolve) => setTimeout(resolve, 80))
    expect(store.ofSegment(101)).toHaveLength(5)
  })
})

describe('many broken calls', () => {
  it('leave the server working', async () => {
    const client = await startWithFault({ kind: 'drop', when: 'before-work', reset: true })
    await Promise.allSettled(Array.from({ length: 50 }, () => client.get(list)))
    client.server.faults.clear()
    expect((await client.get(list)).status).toBe(200)
    const socket = connect(Number(new URL(client.server.url).port), '127.0.0.1')
    socket.resume().end('NONSENSE\r\n\r\n')
    await once(socket, 'close')
    expect((await client.get(list)).status).toBe(200)
  })
})
