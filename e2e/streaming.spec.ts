import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from '@playwright/test'
import { select } from './support/actions'
import { portTest } from './support/port-test'
import { makeTree } from './support/file-trees'
import { downloadFile, uploadFile } from './support/port-transfers'
import { downloadByQueue, uploadByQueue } from './support/queue-transfers'
import { openAt, test as queueTest } from './support/transfer-actions'

/** Smaller than the files of `npm run bench`, and large enough to show whether a body is held in memory. */
const mib = 1_048_576
const size = 128 * mib
const segmentId = 27_665_601
const attach = `/api/resources/assets/${String(segmentId)}?scope=pr7214`

interface Fixtures {
  readonly large: string
  /** A system proxy that counts the calls that pass through it. */
  readonly systemProxy: { readonly port: number; readonly calls: () => number }
}

const test = portTest.extend<Fixtures>({
  large: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-large-'))
    const [file = ''] = await makeTree(folder, { 'large.bin': { bytes: size } })
    await use(file)
    await rm(folder, { recursive: true })
  },

  systemProxy: async ({}, use) => {
    let calls = 0
    const server = createServer((incoming, outgoing) => {
      calls += 1
      const { method, headers } = incoming
      const forwarded = request(incoming.url ?? '', { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.pipe(forwarded)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    await use({ port: (server.address() as AddressInfo).port, calls: () => calls })
    server.closeAllConnections()
    server.close()
  },
})

test('a large upload streams, with no growth of memory', async ({ electron, platform, large }) => {
  const { server, headers } = await platform()
  const url = `${server.url}/api/media/upload?filename=large.bin`
  const transfer = await uploadFile(electron, { url, headers, file: large, by: 'port' })
  expect(transfer).toMatchObject({ end: '200', bytes: size })
  expect(transfer.memoryGrowth).toBeLessThan(80 * mib)
})

test('a large upload streams through the system proxy', async ({
  electron,
  platform,
  large,
  systemProxy,
}) => {
  const { server, headers } = await platform()
  await electron.evaluate(async ({ app, session }, port) => {
    await app.whenReady()
    const rules = { proxyRules: `127.0.0.1:${String(port)}`, proxyBypassRules: '<-loopback>' }
    for (const name of ['once', 'general'])
      await session.fromPartition(name, { cache: false }).setProxy(rules)
  }, systemProxy.port)
  const url = `${server.url}/api/media/upload?filename=large.bin`
  const transfer = await uploadFile(electron, { url, headers, file: large, by: 'port' })
  expect(transfer).toMatchObject({ end: '200', bytes: size })
  expect(transfer.memoryGrowth).toBeLessThan(80 * mib)
  expect(systemProxy.calls()).toBe(1)
  expect(server.calls.filter({ path: /media/ })[0]?.headers['transfer-encoding']).toBe('chunked')
})

test('a large download streams, with no growth of memory', async ({ electron, platform }) => {
  const { server, headers } = await platform()
  await server.store.put({ segmentId, name: 'large.bin', bytes: { size, fill: 65 } })
  const url = `${server.url}${attach}&filename=large.bin`
  const transfer = await downloadFile(electron, { url, headers, file: null, by: 'port' })
  expect(transfer).toMatchObject({ end: '200', bytes: size })
  expect(transfer.memoryGrowth).toBeLessThan(80 * mib)
})

queueTest(
  'a large file passes the whole transfer queue in both directions, with no growth of memory',
  async ({ launch, startServer, desktop }) => {
    const [file = ''] = await makeTree(desktop, { 'up.bin': { bytes: size } })
    const server = await startServer()
    await server.store.put({ segmentId, name: 'down.bin', bytes: { size, fill: 65 } })
    const running = await launch(openAt(server, segmentId))
    await select(running.page, `down.bin, all, -, ${String(segmentId)}`)
    const down = await downloadByQueue(running, desktop)
    expect(down.done).toBe(1)
    expect((await stat(path.join(desktop, 'down.bin'))).size).toBe(size)
    const up = await uploadByQueue(running, [file])
    expect(up.done).toBe(1)
    expect(server.store.find({ segmentId, name: 'up.bin' })?.size).toBe(size)
    expect(Math.max(down.memoryGrowth, up.memoryGrowth)).toBeLessThan(80 * mib)
  },
)
