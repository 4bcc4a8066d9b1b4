import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type ElectronApplication } from '@playwright/test'
import type { Fault } from '../src/demo-server'
import { portTest, type Platform, type PortGlobals } from './support/port-test'

/** Tests the HTTP port with uploads that fail midway, in the real runtime against real servers. */

interface Fixtures {
  readonly serve: (handler: (request: IncomingMessage, response: ServerResponse) => void) => Promise<string>
}

const test = portTest.extend<Fixtures>({
  serve: async ({}, use) => {
    const servers: Server[] = []
    await use(async (handler) => {
      const server = createServer(handler)
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
  /** Aborts the upload after this number of pieces. */
  readonly stopAfter?: number
  /** Makes the source of the bytes fail after this number of pieces. */
  readonly failAfter?: number
}

interface Ending {
  /** The HTTP status, or the error that ended the upload. */
  readonly end: string
  readonly responseText: string
  readonly ms: number
  /** Bytes read from the source. */
  readonly bytesRead: number
  /** Whether the source was closed. */
  readonly isClosed: boolean
  /** Listeners left on the abort signal. */
  readonly listeners: number
  readonly uncaught: readonly string[]
}

const preamble = '--b\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n\r\n'

/** Uploads pieces of 64 KiB with short timeouts. */
function upload(electron: ElectronApplication, options: CallOptions): Promise<Ending> {
  return electron.evaluate(
    async (_, { url, headers, count, stopAfter, failAfter, size, formStart, idle }) => {
      const { harness } = globalThis as unknown as PortGlobals
      const { getEventListeners } = harness.require('node:events') as {
        getEventListeners: (target: EventTarget, name: string) => unknown[]
      }
      const port = await harness.port
      const stop = new AbortController()
      let [bytesRead, isClosed] = [0, false]
      const chunks = (async function* () {
        try {
          yield await Promise.resolve(new TextEncoder().encode(formStart))
          for (let piece = 0; piece < count; piece += 1) {
            if (piece === stopAfter) setTimeout(() => stop.abort(), 0)
            if (piece === failAfter) throw new Error('the disk is gone')
            bytesRead += size
            yield new Uint8Array(size)
            // Yields to the event loop, as reading from a disk does.
            await new Promise(setImmediate)
          }
          yield new TextEncoder().encode('\r\n--b--\r\n')
        } finally {
          isClosed = true
        }
      })()
      const timeouts = { connectMs: 400, firstByteMs: 400, idleMs: idle }
      const start = performance.now()
      let [end, responseText] = ['', '']
      try {
        const response = await port.send({
          method: 'POST',
          url,
          body: { kind: 'stream', chunks },
          timeouts,
          once: true,
          headers: { ...headers, 'Content-Type': 'multipart/form-data; boundary=b' },
          signal: stop.signal,
        })
        for await (const chunk of response.body) responseText += new TextDecoder().decode(chunk)
        end = String(response.status)
      } catch (error) {
        end = error instanceof Error ? error.message : 'unknown'
      }
      const ms = performance.now() - start
      // The source is closed in a later turn of the event loop.
      for (let turn = 0; turn < 100 && !isClosed; turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 10))
      const listeners = getEventListeners(stop.signal, 'abort').length
      return { end, responseText, ms, bytesRead, isClosed, listeners, uncaught: [...harness.uncaught] }
    },
    {
      url: options.url,
      headers: options.headers ?? {},
      count: options.pieces ?? pieces,
      stopAfter: options.stopAfter ?? -1,
      failAfter: options.failAfter ?? -1,
      size: pieceBytes,
      formStart: preamble,
      idle: idleMs,
    },
  )
}

/** Holds after every upload: its source is closed, no listener is left, and no error is uncaught. */
const cleanedUp = { isClosed: true, listeners: 0, uncaught: [] }

/** The call of an upload that meets the fault. */
function uploadWithFault({ server, headers }: Platform, fault: Fault): CallOptions {
  server.faults.add({ match: { path: /media\/upload/ }, fault })
  return { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
}

test('a slow upload is never timed out while it makes progress', async ({ electron, serve }) => {
  let read = 0
  const url = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => {
      read += chunk.length
      // About three seconds in total, more than seven times the timeouts of the connection and the first byte.
      request.pause()
      setTimeout(() => request.resume(), (chunk.length / allBytes) * 3_000)
    })
    request.on('end', () => response.end())
  })
  const ending = await upload(electron, { url })
  expect(ending).toMatchObject({ end: '200', bytesRead: allBytes, ...cleanedUp })
  expect(ending.ms).toBeGreaterThan(2_000)
  expect(read).toBeGreaterThanOrEqual(allBytes)
})

test('a stalled upload ends soon after the idle timeout', async ({ electron, serve }) => {
  const url = await serve((request) => {
    request.once('data', () => request.pause())
  })
  const ending = await upload(electron, { url })
  expect(ending).toMatchObject({ end: 'timed-out: upload', ...cleanedUp })
  expect(ending.ms).toBeLessThan(idleMs + 1_000)
  // Only what the connection buffers was read from the source, not the whole file.
  expect(ending.bytesRead).toBeLessThan(allBytes / 2)
})

test('an upload that the server cuts off is reported, and so is a second one', async ({
  electron,
  serve,
}) => {
  const url = await serve((request) => {
    request.once('data', () => request.socket.destroy())
  })
  for (let round = 0; round < 2; round += 1) {
    const ending = await upload(electron, { url })
    expect(ending).toMatchObject(cleanedUp)
    expect(ending.end).toMatch(/^(unreachable|cut): ERR_/)
  }
})

test('an upload without a response times out', async ({ electron, serve }) => {
  const url = await serve((request) => request.resume())
  const ending = await upload(electron, { url, pieces: 1 })
  expect(ending).toMatchObject({ end: 'timed-out: first byte', ...cleanedUp })
})

for (const then of ['close', 'reset', 'hang'] as const) {
  test(`an upload that the platform ends by ${then} is never a success`, async ({ electron, platform }) => {
    const target = await platform()
    const options = uploadWithFault(target, { kind: 'mid-upload', afterBytes: 1_000_000, then })
    const ending = await upload(electron, options)
    expect(ending).toMatchObject(cleanedUp)
    expect(ending.end).toMatch(then === 'hang' ? /^timed-out: upload$/ : /^(unreachable|cut): ERR_/)
    expect(ending.ms).toBeLessThan(idleMs + 1_500)
    target.server.faults.clear()
    expect(await upload(electron, options)).toMatchObject({ end: '200', ...cleanedUp })
  })
}

for (const rest of ['refused', 'swallowed'] as const) {
  test(`a response before the end of the body is reported when the rest is ${rest}`, async ({
    electron,
    platform,
  }) => {
    const then = { status: 413, body: 'The file exceeds the maximum size.', rest }
    const options = uploadWithFault(await platform(), { kind: 'mid-upload', afterBytes: 100_000, then })
    const ending = await upload(electron, options)
    expect(ending).toMatchObject({ end: '413', responseText: then.body, ...cleanedUp })
    if (rest === 'refused') expect(ending.bytesRead).toBeLessThan(allBytes)
  })
}

test('an early response without reading the rest of the body ends as a stalled upload', async ({
  electron,
  platform,
}) => {
  // Chromium reads no response before the whole body is sent, so this network stack cannot see the 413.
  const then = { status: 413, body: 'too much', rest: 'ignored' } as const
  const ending = await upload(
    electron,
    uploadWithFault(await platform(), { kind: 'mid-upload', afterBytes: 100_000, then }),
  )
  expect(ending).toMatchObject({ end: 'timed-out: upload', ...cleanedUp })
})

test('an aborted upload ends at once', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  const options = { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
  for (const stopAfter of [0, 1, 50, 399]) {
    const ending = await upload(electron, { ...options, stopAfter })
    expect(ending).toMatchObject({ end: 'aborted: ', ...cleanedUp })
  }
  expect(server.store.ofSegment(27_665_601).filter(({ name }) => name === 'x.bin')).toEqual([])
})

test('an upload whose file cannot be read to the end is never a success', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  const options = { url: `${server.url}/api/media/upload?filename=x.bin`, headers }
  for (const failAfter of [0, 50, 399]) {
    const ending = await upload(electron, { ...options, failAfter })
    expect(ending).toMatchObject({ end: 'cut: unknown', ...cleanedUp })
  }
  const { all } = server.calls
  await expect.poll(() => all.filter(({ path, status }) => /media/.test(path) && status === 200)).toEqual([])
})
