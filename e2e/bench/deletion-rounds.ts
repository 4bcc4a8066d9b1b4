import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { promisify } from 'node:util'
import type { ElectronApplication, Page } from '@playwright/test'
import type { AssetSpec, DemoServer, SeedSpec } from '../../src/demo-server'
import { count, grid, question } from '../support/actions'
import { expect } from '../support/test'
import { startProfiles } from './profiles'

/** The steps of the benchmark of deletions: the same files deleted by the app and by `curl`. */

const execFileAsync = promisify(execFile)

const segmentCount = 10
const firstSegment = 27_665_601
export const appSegments = Array.from({ length: segmentCount }, (_, index) => firstSegment + index)
const curlSegments = Array.from({ length: segmentCount }, (_, index) => firstSegment + 100 + index)

export const deletionSeed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [...appSegments, ...curlSegments].map((sid) => ({ sid, did: 1 })),
  assets: [],
}

function filesOf(segments: readonly number[], files: number): AssetSpec[] {
  return Array.from({ length: files }, (_, index) => ({
    segmentId: segments[index % segments.length] ?? firstSegment,
    locale: 'en',
    name: `shot-${String(index).padStart(5, '0')}.png`,
    bytes: { size: 200, fill: index % 250 },
  }))
}

async function putFiles(server: DemoServer, segments: readonly number[], files: number): Promise<void> {
  for (const file of filesOf(segments, files)) await server.store.put(file)
}

export interface CurlTarget {
  readonly server: DemoServer
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly folder: string
}

/** Deletes as many files by one process of `curl`, with kept connections; `--parallel` with four at a time. Milliseconds. */
export async function deleteByCurl(target: CurlTarget, files: number, isParallel: boolean): Promise<number> {
  const { server, url, headers, folder } = target
  await putFiles(server, curlSegments, files)
  const config = `${folder}/curl.config`
  const lines = filesOf(curlSegments, files).map(
    ({ segmentId, name }) =>
      `url = "${url}/api/resources/assets/${String(segmentId)}?scope=pr7214&filename=${name}&locale=en"`,
  )
  await writeFile(config, lines.join('\n'))
  const headerArguments = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const parallel = isParallel ? ['--parallel', '--parallel-max', '4'] : []
  const common = ['--silent', '--show-error', '--fail', '--insecure', '--noproxy', '*', '-X', 'DELETE']
  const startedAt = performance.now()
  await execFileAsync('curl', [...common, ...parallel, ...headerArguments, '--config', config])
  const ms = performance.now() - startedAt
  expect(curlSegments.flatMap((segment) => server.store.ofSegment(segment))).toEqual([])
  return ms
}

/** Signs in to a server whose certificate only this call trusts. */
export function signInOverTls(server: DemoServer, ca: string): Promise<Record<string, string>> {
  const body = JSON.stringify({ accountid: server.accountId, key: server.apiKey })
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${server.url}/api/auth/token`,
      { ca, method: 'POST', headers: { 'Content-Type': 'application/json' } },
      (incoming) => {
        let text = ''
        incoming.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
        incoming.on('end', () =>
          resolve({ 'X-Auth-Token': String(JSON.parse(text)), 'X-Auth-AccountId': server.accountId }),
        )
      },
    )
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

/** What one deletion cost. */
export interface DeletionCost {
  readonly ms: number
  /** Processor time per file, milliseconds. */
  readonly main: number
  readonly window: number
  readonly network: number
  readonly calls: number
}

/** Deletes all files of the open place through the window. The time begins with the confirmation. */
export async function deleteByApp(
  running: { readonly app: ElectronApplication; readonly page: Page; readonly server: DemoServer },
  files: number,
  keepsCopies: boolean,
): Promise<DeletionCost> {
  const { app, page, server } = running
  await putFiles(server, appSegments, files)
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Refresh' }).click()
  await expect(count(page)).toHaveText(`${files.toLocaleString('en')} assets`)
  await grid(page).focus()
  await grid(page).press('ControlOrMeta+a')
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Delete' }).click()
  const dialog = question(page)
  const copies = dialog.getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })
  await expect(copies).toBeVisible()
  if ((await copies.isChecked()) !== keepsCopies)
    await dialog.getByText('Keep a copy in the recycle bin').click()
  await dialog.getByRole('textbox', { name: 'Type the number of files to confirm' }).fill(String(files))
  const button = dialog.getByRole('button', { name: 'Delete permanently' })
  await expect(button).toBeEnabled()
  server.calls.clear()
  const profile = process.env['REFSHELF_BENCH_PROFILE'] === '1' ? await startProfiles(running) : null
  const before = await processorTimes(app)
  const ms = await button.evaluate(
    (element, selector) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now()
        const observer = new MutationObserver(() => {
          if (document.querySelector(selector) === null) return
          observer.disconnect()
          resolve(performance.now() - startedAt)
        })
        observer.observe(document.body, { childList: true, subtree: true, attributes: true })
        ;(element as HTMLElement).click()
      }),
    '.result [role="status"][aria-label="Delete result"]',
  )
  const after = await processorTimes(app)
  await profile?.()
  const calls = server.calls.count()
  expect(appSegments.flatMap((segment) => server.store.ofSegment(segment))).toEqual([])
  await page
    .getByRole('region', { name: 'Operations' })
    .getByRole('button', { name: 'Dismiss' })
    .first()
    .click()
  const perFile = (name: keyof ProcessorTimes) => (after[name] - before[name]) / files
  return { ms, calls, main: perFile('main'), window: perFile('window'), network: perFile('network') }
}

interface ProcessorTimes {
  readonly main: number
  readonly window: number
  readonly network: number
}

/** Processor time of the app's processes so far, milliseconds. Zeros where the system has no `/proc`. */
async function processorTimes(app: ElectronApplication): Promise<ProcessorTimes> {
  const ids = await app.evaluate(({ app: electron, BrowserWindow }) => ({
    main: process.pid,
    window: BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
    network: electron.getAppMetrics().find(({ name }) => name === 'Network Service')?.pid ?? 0,
  }))
  const [main, window, network] = await Promise.all([ids.main, ids.window, ids.network].map(processorTimeOf))
  return { main: main ?? 0, window: window ?? 0, network: network ?? 0 }
}

/** The kernel counts in ticks of 10 ms. */
async function processorTimeOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${String(pid)}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) * 10
}
