import type { ElectronApplication, Page } from '@playwright/test'
import { download, planUpload } from './transfer-actions'
import type { RunningApp } from './test'

/** Transfers of the whole app: window, queue, log, hash, flush and naming, and not its port alone. */

export interface QueueFigures {
  readonly ms: number
  /** Of the main process: how far its memory rose above where it stood before, bytes. */
  readonly grownBy: number
  /** How many files of the newest batch are whole where they were to go. */
  readonly done: number
}

/** Uploads to the only segment of the place that is open. The plan is no part of the time. */
export async function uploadByQueue(running: RunningApp, files: readonly string[]): Promise<QueueFigures> {
  const dialog = await planUpload(running, files)
  return timed(running, () => dialog.getByRole('button', { name: 'Upload', exact: true }).click())
}

/** Downloads what is selected. */
export function downloadByQueue(running: RunningApp, folder: string): Promise<QueueFigures> {
  return timed(running, () => download(running, folder))
}

async function timed({ app, page }: RunningApp, begin: () => Promise<void>): Promise<QueueFigures> {
  const before = await newestBatch(page)
  await watchMemory(app)
  const start = performance.now()
  await begin()
  const done = await whenDone(page, before)
  const ms = performance.now() - start
  return { ms, grownBy: await grownBy(app), done }
}

async function watchMemory(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const before = process.memoryUsage.rss()
    const memory = { before, peak: before }
    const watch = setInterval(() => (memory.peak = Math.max(memory.peak, process.memoryUsage.rss())), 20)
    Object.assign(globalThis, { memory, endWatch: () => clearInterval(watch) })
  })
}

function grownBy(app: ElectronApplication): Promise<number> {
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

/** Asked in the window, so that the way to it is no part of the time. */
function whenDone(page: Page, before: string | null): Promise<number> {
  return page.evaluate(async (known) => {
    const { api } = window as unknown as { api: Api }
    for (;;) {
      const [newest] = (await api.readTransfers()).value.batches
      if (newest !== undefined && newest.id !== known && newest.phase === 'done') return newest.counts.done
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }, before)
}
