import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, test as base, type ElectronApplication } from '@playwright/test'
import { build } from 'vite'

/** The adapter alone, in the real runtime against a real server: only there Chromium's network stack can be met. */

const root = path.join(__dirname, '..')

/** What the tests use of it; bundled by itself, since a journey imports nothing of the app. */
interface Adapter {
  readonly NetHttpPort: new (sessions: Readonly<Record<'general' | 'once', unknown>>) => {
    readonly send: (request: object) => Promise<{
      readonly status: number
      readonly body: AsyncIterable<Uint8Array>
    }>
  }
}

interface Fixtures {
  readonly electron: ElectronApplication
  readonly serve: (answer: (request: IncomingMessage, response: ServerResponse) => void) => Promise<string>
}

const test = base.extend<Fixtures>({
  electron: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-net-'))
    await buildAdapter(folder)
    const app = await _electron.launch({
      args: [folder, `--user-data-dir=${path.join(folder, 'profile')}`],
    })
    await use(app)
    await app.close()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

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

async function buildAdapter(folder: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: path.join(root, 'src/main/adapters/net-http-port.ts'),
        formats: ['cjs'],
        fileName: () => 'port.cjs',
      },
      rolldownOptions: { external: ['electron'] },
    },
  })
  await writeFile(path.join(folder, 'package.json'), '{"name":"adapter","main":"main.cjs"}')
  await writeFile(path.join(folder, 'main.cjs'), "globalThis.adapter = require('./port.cjs')")
}

/** Uploads so many pieces of 64 KiB with short limits; the status, or what ended it. */
function upload(electron: ElectronApplication, url: string, pieces: number): Promise<string> {
  return electron.evaluate(
    async ({ app, session }, { url: address, pieces: count }) => {
      await app.whenReady()
      const { adapter } = globalThis as unknown as { adapter: Adapter }
      const own = session.fromPartition('test', { cache: false })
      const port = new adapter.NetHttpPort({ general: own, once: own })
      const chunks = (async function* () {
        for (let piece = 0; piece < count; piece += 1) yield await Promise.resolve(new Uint8Array(65_536))
      })()
      const body = { kind: 'stream', chunks } as const
      const timeouts = { connectMs: 400, firstByteMs: 400, idleMs: 800 }
      try {
        const answer = await port.send({
          method: 'POST',
          url: address,
          headers: {},
          body,
          timeouts,
          once: true,
        })
        for await (const chunk of answer.body) chunk.at(0)
        return String(answer.status)
      } catch (error) {
        return error instanceof Error ? error.message : 'unknown'
      }
    },
    { url, pieces },
  )
}

const pieces = 400
const allBytes = pieces * 65_536

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
  const since = performance.now()
  expect(await upload(electron, url, pieces)).toBe('200')
  expect(performance.now() - since).toBeGreaterThan(2_000)
  expect(read).toBeGreaterThanOrEqual(allBytes)
})

test('an upload that stands still ends', async ({ electron, serve }) => {
  const url = await serve((request) => {
    request.once('data', () => request.pause())
  })
  expect(await upload(electron, url, pieces)).toBe('timed-out: upload')
})

test('an upload that the server breaks off is told, and the app goes on', async ({ electron, serve }) => {
  const url = await serve((request) => {
    request.once('data', () => request.socket.destroy())
  })
  expect(await upload(electron, url, pieces)).toMatch(/^(unreachable|cut): /)
  expect(await upload(electron, url, pieces)).toMatch(/^(unreachable|cut): /)
})

test('an upload whose answer never comes ends', async ({ electron, serve }) => {
  const url = await serve((request) => request.resume())
  expect(await upload(electron, url, 1)).toBe('timed-out: first byte')
})
