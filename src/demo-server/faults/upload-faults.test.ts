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
const place = { segmentId: 102, name: 'x.bin' }

type Then = Extract<Fault, { kind: 'mid-upload' }>['then']

async function playing(fault: Fault): Promise<Client> {
  const client = await start()
  client.server.faults.add({ match: { path: /media\/upload/ }, fault })
  return client
}

const broken = (then: Then, afterBytes = mib) => playing({ kind: 'mid-upload', afterBytes, then })

interface Seen {
  readonly text: string
  readonly end: 'end' | 'reset' | 'silent'
  /** Whether all of the body could be handed to the connection. */
  readonly isSent: boolean
}

/** What an upload of so many bytes in one part really meets; `silent`: the connection stood still for 300 ms. */
async function raw(client: Client, size: number, more = ''): Promise<Seen> {
  const url = new URL(client.server.url)
  const socket = connect(Number(url.port), url.hostname)
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part))
  const form = ['--b', 'Content-Disposition: form-data; name="file"; filename="x.bin"', '', ''].join('\r\n')
  const body = Buffer.concat([Buffer.from(form), Buffer.alloc(size, 65), Buffer.from('\r\n--b--\r\n')])
  const headers = {
    ...{ Host: url.host, ...client.headers, 'Content-Type': 'multipart/form-data; boundary=b' },
    'Content-Length': String(body.length),
  }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  let isSent = false
  const end = new Promise<Seen['end']>((resolve) => {
    socket.once('error', () => resolve('reset'))
    socket.once('close', () => resolve('end'))
    socket.setTimeout(300, () => resolve('silent'))
  })
  socket.write(`POST ${upload}${more} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
  socket.write(body, (failure) => (isSent = failure === undefined || failure === null))
  const seen = { end: await end, text: Buffer.concat(parts).toString('latin1'), isSent }
  socket.destroy()
  return seen
}

describe('an upload that is broken off', () => {
  it.each([
    ['close', /end|reset/],
    ['reset', /reset/],
    ['hang', /silent/],
  ] as const)('by %s gets no answer', async (then, end) => {
    const client = await broken(then)
    const seen = await raw(client, 16 * mib)
    expect([seen.text, seen.isSent]).toEqual(['', false])
    expect(seen.end).toMatch(end)
    expect(client.server.calls.filter({ path: /upload/ })[0]).toMatchObject({
      ...{ status: null, fault: 'mid-upload' },
    })
  })

  it('ends behind the bytes that the rule says, and a shorter one goes well', async () => {
    const client = await broken('reset')
    expect((await raw(client, mib / 2)).text).toMatch(/^HTTP\/1\.1 200 /)
    expect((await raw(client, 2 * mib)).text).toBe('')
  })

  it.each(['close', 'hang'] as const)('by %s keeps nothing of it, and the server works on', async (then) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'refshelf-broken-'))
    const client = await start({ dataDir })
    const fault = { kind: 'mid-upload', afterBytes: mib, then } as const
    client.server.faults.add({ match: { path: /upload/, nth: 1 }, fault })
    await raw(client, 16 * mib)
    await expect.poll(() => readdirSync(join(dataDir, 'blobs'))).toEqual([])
    expect((await raw(client, 1000)).text).toMatch(/^HTTP\/1\.1 200 /)
    await client.server.close()
    rmSync(dataDir, { recursive: true })
  })
})

describe('an answer before the body is through', () => {
  const early = (rest: 'refused' | 'swallowed' | 'ignored') =>
    broken({ status: 413, body: 'too much', rest }, 1000)

  it('comes, while the rest is left unread', async () => {
    const seen = await raw(await early('ignored'), 16 * mib)
    expect([seen.end, seen.isSent]).toEqual(['silent', false])
    expect(seen.text).toMatch(/^HTTP\/1\.1 413 [^]*too much$/)
  })

  it('comes, while the rest is swallowed', async () => {
    const seen = await raw(await early('swallowed'), 16 * mib)
    expect([seen.end, seen.isSent]).toEqual(['end', true])
    expect(seen.text).toMatch(/^HTTP\/1\.1 413 [^]*too much$/)
  })

  it('closes on the client, and is told in the log', async () => {
    const client = await early('refused')
    const seen = await raw(client, 16 * mib)
    expect(seen.end).not.toBe('silent')
    expect(seen.isSent).toBe(false)
    expect(client.server.calls.filter({ status: 413 })).toHaveLength(1)
  })
})

describe('a store that keeps less', () => {
  it('answers well, lists what it kept, and gives back no more', async () => {
    const client = await playing({ kind: 'short-store', keptBytes: 7 })
    const filetoken = await client.upload('x.bin', 'all of it')
    const answer = await client.post(attach, { filetoken })
    expect(answer.status).toBe(200)
    expect(client.server.store.find(place)?.size).toBe(7)
    expect(Buffer.from(await client.server.store.readBytes(place)).toString()).toBe('all of ')
  })
})

describe('a slow line', () => {
  const took = async (work: () => Promise<unknown>) => {
    const started = performance.now()
    await work()
    return performance.now() - started
  }

  it('up lets an upload through at its pace, whole', async () => {
    const client = await playing({ kind: 'bandwidth', direction: 'up', bytesPerSecond: 4 * mib })
    const bytes = Buffer.alloc(2 * mib, 'refshelf')
    const send = async () => client.post(attach, { filetoken: await client.upload('x.bin', bytes) })
    expect(await took(send)).toBeGreaterThan(450)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await client.server.store.sha256(place)).toBe(sha256)
  })

  it('down lets an answer through at its pace, whole', async () => {
    const client = await start()
    await client.server.store.put({ ...place, bytes: { size: mib, fill: 65 } })
    const fault = { kind: 'bandwidth', direction: 'down', bytesPerSecond: 2 * mib } as const
    client.server.faults.add({ match: { method: 'GET' }, fault })
    const get = async () => {
      const { text } = await client.get('/api/resources/assets/102?scope=pr7214&filename=x.bin')
      expect(text.length).toBe(mib)
    }
    expect(await took(get)).toBeGreaterThan(450)
  })

  it('goes together with another fault', async () => {
    const client = await broken('reset', mib)
    const fault = { kind: 'bandwidth', direction: 'up', bytesPerSecond: 4 * mib } as const
    client.server.faults.add({ match: { path: /upload/ }, fault })
    expect(await took(() => raw(client, 16 * mib))).toBeGreaterThan(220)
  })
})

describe('a body without a length', () => {
  const chunked = async (client: Client) => {
    const body = new Blob([
      '--b\r\nContent-Disposition: form-data; filename="x"\r\n\r\nx\r\n--b--\r\n',
    ]).stream()
    const headers = { ...client.headers, 'Content-Type': 'multipart/form-data; boundary=b' }
    return fetch(client.server.url + upload, { method: 'POST', headers, body, duplex: 'half' })
  }

  it('is taken, or refused with a page when the switch says so', async () => {
    const client = await start()
    expect((await chunked(client)).status).toBe(200)
    client.server.switches.chunkedBody = '411'
    const answer = await chunked(client)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([411, 'text/html'])
    expect(await client.upload('x.txt', 'with a length')).toMatch(/^[0-9a-f]{32}$/)
  })
})
