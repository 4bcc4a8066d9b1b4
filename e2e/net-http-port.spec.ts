import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type ElectronApplication } from '@playwright/test'
import type { Fault } from '../src/demo-server'
import { portTest, type Platform, type PortGlobals } from './support/port-test'

/** What the port does when uploads and downloads go wrong in the middle, in the real runtime against real servers. */

interface Fixtures {
  readonly serve: (answer: (request: IncomingMessage, response: ServerResponse) => void) => Promise<string>
}

const test = portTest.extend<Fixtures>({
  serve: async ({}, use) => {
    const servers: Server[] = []
    await use(async (answer) => {
      const server = createServer(answer)
      servers.push(server)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
      return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`
    })
    for (const server of servers) {
      server.closeAllConnections()
      server.close()
    }
  },
})

const pieceBytes = 65_536
const pieces = 400
const allBytes = pieces * pieceBytes
const idleMs = 800

interface CallOptions {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly pieces?: number
  /** Given up when so many pieces were taken. */
  readonly stopAfter?: number
  /** The source of the bytes fails there. */
  readonly failAfter?: number
}

interface Ending {
  /** The status, or what ended it. */
  readonly end: string
  readonly said: string
  readonly ms: number
  /** Bytes that were taken from the source. */
  readonly taken: number
  /** Whether the source was closed, as a file would be. */
  readonly isClosed: boolean
  /** Of the signal that could have stopped it. */
  readonly listeners: number
  readonly uncaught: readonly string[]
}

const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n\r\n'

/** Uploads so many pieces of 64 KiB with short limits. */
function upload(electron: ElectronApplication, options: CallOptions): Promise<Ending> {
  return electron.evaluate(
    async (_, { url, headers, count, stopAfter, failAfter, size, head, idle }) => {
      const { bench } = globalThis as unknown as PortGlobals
      const { getEventListeners } = bench.require('node:events') as {
        getEventListeners: (target: EventTarget, name: string) => unknown[]
      }
      const port = await bench.port
      const stop = new AbortController()
      let [taken, isClosed] = [0, false]
      const chunks = (async function* () {
        try {
          yield await Promise.resolve(new TextEncoder().encode(head))
          for (let piece = 0; piece < count; piece += 1) {
            if (piece === stopAfter) setTimeout(() => stop.abort(), 0)
            if (piece === failAfter) throw new Error('the disk is gone')
            taken += size
            yield new Uint8Array(size)
            // As a disk would, now and then.
            await new Promise(setImmediate)
          }
          yield new TextEncoder().encode('\r\n--b--\r\n')
        } finally {
          isClosed = true
        }
      })()
      const timeouts = { connectMs: 400, firstByteMs: 400, idleMs: idle }
      const start = performance.now()
      let [end, said] = ['', '']
      try {
        const answer = await port.send({
          ...{ method: 'POST', url, body: { kind: 'stream', chunks }, timeouts, once: true },
          headers: { ...headers, 'Content-Type': 'multipart/form-data; boundary=b' },
          signal: stop.signal,
        })
        for await (const chunk of answer.body) said += new TextDecoder().decode(chunk)
        end = String(answer.status)
      } catch (error) {
        end = error instanceof Error ? error.message : 'unknown'
      }
      const ms = performance.now() - start
      // What is closed is closed in the turns after.
      for (let turn = 0; turn < 100 && !isClosed; turn += 1) await new Promise((go) => setTimeout(go, 10))
      const listeners = getEventListeners(stop.signal, 'abort').length
      return { end, said, ms, taken, isClosed, listeners, uncaught: [...bench.uncaught] }
    },
    {
      ...{ url: options.url, headers: options.headers ?? {}, count: options.pieces ?? pieces },
      ...{ stopAfter: options.stopAfter ?? -1, failAfter: options.failAfter ?? -1 },
      ...{ size: pieceBytes, head: form, idle: idleMs },
    },
  )
}

/** Whatever happened to an upload: its source is closed, nobody listens on, and nothing was thrown into the air. */
const leftNothing = { isClosed: true, listeners: 0, uncaught: [] }

function playing({ server, headers }: Platform, fault: Fault): CallOptions {
  server.faults.add({ match: { path: /media\/upload/ }, fault })
  return { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
}

test('an upload that moves slowly is not cut, however long it takes', async ({ electron, serve }) => {
  let read = 0
  const url = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => {
      read += chunk.length
      // About three seconds in all, four times what a connection and its first byte may take.
      request.pause()
      setTimeout(() => request.resume(), (chunk.length / allBytes) * 3_000)
    })
    request.on('end', () => response.end())
  })
  const ending = await upload(electron, { url })
  expect(ending).toMatchObject({ end: '200', taken: allBytes, ...leftNothing })
  expect(ending.ms).toBeGreaterThan(2_000)
  expect(read).toBeGreaterThanOrEqual(allBytes)
})

test('an upload that stands still ends soon after its limit', async ({ electron, serve }) => {
  const url = await serve((request) => {
    request.once('data', () => request.pause())
  })
  const ending = await upload(electron, { url })
  expect(ending).toMatchObject({ end: 'timed-out: upload', ...leftNothing })
  expect(ending.ms).toBeLessThan(idleMs + 1_000)
  // What was taken from the source is what connections hold, not all of the file.
  expect(ending.taken).toBeLessThan(allBytes / 2)
})

test('an upload that the server breaks off is told, and the app goes on', async ({ electron, serve }) => {
  const url = await serve((request) => {
    request.once('data', () => request.socket.destroy())
  })
  for (let round = 0; round < 2; round += 1) {
    const ending = await upload(electron, { url })
    expect(ending).toMatchObject(leftNothing)
    expect(ending.end).toMatch(/^(unreachable|cut): ERR_/)
  }
})

test('an upload whose answer never comes ends', async ({ electron, serve }) => {
  const url = await serve((request) => request.resume())
  const ending = await upload(electron, { url, pieces: 1 })
  expect(ending).toMatchObject({ end: 'timed-out: first byte', ...leftNothing })
})

for (const then of ['close', 'reset', 'hang'] as const) {
  test(`an upload that the platform ends by ${then} is never a success`, async ({ electron, platform }) => {
    const place = await platform()
    const options = playing(place, { kind: 'mid-upload', afterBytes: 1_000_000, then })
    const ending = await upload(electron, options)
    expect(ending).toMatchObject(leftNothing)
    expect(ending.end).toMatch(then === 'hang' ? /^timed-out: upload$/ : /^(unreachable|cut): ERR_/)
    expect(ending.ms).toBeLessThan(idleMs + 1_500)
    place.server.faults.clear()
    expect(await upload(electron, options)).toMatchObject({ end: '200', ...leftNothing })
  })
}

for (const rest of ['refused', 'swallowed'] as const) {
  test(`an answer before all of the body is told, the rest ${rest}`, async ({ electron, platform }) => {
    const then = { status: 413, body: 'The file exceeds the maximum size.', rest }
    const options = playing(await platform(), { kind: 'mid-upload', afterBytes: 100_000, then })
    const ending = await upload(electron, options)
    expect(ending).toMatchObject({ end: '413', said: then.body, ...leftNothing })
    if (rest === 'refused') expect(ending.taken).toBeLessThan(allBytes)
  })
}

test('an answer whose body is not waited for ends as an upload that stands still', async ({
  electron,
  platform,
}) => {
  // Chromium reads no answer before the last of the body left: the one thing that this stack cannot see.
  const then = { status: 413, body: 'too much', rest: 'ignored' } as const
  const ending = await upload(
    electron,
    playing(await platform(), { kind: 'mid-upload', afterBytes: 100_000, then }),
  )
  expect(ending).toMatchObject({ end: 'timed-out: upload', ...leftNothing })
})

test('an upload that is given up ends at once', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  const options = { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
  for (const stopAfter of [0, 1, 50, 399]) {
    const ending = await upload(electron, { ...options, stopAfter })
    expect(ending).toMatchObject({ end: 'aborted: ', ...leftNothing })
  }
  expect(server.store.ofSegment(27_665_601).filter(({ name }) => name === 'x.bin')).toEqual([])
})

test('an upload whose file cannot be read to its end is never a success', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  const options = { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
  for (const failAfter of [0, 50, 399]) {
    const ending = await upload(electron, { ...options, failAfter })
    expect(ending).toMatchObject({ end: 'cut: unknown', ...leftNothing })
  }
  const { all } = server.calls
  await expect.poll(() => all.filter(({ path, status }) => /media/.test(path) && status === 200)).toEqual([])
})
