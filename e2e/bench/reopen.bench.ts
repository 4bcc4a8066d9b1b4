import { count, grid, openPlace } from '../support/actions'
import { apiKey, expect, test } from '../support/test'
import { figure, repeat, report } from './figures'
import { manyAssets, manyCount, manySegments } from './many-assets'
import * as measure from './measure'

const listings = { path: /\/assets\/list/ }
const wholeList = `[role="grid"][aria-rowcount="${String(manyCount + 1)}"] [role="row"][aria-selected]`

test('a place that was open before is painted about as soon as an empty window', async ({
  launch,
  startServer,
}) => {
  const server = await startServer({ seed: manyAssets })
  const env = {
    REFSHELF_SERVER_URL: server.url,
    REFSHELF_ACCOUNT_ID: server.accountId,
    REFSHELF_API_KEY: apiKey,
  }
  const placeArguments = ['--scope=pr7214', `--segments=${manySegments.join(',')}`]
  const first = await launch({ env, args: placeArguments })
  await expect(count(first.page)).toHaveText('100,000 assets', { timeout: 60_000 })
  await expect(grid(first.page)).toHaveAttribute('aria-busy', 'false')
  // Closing waits until the listing is saved.
  await first.app.close()

  const startEmpty = async (): Promise<number> => {
    const { app, page } = await launch()
    const shown = (await measure.whenShown(page, 'main h1')) - (await measure.startedAt(app))
    await app.close()
    return shown
  }
  const startWithPlace = async (): Promise<number> => {
    // The server holds the new listing back, so the saved one is painted.
    const release = server.faults.hold(listings)
    const { app, page } = await launch({ env, args: placeArguments })
    const shown = (await measure.whenShown(page, wholeList)) - (await measure.startedAt(app))
    await expect(grid(page)).toHaveAttribute('aria-busy', 'true')
    release()
    await app.close()
    return shown
  }
  // The first of each is discarded, because the first start after a build reads from disk.
  const empty = (await repeat(4, startEmpty)).slice(1)
  const withPlace = (await repeat(4, startWithPlace)).slice(1)

  const { app, page } = await launch({ env })
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()
  const yardstickTimes = await repeat(3, () => measure.yardstick(page))
  await measure.recordAnswers(app, ['recallPlace'])
  const release = server.faults.hold(listings)
  const shown = measure.whenShown(page, wholeList)
  await openPlace(page, 'pr7214', manySegments)
  const recalled = (await shown) - (await measure.answeredAt(app, 'recallPlace'))
  release()

  const emptyStart = measure.median(empty)
  await report(
    [
      figure({
        name: 'start with a known place on screen',
        unit: 'ms',
        value: measure.median(withPlace),
        base: emptyStart,
        target: Math.round(emptyStart * 1.4),
        limit: 1.4,
      }),
      figure({
        name: 'main to known listing on screen',
        unit: 'ms',
        value: recalled,
        target: 300,
        base: measure.median(yardstickTimes),
        limit: 4.5,
      }),
    ],
    `${String(manyCount)} assets; an empty window is painted after ${emptyStart.toFixed(0)} ms`,
  )
})
