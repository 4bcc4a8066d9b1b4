import type { Page } from '@playwright/test'
import { count, openPlace, signIn } from '../support/actions'
import { expect, test } from '../support/test'
import { figure, repeat, report } from './figures'
import { manyAssets, manyCount, manySegments } from './many-assets'
import * as measure from './measure'

const megabyte = 1_000_000

/** Searches and clears in turn, with a different text each time. The first search prepares what the others reuse. */
async function timeSearches(page: Page): Promise<number[]> {
  const texts = ['sh', 'shelf', 'shelf-1', 'uber', 'views/3', 'SCREEN', '截图']
  const values: number[] = []
  for (const text of texts) {
    values.push(await measure.timePress(page, 'search', text))
    await measure.timePress(page, 'search', '')
  }
  return values
}

async function timeSelections(page: Page): Promise<number[]> {
  const values: number[] = []
  for (let round = 0; round < 5; round += 1) {
    values.push(await measure.timePress(page, 'select-all'))
    await page.getByRole('grid', { name: 'Assets' }).press('Escape')
    await expect(count(page)).toHaveText(/assets$/)
  }
  return values
}

test('100,000 assets open, sort, filter, select and scroll', async ({ launch, startServer }) => {
  const server = await startServer({ seed: manyAssets })
  const { app, page } = await launch()
  await signIn(page, server)
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()

  // Measured before, between and after, because the load of the machine may change.
  const yardstickTimes = await repeat(3, () => measure.yardstick(page))
  await measure.recordAnswers(app, ['openPlace'])
  const fullListShown = measure.fullListShownAt(page, manyCount + 1)
  await openPlace(page, 'pr7214', manySegments)
  const opened = (await fullListShown) - (await measure.answeredAt(app, 'openPlace'))
  await expect(count(page)).toHaveText('100,000 assets')
  const listings = server.calls.count({ path: /\/assets\/list/ })

  yardstickTimes.push(...(await repeat(3, () => measure.yardstick(page))))
  const searches = await timeSearches(page)
  const sorts = await repeat(6, () => measure.timePress(page, 'sort'))
  const selections = await timeSelections(page)
  const callsBefore = server.calls.count({})
  const frames = await measure.timeFrames(page, 60)
  const calls = server.calls.count({}) - callsBefore
  const removePlainList = await measure.showPlainList(page)
  const plainFrames = await measure.timeFrames(page, 60)
  await removePlainList()
  const heap = (await measure.heapUsedBytes(page)) / megabyte
  yardstickTimes.push(...(await repeat(3, () => measure.yardstick(page))))
  const yardstick = measure.median(yardstickTimes)

  const timed = { unit: 'ms', base: yardstick } as const
  const figures = [
    figure({ ...timed, name: 'main to whole list on the screen', value: opened, target: 300, limit: 4.5 }),
    figure({ ...timed, name: 'search, the first', value: searches[0] ?? 0, target: 100, limit: 3 }),
    figure({ ...timed, name: 'search, median', value: measure.median(searches), target: 100, limit: 1.5 }),
    figure({ ...timed, name: 'sort, the first', value: sorts[0] ?? 0, target: 100, limit: 3 }),
    figure({ ...timed, name: 'sort, median', value: measure.median(sorts), target: 100, limit: 1.5 }),
    figure({
      ...timed,
      name: 'select all, median',
      value: measure.median(selections),
      target: 50,
      limit: 1,
    }),
    figure({
      name: 'frame while scrolling, p95',
      value: measure.percentile(frames, 0.95),
      unit: 'ms',
      target: 17,
      base: measure.percentile(plainFrames, 0.95),
      limit: 1.6,
    }),
    figure({ name: 'heap of the window', value: heap, unit: 'MB', target: 300, base: 300, limit: 1 }),
    figure({ name: 'calls while scrolling', value: calls, unit: 'calls', target: 0, base: 1, limit: 0 }),
    figure({ name: 'calls to open the place', value: listings, unit: 'calls', target: 3, base: 3, limit: 1 }),
  ]
  await report(
    figures,
    `${String(manyCount)} assets; the yardstick of this run took ${yardstick.toFixed(1)} ms`,
  )
})
