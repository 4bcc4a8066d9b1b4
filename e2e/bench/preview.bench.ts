import type { ElectronApplication, Page } from '@playwright/test'
import { count, grid, openPlace, row, signIn } from '../support/actions'
import { expect, test } from '../support/test'
import { figure, repeat, report } from './figures'
import { manySegments } from './many-assets'
import { guideName, manyPictures, pageCount, pictureCount, pictureFiles } from './many-pictures'
import * as measure from './measure'

const megabyte = 1_000_000
const kilobytesPerMegabyte = 1_000

function rowOf(name: string): string {
  return `${name}, all, -, ${String(manySegments[0])}`
}

/** Loads all thumbnails, as the button does for the visible rows. */
async function loadThumbnails(page: Page): Promise<void> {
  await page.evaluate(async (assets) => {
    const loaded = new Promise<void>((resolve) => {
      const stop = window.api.watchThumbnails(({ pending, stopped }) => {
        if (pending.length > 0 && stopped === null) return
        stop()
        resolve()
      })
    })
    await window.api.loadThumbnails({ assets })
    await loaded
  }, pictureFiles)
}

/** From a key press in the full-size preview until the picture or page is on the screen. Milliseconds. */
function timeKey(page: Page, key: string, shows: 'picture' | 'page'): Promise<number> {
  return page.evaluate(
    ([pressed, kind]) =>
      new Promise<number>((resolve) => {
        const dialog = document.querySelector('[role="dialog"]')
        const shown = (): string | null => {
          const image = dialog?.querySelector('img')
          if (kind === 'picture') return image?.complete === true && image.naturalWidth > 0 ? image.src : null
          const canvas = dialog?.querySelector('canvas[aria-busy="false"]')
          const text = /Page \d+ of/.exec(dialog?.textContent ?? '')?.[0] ?? ''
          return canvas === null || canvas === undefined ? null : text
        }
        const before = shown()
        const start = performance.now()
        document.dispatchEvent(
          new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }),
        )
        let hasLeft = false
        const check = (): void => {
          const now = shown()
          hasLeft ||= now !== before
          // What exists in this frame is on the screen when the next one begins.
          if (hasLeft && now !== null && now !== before)
            requestAnimationFrame(() => resolve(performance.now() - start))
          else requestAnimationFrame(check)
        }
        requestAnimationFrame(check)
      }),
    [key, shows] as const,
  )
}

/** Working set of all renderer processes, kilobytes. */
async function rendererMemory(app: ElectronApplication): Promise<number> {
  return app.evaluate(({ app: running }) =>
    running
      .getAppMetrics()
      .filter(({ type }) => type === 'Tab')
      .reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  )
}

async function openFull(page: Page, name: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await grid(page).evaluate((list) => list.scrollTo(0, 0))
  await row(page, rowOf(name)).click()
  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog', { name })).toBeVisible()
}

/** Steps through cached previews and back; none of them may stay in memory. */
async function stepThrough(page: Page, steps: number): Promise<void> {
  for (let step = 0; step < steps; step += 1)
    await timeKey(page, step < steps / 2 ? 'ArrowRight' : 'ArrowLeft', 'picture')
}

test('previews and thumbnails of 100,000 assets', async ({ launch, startServer }) => {
  const server = await startServer({ seed: manyPictures })
  const { app, page } = await launch()
  await signIn(page, server)
  await openPlace(page, 'pr7214', manySegments)
  await expect(count(page)).toHaveText('100,000 assets')
  const yardstickTimes = await repeat(3, () => measure.yardstick(page))

  await loadThumbnails(page)
  await expect.poll(() => grid(page).locator('.thumbnail img').count()).toBeGreaterThan(5)
  const used = Number(
    await page.getByRole('meter', { name: 'API calls this hour' }).getAttribute('aria-valuenow'),
  )
  const callsBefore = server.calls.count({})
  const frames = await measure.timeFrames(page, 60)
  const scrollCalls = server.calls.count({}) - callsBefore
  const removePlainList = await measure.showPlainList(page)
  const plainFrames = await measure.timeFrames(page, 60)
  await removePlainList()
  yardstickTimes.push(...(await repeat(3, () => measure.yardstick(page))))

  await openFull(page, '1 shot 1.png')
  await stepThrough(page, 20)
  const shown = await repeat(30, () => timeKey(page, 'ArrowRight', 'picture'))
  await page.keyboard.press('Escape')
  await openFull(page, guideName)
  await expect(page.getByRole('dialog').locator('canvas[aria-busy="false"]')).toBeVisible()
  const pages = await repeat(pageCount - 1, () => timeKey(page, 'PageDown', 'page'))
  await page.keyboard.press('Escape')

  await openFull(page, '1 shot 1.png')
  await stepThrough(page, 40)
  const heapBefore = await measure.heapUsedBytes(page)
  const memoryBefore = await rendererMemory(app)
  await stepThrough(page, 200)
  const heap = Math.max(0, (await measure.heapUsedBytes(page)) - heapBefore) / megabyte
  const memory = Math.max(0, (await rendererMemory(app)) - memoryBefore) / kilobytesPerMegabyte
  yardstickTimes.push(...(await repeat(3, () => measure.yardstick(page))))
  const yardstick = measure.median(yardstickTimes)

  const timed = { unit: 'ms', base: yardstick } as const
  await report(
    [
      figure({
        name: 'frame while scrolling pictures, p95',
        value: measure.percentile(frames, 0.95),
        unit: 'ms',
        target: 17,
        limit: 1.6,
        base: measure.percentile(plainFrames, 0.95),
      }),
      figure({
        ...timed,
        name: 'cached preview, median',
        value: measure.median(shown),
        target: 50,
        limit: 1,
      }),
      figure({
        ...timed,
        name: 'cached preview, p95',
        value: measure.percentile(shown, 0.95),
        target: 50,
        limit: 1.5,
      }),
      figure({
        ...timed,
        name: 'page of a PDF, median',
        value: measure.median(pages),
        target: 300,
        limit: 4.5,
      }),
      figure({ name: 'heap by 200 previews', value: heap, unit: 'MB', target: 5, base: 5, limit: 1 }),
      figure({ name: 'memory by 200 previews', value: memory, unit: 'MB', target: 30, base: 30, limit: 1 }),
      figure({
        name: 'calls for thumbnails',
        value: used,
        unit: 'calls',
        target: pictureCount + 10,
        base: 900,
        limit: 1,
      }),
      figure({
        name: 'calls while scrolling pictures',
        value: scrollCalls,
        unit: 'calls',
        target: 0,
        base: 1,
        limit: 0,
      }),
    ],
    `${String(pictureCount)} pictures among 100,000 assets; the yardstick of this run took ${yardstick.toFixed(1)} ms`,
  )
})
