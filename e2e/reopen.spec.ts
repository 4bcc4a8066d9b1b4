import { count, crashWindow, grid, openPlace, openSegments, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const listings = { method: 'GET', path: /\/assets\/list/ } as const

test('a reload opens the place again: first the last listing, then a fresh one', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await expect(count(page)).toHaveText('10 assets')
  await server.store.put({ segmentId: segmentIds[0] ?? 0, name: 'new.txt', bytes: 'new' })
  const release = server.faults.hold(listings)
  await page.reload()
  await expect(count(page)).toHaveText('10 assets')
  await expect(page.getByText(/from your last visit. Refreshing/)).toBeVisible()
  release()
  await expect(count(page)).toHaveText('11 assets')
})

test('a crash of the window opens the place again', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await expect(count(page)).toHaveText('10 assets')
  await server.store.put({ segmentId: segmentIds[0] ?? 0, name: 'new.txt', bytes: 'new' })
  await crashWindow(app)
  // Playwright's page object is unusable after a crash, so read the text in main.
  const windowText = (): Promise<unknown> =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    )
  await expect.poll(windowText).toContain('11 assets')
})

test('a reload aborts a listing in progress', async ({ page, server }) => {
  await signIn(page, server)
  const listingArrived = server.faults.waitFor(listings)
  const release = server.faults.hold(listings)
  await openPlace(page, 'pr7214', segmentIds)
  await listingArrived
  const nextListing = server.faults.waitFor(listings)
  await page.reload()
  await nextListing
  // The connection is closed before the server responded.
  await expect.poll(() => server.calls.filter(listings)[0]?.durationMs).toBeGreaterThan(0)
  release()
  await expect(count(page)).toHaveText('10 assets')
})

test('a place is not reopened on another connection', async ({ page, server, startServer }) => {
  const other = await startServer()
  await openSegments(page, server, segmentIds)
  await page
    .getByRole('banner')
    .getByRole('button', { name: /acme-loc/ })
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await signIn(page, other)
  await expect(page.getByRole('tree', { name: 'Projects' }).getByRole('treeitem').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('tree', { name: 'Projects' }).getByRole('treeitem').first()).toBeVisible()
  await expect(grid(page)).toHaveCount(0)
  expect(other.calls.count(listings)).toBe(0)
})
