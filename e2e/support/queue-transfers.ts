import type { ElectronApplication, Page } from '@playwright/test'
import { download, planUpload } from './transfer-actions'
import type { RunningApp } from './test'

/** Transfers through the whole app, not only the HTTP port: window, queue, log, hash, flush and rename. */

export interface QueueFigures {
  readonly ms: number
  /** Growth of the main process's memory during the transfer, bytes. */
  readonly memoryGrowth: number
  /** Number of finished files of the newest batch. */
  readonly done: number
}

/** Uploads to the only segment of the open place. The time excludes the planning. */
export async function uploadByQueue(running: RunningApp, files: readonly string[]): Promise<QueueFigures> {
  const dialog = await planUpload(running, files)
  return timed(running, () => dialog.getByRole('button', { name: 'Upload', exact: true }).click())
}

/** Downloads the selected files. */
export function downloadByQueue(running: RunningApp, folder: string): Promise<QueueFigures> {
  return timed(running, () => download(running, folder))
}

async function timed({ app, page }: RunningApp, start: () => Promise<void>): Promise<QueueFigures> {
  const before = await newestBatch(page)
  await watchMemory(app)
  const startedAt = performance.now()
  await start()
  const done = await waitUntilDone(page, before)
  const ms = performance.now() - startedAt
  return { ms, memoryGrowth: await measureGrowth(app), done }
}

async function watchMemory(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const before = process.memoryUsage.rss()
    const memory = { before, peak: before }
    const watch = setInterval(() => (memory.peak = Math.max(memory.peak, process.memoryUsage.rss())), 20)
    Object.assign(globalThis, { memory, endWatch: () => clearInterval(watch) })
  })
}

function measureGrowth(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => {
    const { memory, endWatch } = globalThis as unknown as {
      memory: { before: number; peak: number }
      endWatch: () => void
    }
    endWatch()
    return Math.max(memory.peak, process.memoryUsage.rss()) - memory.before
  })
}

interface Api {
  readonly readTransfers: () => Promise<{
    readonly value: {
      readonly batches: readonly {
        readonly id: string
        readonly phase: string
        readonly counts: { readonly done: number }
      }[]
    }
  }>
}

function newestBatch(page: Page): Promise<string | null> {
  return page.evaluate(async () => {
    const { api } = window as unknown as { api: Api }
    return (await api.readTransfers()).value.batches[0]?.id ?? null
  })
}

/** Polls inside the window, so that the time excludes the messages between test and app. */
function waitUntilDone(page: Page, before: string | null): Promise<number> {
  return page.evaluate(async (known) => {
    const { api } = window as unknown as { api: Api }
    for (;;) {
      const [newest] = (await api.readTransfers()).value.batches
      if (newest !== undefined && newest.id !== known && newest.phase === 'done') return newest.counts.done
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }, before)
}
