import type * as Fs from 'node:fs'
import type * as FsPromises from 'node:fs/promises'
import type * as Http from 'node:http'
import type * as Streams from 'node:stream/promises'
import type { ElectronApplication } from '@playwright/test'
import type { PortGlobals } from './port-test'

/** Transfers in the main process of `portTest`. Like the app, they stream a file or a response and buffer nothing. */

export interface TransferFigures {
  /** The HTTP status, or the message of the port's error. */
  readonly end: string
  /** The first 200 characters of the response. */
  readonly responseText: string
  readonly ms: number
  /** Growth of the main process's memory during the transfer, bytes. */
  readonly memoryGrowth: number
  readonly bytes: number
}

export interface UploadOptions {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly file: string
  /** `node` is the comparison: Node's own HTTP client with a Content-Length and without a proxy. */
  readonly by: 'port' | 'node'
  /** Size of one read of the file; 256 KiB by default. */
  readonly chunkBytes?: number
}

export interface DownloadOptions extends Omit<UploadOptions, 'file'> {
  /** The file to write to; null only reads the response. */
  readonly file: string | null
}

export function uploadFile(electron: ElectronApplication, options: UploadOptions): Promise<TransferFigures> {
  return electron.evaluate(async (_, { url, headers, file, by, chunkBytes = 262_144 }) => {
    const { harness } = globalThis as unknown as PortGlobals
    const fs = harness.require('node:fs') as typeof Fs
    const http = harness.require('node:http') as typeof Http
    const { pipeline } = harness.require('node:stream/promises') as typeof Streams
    const timeouts = { connectMs: 10_000, firstByteMs: 30_000, idleMs: 30_000 }
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const start = performance.now()
    const form = '--b\r\nContent-Disposition: form-data; name="file"; filename="upload"\r\n\r\n'
    let bytes = 0
    const chunks = (async function* () {
      yield Buffer.from(form)
      for await (const chunk of fs.createReadStream(file, { highWaterMark: chunkBytes })) {
        bytes += (chunk as Buffer).length
        yield chunk as Buffer
      }
      yield Buffer.from('\r\n--b--\r\n')
    })()
    const allHeaders = { ...headers, 'Content-Type': 'multipart/form-data; boundary=b' }
    let [end, responseText] = ['', '']
    try {
      if (by === 'node') {
        const length = fs.statSync(file).size + form.length + 9
        const outgoing = http.request(url, {
          method: 'POST',
          headers: { ...allHeaders, 'Content-Length': length },
        })
        const responded = new Promise<Http.IncomingMessage>((resolve, reject) => {
          outgoing.on('response', resolve).on('error', reject)
        })
        await pipeline(chunks, outgoing)
        const incoming = await responded
        for await (const chunk of incoming) responseText += (chunk as Buffer).toString()
        end = String(incoming.statusCode)
      } else {
        const port = await harness.port
        const body = { kind: 'stream', chunks }
        const response = await port.send({
          method: 'POST',
          url,
          headers: allHeaders,
          body,
          timeouts,
          once: true,
        })
        for await (const chunk of response.body) responseText += Buffer.from(chunk).toString()
        end = String(response.status)
      }
    } catch (error) {
      end = error instanceof Error ? error.message : 'unknown'
    }
    clearInterval(watch)
    const memoryGrowth = Math.max(peak, process.memoryUsage.rss()) - before
    return {
      end,
      responseText: responseText.slice(0, 200),
      ms: performance.now() - start,
      memoryGrowth,
      bytes,
    }
  }, options)
}

export function downloadFile(
  electron: ElectronApplication,
  options: DownloadOptions,
): Promise<TransferFigures> {
  return electron.evaluate(async (_, { url, headers, file, by }) => {
    const { harness } = globalThis as unknown as PortGlobals
    const fs = harness.require('node:fs/promises') as typeof FsPromises
    const http = harness.require('node:http') as typeof Http
    const timeouts = { connectMs: 10_000, firstByteMs: 30_000, idleMs: 30_000 }
    const before = process.memoryUsage.rss()
    let peak = before
    const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20)
    const start = performance.now()
    let [end, bytes] = ['', 0]
    const target = file === null ? null : await fs.open(file, 'w')
    try {
      const request = async (): Promise<{ status: number | undefined; body: AsyncIterable<Uint8Array> }> => {
        if (by === 'port') return (await harness.port).send({ method: 'GET', url, headers, timeouts })
        const incoming = await new Promise<Http.IncomingMessage>((resolve, reject) => {
          http.get(url, { headers }, resolve).on('error', reject)
        })
        return { status: incoming.statusCode, body: incoming }
      }
      const response = await request()
      for await (const chunk of response.body) {
        bytes += chunk.byteLength
        if (target !== null) await target.write(chunk)
      }
      end = String(response.status)
    } catch (error) {
      end = error instanceof Error ? error.message : 'unknown'
    } finally {
      await target?.close()
    }
    clearInterval(watch)
    const memoryGrowth = Math.max(peak, process.memoryUsage.rss()) - before
    return { end, responseText: '', ms: performance.now() - start, memoryGrowth, bytes }
  }, options)
}
