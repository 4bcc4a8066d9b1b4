import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'
import { select } from '../support/actions'
import { signInHeaders } from '../support/port-test'
import { makeTree } from '../support/file-trees'
import { downloadByQueue, uploadByQueue, type QueueFigures } from '../support/queue-transfers'
import { slowLink } from '../support/slow-link'
import type { RunningApp } from '../support/test'
import { openAt, test } from '../support/transfer-actions'
import { timeCurl } from './curl'
import { figure, report, type Figure } from './figures'
import { median } from './measure'

/** How fast a large file streams through the whole app, compared with `curl`: window, queue, hash, log, flush and rename. */

const megabyte = 1_000_000
const gibibyte = 1_073_741_824
const linkBytesPerSecond = 40 * megabyte
/** About seven seconds of that link. */
const linkedBytes = 268_435_456
const rounds = 3
const segmentId = 27_665_601

interface Setup {
  readonly running: RunningApp
  readonly server: DemoServer
  readonly url: string
  readonly bytes: number
  readonly desktop: string
}

interface Rounds {
  readonly app: number[]
  readonly curl: number[]
  /** Memory growth of each round, bytes. */
  readonly growth: number[]
}

const noRounds = (): Rounds => ({ app: [], curl: [], growth: [] })

function record(measured: Rounds, transfer: QueueFigures, curl: number): void {
  expect(transfer.done).toBe(1)
  measured.app.push(transfer.ms)
  measured.growth.push(transfer.memoryGrowth)
  measured.curl.push(curl)
}

/** Uploads and downloads by the app and by `curl` in turn. `curl` neither hashes nor flushes; it writes to the page cache. */
async function alternate({
  running,
  server,
  url,
  bytes,
  desktop,
}: Setup): Promise<{ up: Rounds; down: Rounds }> {
  const [up, down] = [noRounds(), noRounds()]
  const headers = await signInHeaders(server)
  const target = path.join(desktop, 'by-curl.bin')
  for (let round = 0; round < rounds; round += 1) {
    const [file = ''] = await makeTree(desktop, { [`up-${String(round)}.bin`]: { bytes } })
    const media = `${url}/api/media/upload?filename=large.bin`
    record(up, await uploadByQueue(running, [file]), await timeCurl(media, headers, ['-F', `file=@${file}`]))
    const body = `${url}/api/resources/assets/${String(segmentId)}?scope=pr7214&filename=down.bin`
    await select(running.page, `down.bin, all, -, ${String(segmentId)}`)
    const transfer = await downloadByQueue(running, desktop)
    record(down, transfer, await timeCurl(body, headers, ['-o', target]))
    for (const name of ['down.bin', 'by-curl.bin', `up-${String(round)}.bin`])
      await rm(path.join(desktop, name))
    await server.store.remove({ segmentId, name: `up-${String(round)}.bin` })
  }
  return { up, down }
}

function timeFigure(name: string, measured: Rounds, limit: number): Figure {
  const base = median(measured.curl)
  return figure({
    name,
    unit: 'ms',
    value: median(measured.app),
    base,
    target: Math.round(base / 0.9),
    limit,
  })
}

function growthFigure(name: string, measured: Rounds): Figure {
  const value = Math.max(...measured.growth) / megabyte
  return figure({ name, unit: 'MB', value, base: 80, target: 80, limit: 1 })
}

function summarize(name: string, bytes: number, measured: Rounds): string {
  const speed = (ms: number): string => (bytes / megabyte / (ms / 1_000)).toFixed(0)
  const speeds = (times: readonly number[]): string =>
    `median ${speed(median(times))}, best ${speed(Math.min(...times))} MB/s`
  return `${name}: app ${speeds(measured.app)}, curl ${speeds(measured.curl)}`
}

for (const way of ['raw', 'at 40 MB/s'] as const) {
  test(`a large file passes the whole transfer queue in both directions, ${way}`, async ({
    launch,
    startServer,
    desktop,
  }) => {
    test.setTimeout(900_000)
    const server = await startServer()
    const isRaw = way === 'raw'
    const link = isRaw ? null : await slowLink(server.url, linkBytesPerSecond)
    const bytes = isRaw ? gibibyte : linkedBytes
    const url = link?.url ?? server.url
    await server.store.put({ segmentId, name: 'down.bin', bytes: { size: bytes, fill: 65 } })
    const running = await launch(openAt({ url, accountId: server.accountId }, segmentId))
    const { up, down } = await alternate({ running, server, url, bytes, desktop })
    await link?.close()
    const size = isRaw ? '1 GiB' : '256 MiB'
    // Loopback speed is not a promise, so only a large slowdown fails.
    const limit = isRaw ? 8 : 1 / 0.9
    await report(
      [
        timeFigure(`${size} up by the queue, ${way}`, up, limit),
        timeFigure(`${size} down by the queue, ${way}`, down, limit),
        growthFigure(`memory, up by the queue, ${way}`, up),
        growthFigure(`memory, down by the queue, ${way}`, down),
      ],
      [summarize(`up ${way}`, bytes, up), summarize(`down ${way}`, bytes, down)].join('; '),
    )
  })
}
