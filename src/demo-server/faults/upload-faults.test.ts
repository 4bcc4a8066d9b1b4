import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { useDemoServer, type Client } from '../test-support'
import type { Fault } from './fault'

const start = useDemoServer(afterEach)
const upload = '/api/media/upload'
const attach = '/api/resources/assets/102?scope=pr7214'
const mib = 1024 * 1024
const asset = { segmentId: 102, name: 'x.bin' }

type Then = Extract<Fault, { kind: 'mid-upload' }>['then']

async function startWithFault(fault: Fault): Promise<Client> {
  const client = await start()
  client.server.faults.add({ match: { path: /media\/upload/ }, fault })
  return client
}

const startInterrupting = (then: Then, afterBytes = mib) =>
  startWithFault({ kind: 'mid-upload', afterBytes, then })

interface RawResult {
  readonly text: string
  readonly end: 'end' | 'reset' | 'silent'
  /** Whether the whole body could be written to the connection. */
  readonly isSent: boolean
}

/** Uploads `size` bytes in one part over a plain socket; `silent`: nothing arrived for 300 ms. */
async function raw(client: Client, size: number): Promise<RawResult> {
  const url = new URL(client.server.url)
  const socket = connect(Number(url.port), url.hostname)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  const form = ['--b', 'Content-Disposition: form-data; name="file"; filename="x.bin"', '', ''].join('\r\n')
  const body = Buffer.concat([Buffer.from(form), Buffer.alloc(size, 65), Buffer.from('\r\n--b--\r\n')])
  const headers = {
    Host: url.host,
    ...client.headers,
    'Content-Type': 'multipart/form-data; boundary=b',
    'Content-Length': String(body.length),
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  let isSent = false
  const end = new Promise<RawResult['end']>((resolve) => {
    socket.once('error', () => resolve('reset'))
    socket.once('close', () => resolve('end'))
    socket.setTimeout(300, () => resolve('silent'))
  })
  socket.write(`POST ${upload} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  socket.write(body, (failure) => (isSent = failure === undefined || failure === null))
  const result = { end: await end, text: Buffer.concat(chunks).toString('latin1'), isSent }
  socket.destroy()
  return result
}

describe('an interrupted upload', () => {
  it.each([
    ['close', /end|reset/],
    ['reset', /reset/],
    ['hang', /silent/],
  ] as const)('gets no response with %s', async (then, end) => {
    const client = await startInterrupting(then)
    const result = await raw(client, 16 * mib)
    expect([result.text, result.isSent]).toEqual(['', false])
    expect(result.end).toMatch(end)
    expect(client.server.calls.filter({ path: /upload/ })[0]).toMatchObject({
      status: null,
      fault: 'mid-upload',
    })
  })

  it('ends after the given number of bytes, while a shorter upload succeeds', async () => {
    const client = await startInterrupting('reset')
    expect((await raw(client, mib / 2)).text).toMatch(/^HTTP\/1\.1 200 /)
    expect((await raw(client, 2 * mib)).text).toBe('')
  })

  it.each(['close', 'hang'] as const)(
    'stores nothing with %s and leaves the server working',
    async (then) => {
      const dataDir = mkdtempSync(join(tmpdir(), 'refshelf-broken-'))
      const client = await start({ dataDir })
      const fault = { kind: 'mid-upload', afterBytes: mib, then } as const
      client.server.faults.add({ match: { path: /upload/, nth: 1 }, fault })
      await raw(client, 16 * mib)
      await expect.poll(() => readdirSync(join(dataDir, 'blobs'))).toEqual([])
      expect((await raw(client, 1000)).text).toMatch(/^HTTP\/1\.1 200 /)
      await client.server.close()
      rmSync(dataDir, { recursive: true })
    },
  )
})

describe('a response before the end of the body', () => {
  const early = (rest: 'refused' | 'swallowed' | 'ignored') =>
    startInterrupting({ status: 413, body: 'too much', rest }, 1000)

  it('arrives while the rest is left unread', async () => {
    const result = await raw(await early('ignored'), 16 * mib)
    expect([result.end, result.isSent]).toEqual(['silent', false])
    expect(result.text).toMatch(/^HTTP\/1\.1 413 [^]*too much$/)
  })

  it('arrives while the rest is read and discarded', async () => {
    const result = await raw(await early('swallowed'), 16 * mib)
    expect([result.end, result.isSent]).toEqual(['end', true])
    expect(result.text).toMatch(/^HTTP\/1\.1 413 [^]*too much$/)
  })

  it('closes the connection and is recorded in the log', async () => {
    const client = await early('refused')
    const result = await raw(client, 16 * mib)
    expect(result.end).not.toBe('silent')
    expect(result.isSent).toBe(false)
    expect(client.server.calls.filter({ status: 413 })).toHaveLength(1)
  })
})

describe('the fault short-store', () => {
  it('accepts the upload but lists and returns only the stored part', async () => {
    const client = await startWithFault({ kind: 'short-store', storedBytes: 7 })
    const filetoken = await client.upload('x.bin', 'all of it')
    const response = await client.post(attach, { filetoken })
    expect(response.status).toBe(200)
    expect(client.server.store.find(asset)?.size).toBe(7)
    expect(Buffer.from(await client.server.store.readBytes(asset)).toString()).toBe('all of ')
  })
})

describe('the fault flip-byte', () => {
  it('stores the upload with one inverted byte and its full size', async () => {
    const client = await startWithFault({ kind: 'flip-byte', at: 2 })
    await client.post(attach, { filetoken: await client.upload('x.bin', 'abc') })
    expect([...(await client.server.store.readBytes(asset))]).toEqual([0x61, 0x62, 0x63 ^ 0xff])
  })
})

describe('the fault bandwidth', () => {
  const measureMs = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }

  it('slows an upload down without losing bytes', async () => {
    const client = await startWithFault({ kind: 'bandwidth', direction: 'up', bytesPerSecond: 4 * mib })
    const bytes = Buffer.alloc(2 * mib, 'refshelf')
    const send = async () => client.post(attach, { filetoken: await client.upload('x.bin', bytes) })
    expect(await measureMs(send)).toBeGreaterThan(450)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await client.server.store.sha256(asset)).toBe(sha256)
  })

  it('slows a response down without losing bytes', async () => {
    const client = await start()
    await client.server.store.put({ ...asset, bytes: { size: mib, fill: 65 } })
    const fault = { kind: 'bandwidth', direction: 'down', bytesPerSecond: 2 * mib } as const
    client.server.faults.add({ match: { method: 'GET' }, fault })
    const get = async () => {
      const { text } = await client.get('/api/resources/assets/102?scope=pr7214&filename=x.bin')
      expect(text.length).toBe(mib)
    }
    expect(await measureMs(get)).toBeGreaterThan(450)
  })

  it('can be combined with another fault', async () => {
    const client = await startInterrupting('reset', mib)
    const fault = { kind: 'bandwidth', direction: 'up', bytesPerSecond: 4 * mib } as const
    client.server.faults.add({ match: { path: /upload/ }, fault })
    expect(await measureMs(() => raw(client, 16 * mib))).toBeGreaterThan(220)
  })
})

describe('a body without a length', () => {
  const uploadChunked = async (client: Client) => {
    const body = new Blob([
      '--b\r\nContent-Disposition: form-data; filename="x"\r\n\r\nx\r\n--b--\r\n',
    ]).stream()
    const headers = { ...client.headers, 'Content-Type': 'multipart/form-data; boundary=b' }
    return fetch(client.server.url + upload, { method: 'POST', headers, body, duplex: 'half' })
  }

  it('is accepted, or refused with a page with the switch chunkedBody', async () => {
    const client = await start()
    expect((await uploadChunked(client)).status).toBe(200)
    client.server.switches.chunkedBody = '411'
    const response = await uploadChunked(client)
    expect([response.status, response.headers.get('content-type')]).toEqual([411, 'text/html'])
    expect(await client.upload('x.txt', 'with a length')).toMatch(/^[0-9a-f]{32}$/)
  })
})
