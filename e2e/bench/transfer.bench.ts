import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, mergeTests, type Page } from '@playwright/test'
import { portTest, type Platform } from '../support/port-test'
import { makeManyFiles, makeTree } from '../support/file-trees'
import { downloadFile, uploadFile, type TransferFigures } from '../support/port-transfers'
import { slowLink } from '../support/slow-link'
import { apiKey, test as appTest } from '../support/test'
import { timeCurl } from './curl'
import { figure, report, type Figure } from './figures'
import * as measure from './measure'

/** How fast large files stream through the app's HTTP port, compared with `curl` on the same server in the same run. */

const test = mergeTests(appTest, portTest)

const megabyte = 1_000_000
const gibibyte = 1_073_741_824
const linkBytesPerSecond = 40 * megabyte
/** About seven seconds of that link. */
const linkedBytes = 268_435_456
const rounds = 3
const segmentId = 27_665_601

interface Setup {
  readonly url: string
  readonly bytes: number
  readonly folder: string
  readonly platform: Platform
  readonly move: (
    by: 'port',
    options: { readonly url: string; readonly file: string },
  ) => Promise<TransferFigures>
}

interface Times {
  readonly app: number[]
  readonly curl: number[]
  /** Memory growth of each round, bytes. */
  readonly growth: number[]
}

/** Transfers one file in one direction, by the app and by `curl` in turn. */
async function alternate(setup: Setup, direction: 'up' | 'down', times: number): Promise<Times> {
  const { server, headers } = setup.platform
  const [file = ''] = await makeTree(setup.folder, { 'large.bin': { bytes: setup.bytes } })
  await server.store.put({ segmentId, name: 'large.bin', bytes: { size: setup.bytes, fill: 65 } })
  const url =
    direction === 'up'
      ? `${setup.url}/api/media/upload?filename=large.bin`
      : `${setup.url}/api/resources/assets/${String(segmentId)}?scope=pr7214&filename=large.bin`
  const work = direction === 'up' ? ['-F', `file=@${file}`] : ['-o', '/dev/null']
  const measured: Times = { app: [], curl: [], growth: [] }
  for (let round = 0; round < times; round += 1) {
    const transfer = await setup.move('port', { url, file })
    expect(transfer).toMatchObject({ end: '200', bytes: setup.bytes })
    measured.app.push(transfer.ms)
    measured.growth.push(transfer.memoryGrowth)
    measured.curl.push(await timeCurl(url, headers, work))
  }
  return measured
}

function timeFigure(name: string, measured: Times, limit: number): Figure {
  const base = measure.median(measured.curl)
  return figure({
    name,
    unit: 'ms',
    value: measure.median(measured.app),
    base,
    target: Math.round(base / 0.9),
    limit,
  })
}

function growthFigure(name: string, measured: Times): Figure {
  const value = Math.max(...measured.growth) / megabyte
  return figure({ name, unit: 'MB', value, base: 80, target: 80, limit: 1 })
}

function summarize(name: string, bytes: number, measured: Times): string {
  const speed = (times: readonly number[]): string =>
    `${(bytes / megabyte / (measure.median(times) / 1_000)).toFixed(0)} MB/s`
  return `${name}: app ${speed(measured.app)}, curl ${speed(measured.curl)}`
}

test('a file of 1 GiB streams both ways, over a slow link about as fast as curl', async ({
  electron,
  platform,
}) => {
  test.setTimeout(900_000)
  const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-bench-'))
  const demoPlatform = await platform()
  const link = await slowLink(demoPlatform.server.url, linkBytesPerSecond)
  const figures: Figure[] = []
  const facts: string[] = []
  for (const direction of ['up', 'down'] as const) {
    const move: Setup['move'] = (by, { url, file }) =>
      direction === 'up'
        ? uploadFile(electron, { url, file, by, headers: demoPlatform.headers })
        : downloadFile(electron, { url, file: null, by, headers: demoPlatform.headers })
    const raw = await alternate(
      { url: demoPlatform.server.url, bytes: gibibyte, folder, platform: demoPlatform, move },
      direction,
      rounds,
    )
    const linked = await alternate(
      { url: link.url, bytes: linkedBytes, folder, platform: demoPlatform, move },
      direction,
      rounds,
    )
    figures.push(
      growthFigure(`memory by 1 GiB ${direction}`, raw),
      timeFigure(`256 MiB ${direction} at 40 MB/s`, linked, 1 / 0.9),
      // Loopback speed is not a promise, so only a large slowdown fails.
      timeFigure(`1 GiB ${direction} on loopback`, raw, 8),
    )
    facts.push(
      summarize(`${direction} at 40 MB/s`, linkedBytes, linked),
      summarize(`${direction} raw`, gibibyte, raw),
    )
  }
  await link.close()
  await rm(folder, { recursive: true })
  await report(figures, facts.join('; '))
})

const count = 500

/** Grants files to the app as the page does, and uploads them without a click. Returns the time until all are done, ms. */
async function uploadAll(page: Page, files: readonly string[]): Promise<number> {
  await page.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', multiple: true })
    input.dataset['testid'] = 'bench-files'
    document.body.append(input)
  })
  const input = page.getByTestId('bench-files')
  await input.setInputFiles([...files])
  return input.evaluate(
    async (element, target) => {
      const { api } = window as unknown as { api: BenchApi }
      const value = async <T>(call: Promise<Result<T>>): Promise<T> => {
        const result = await call
        if (!result.ok) throw new Error(JSON.stringify(result))
        return result.value
      }
      const start = performance.now()
      const dropped = Array.from((element as HTMLInputElement).files ?? [])
      const grant = await value(api.grantFiles(dropped))
      const source = { kind: 'files', grantId: grant.grantId }
      const plan = await value(api.planUpload({ source, target }))
      const { batchId } = await value(api.startUpload({ planId: plan.planId, choices: [] }))
      for (;;) {
        const { batches } = await value(api.readTransfers())
        const batch = batches.find(({ id }) => id === batchId)
        if (batch?.phase === 'done') return performance.now() - start
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    {
      context: { family: 'classic', scope: 'pr7214' },
      segmentId,
      locale: null,
      folder: '',
      keepsFolders: false,
    },
  )
}

type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false }

interface BenchApi {
  readonly grantFiles: (files: readonly File[]) => Promise<Result<{ readonly grantId: string }>>
  readonly planUpload: (plan: object) => Promise<Result<{ readonly planId: string }>>
  readonly startUpload: (start: object) => Promise<Result<{ readonly batchId: string }>>
  readonly readTransfers: () => Promise<
    Result<{ readonly batches: readonly { readonly id: string; readonly phase: string }[] }>
  >
}

test('500 small files are uploaded with two calls each and a few listings', async ({
  launch,
  startServer,
  userData,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-bench-'))
  const sourceFolder = await makeManyFiles(folder, count)
  const files = Array.from({ length: count }, (_, index) =>
    path.join(sourceFolder, `shelf-${String(index).padStart(4, '0')}.txt`),
  )
  // More than this benchmark uses, so that no call waits for the next hour.
  const allowance = { hourlyAllowance: 5_000 }
  const server = await startServer({ switches: allowance })
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ v: 1, ...allowance }))
  const env = {
    REFSHELF_SERVER_URL: server.url,
    REFSHELF_ACCOUNT_ID: server.accountId,
    REFSHELF_API_KEY: apiKey,
  }
  const { page } = await launch({ env })
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()
  const yardstickMs = await measure.yardstick(page)
  server.calls.clear()
  const ms = await uploadAll(page, files)
  const stored = server.store.ofSegment(segmentId).filter(({ name }) => name.startsWith('shelf-'))
  expect(stored).toHaveLength(count)
  const listings = server.calls.count({ method: 'GET', path: /\/list\?/ })
  const calls = server.calls.count() - listings
  await rm(folder, { recursive: true })
  await report(
    [
      figure({
        name: 'calls for 500 small files',
        unit: 'calls',
        value: calls,
        target: 2 * count,
        base: 2 * count,
        limit: 1,
      }),
      figure({
        name: 'listings for 500 small files',
        unit: 'calls',
        value: listings,
        target: 2 + count / 20,
        base: count,
        limit: 0.2,
      }),
      figure({
        name: '500 small files up',
        unit: 'ms',
        value: ms,
        target: 10_000,
        base: yardstickMs,
        limit: 600,
      }),
    ],
    `${String(count)} files up in ${(ms / 1_000).toFixed(1)} s`,
  )
})
