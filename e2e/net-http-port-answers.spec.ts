import { expect, type ElectronApplication } from '@playwright/test'
import type { Fault } from '../src/demo-server'
import { portTest as test, type Platform, type PortGlobals } from './support/port-test'

/** Tests the HTTP port with responses that stall, end early or are aborted, and with request bodies of known length. */

const mib = 1_048_576
const size = 64 * mib
const idleMs = 800
const asset = { segmentId: 27_665_601, name: 'large.bin' }

interface Ending {
  readonly end: string
  readonly bytes: number
  readonly ms: number
  readonly listeners: number
}

/** Reads a response, pauses once for `restMs`, and aborts it after `stopAt` bytes. */
async function download(
  electron: ElectronApplication,
  { server, headers }: Platform,
  options: { readonly restMs?: number; readonly stopAt?: number } = {},
): Promise<Ending> {
  await server.store.put({ ...asset, bytes: { size, fill: 65 } })
  const url = `${server.url}/api/resources/assets/27665601?scope=pr7214&filename=large.bin`
  const { restMs = 0, stopAt = Number.MAX_SAFE_INTEGER } = options
  return electron.evaluate(
    async (_, given) => {
      const { harness } = globalThis as unknown as PortGlobals
      const { getEventListeners } = harness.require('node:events') as {
        getEventListeners: (target: EventTarget, name: string) => unknown[]
      }
      const port = await harness.port
      const stop = new AbortController()
      const timeouts = { connectMs: 400, firstByteMs: 400, idleMs: given.idleMs }
      let [end, bytes, rest] = ['', 0, given.restMs]
      const start = performance.now()
      try {
        const response = await port.send({
          method: 'GET',
          url: given.url,
          headers: given.headers,
          timeouts,
          signal: stop.signal,
        })
        for await (const chunk of response.body) {
          bytes += chunk.byteLength
          if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
          rest = 0
          if (bytes >= given.stopAt) stop.abort()
        }
        end = String(response.status)
      } catch (error) {
        end = error instanceof Error ? error.message : 'unknown'
      }
      const ms = performance.now() - start
      return { end, bytes, ms, listeners: getEventListeners(stop.signal, 'abort').length }
    },
    { url, headers, idleMs, restMs, stopAt },
  )
}

test('a reader may pause for longer than the idle timeout of the server', async ({ electron, platform }) => {
  const ending = await download(electron, await platform(), { restMs: 2 * idleMs })
  expect(ending).toMatchObject({ end: '200', bytes: size, listeners: 0 })
})

test('an aborted response ends at once and reports the abort', async ({ electron, platform }) => {
  const ending = await download(electron, await platform(), { stopAt: mib })
  expect(ending).toMatchObject({ end: 'aborted: ', listeners: 0 })
  expect(ending.bytes).toBeLessThan(size / 2)
})

for (const [fault, end] of [
  [{ kind: 'hang', where: 'mid-body' }, 'timed-out: idle'],
  [{ kind: 'cut-body', afterBytes: 3 * mib }, 'cut: ERR_CONTENT_LENGTH_MISMATCH'],
  [{ kind: 'cut-body', afterBytes: 3 * mib, framing: 'chunked' }, 'cut: ERR_INCOMPLETE_CHUNKED_ENCODING'],
] as readonly (readonly [Fault, string])[]) {
  test(`a response with ${JSON.stringify(fault)} ends as ${end}`, async ({ electron, platform }) => {
    const target = await platform()
    target.server.faults.add({ match: { method: 'GET' }, fault })
    const ending = await download(electron, target)
    expect(ending).toMatchObject({ end, listeners: 0 })
    expect(ending.ms).toBeLessThan(idleMs + 1_500)
  })
}

test('a body of known length is accepted where chunked bodies are refused', async ({
  electron,
  platform,
}) => {
  const { server, headers } = await platform({ switches: { chunkedBody: '411' } })
  const upload = (hasLength: boolean): Promise<number> =>
    electron.evaluate(
      async (_, given) => {
        const { harness } = globalThis as unknown as PortGlobals
        const port = await harness.port
        const form = '--b\r\nContent-Disposition: form-data; filename="x"\r\n\r\n'
        const parts = [form, 'x'.repeat(3_000_000), '\r\n--b--\r\n'].map((text) => Buffer.from(text))
        const chunks = (async function* () {
          for (const part of parts) yield await Promise.resolve(part)
        })()
        const length = given.hasLength ? { bytes: Buffer.concat(parts).length } : {}
        const response = await port.send({
          method: 'POST',
          url: given.url,
          once: true,
          body: { kind: 'stream', chunks, ...length },
          headers: { ...given.headers, 'Content-Type': 'multipart/form-data; boundary=b' },
          timeouts: { connectMs: 10_000, firstByteMs: 30_000, idleMs: 30_000 },
        })
        for await (const chunk of response.body) chunk.at(0)
        return response.status
      },
      { hasLength, headers, url: `${server.url}/api/media/upload?filename=x.bin` },
    )
  expect([await upload(false), await upload(true)]).toEqual([411, 200])
  const [refused, accepted] = server.calls.filter({ path: /media/ })
  expect(refused?.headers['content-length']).toBeUndefined()
  expect(Number(accepted?.headers['content-length'])).toBeGreaterThan(3_000_000)
  expect(accepted?.headers['transfer-encoding']).toBeUndefined()
})
