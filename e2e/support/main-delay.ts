import type { ElectronApplication } from '@playwright/test'

interface Histogram {
  max: number
  enable: () => void
  reset: () => void
}

interface Watched {
  mainDelay?: Histogram
}

/** Starts to measure how long the main process is busy without a pause. */
export async function watchMainDelay(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { mainModule } = process as unknown as { mainModule: { require: (id: string) => unknown } }
    const { monitorEventLoopDelay } = mainModule.require('node:perf_hooks') as {
      monitorEventLoopDelay: (options: { resolution: number }) => Histogram
    }
    const histogram = monitorEventLoopDelay({ resolution: 5 })
    histogram.enable()
    ;(globalThis as Watched).mainDelay = histogram
  })
}

/** The longest delay in ms since the last call. */
export function takeMainDelay(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => {
    const histogram = (globalThis as Watched).mainDelay
    const longest = (histogram?.max ?? Number.POSITIVE_INFINITY) / 1_000_000
    histogram?.reset()
    return longest
  })
}
