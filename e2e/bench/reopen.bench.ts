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
  const place = ['--scope=pr7214', `--segments=${manySegments.join(',')}`]
  const first = await launch({ env, args: place })
  await expect(count(first.page)).toHaveText('100,000 assets', { timeout: 60_000 })
  await expect(grid(first.page)).toHaveAttribute('aria-busy', 'false')
  // Closing waits until the listing is kept.
  await first.app.close()

  const startEmpty = async (): Promise<number> => {
    const { app, page } = await launch()
    const shown = (await measure.whenShown(page, 'main h1')) - (await measure.startedAt(app))
    await app.close()
    return shown
  }
  const startAgain = async (): Promise<number> => {
    // The server keeps it waiting, so what is painted is what was known.
    const release = server.faults.hold(listings)
    const { app, page } = await launch({ env, args: place })
    const shown = (await measure.whenShown(page, wholeList)) - (await measure.startedAt(app))
    await expect(grid(page)).toHaveAttribute('aria-busy', 'true')
    release()
    await app.close()
    return shown
  }
  // One of each is thrown away: the first start after a build reads from the disk.
  const empty = (await repeat(4, startEmpty)).slice(1)
  const again = (await repeat(4, startAgain)).slice(1)

  const { app, page } = await launch({ env })
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()
  const yards = await repeat(3, () => measure.yardstick(page))
  await measure.recordAnswers(app, ['recallPlace'])
  const release = server.faults.hold(listings)
  const shown = measure.whenShown(page, wholeList)
  await openPlace(page, 'pr7214', manySegments)
  const recalled = (await shown) - (await measure.answeredAt(app, 'recallPlace'))
  release()

  const window = measure.median(empty)
  await report(
    [
      figure({
        ...{ name: 'start with a known place on screen', unit: 'ms', value: measure.median(again) },
        ...{ base: window, target: Math.round(window * 1.4), limit: 1.4 },
      }),
      figure({
        ...{ name: 'main to known listing on screen', unit: 'ms', value: recalled, target: 300 },
        ...{ base: measure.median(yards), limit: 4.5 },
      }),
    ],
    `${String(manyCount)} assets; an empty window stands after ${window.toFixed(0)} ms`,
  )
})
