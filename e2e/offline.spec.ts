import type { Page } from '@playwright/test'
import {
  askToDelete,
  confirm,
  count,
  goTo,
  grid,
  openAndDelete,
  openSegments,
  question,
  result,
  row,
  select,
} from './support/actions'
import { journeySeed, segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const deletes = { method: 'DELETE', path: /\/assets\// } as const
const listings = { method: 'GET', path: /\/assets\/list/ } as const
const fileToDelete = 'file2.txt, all, -, 27665604'

const networkStatus = (page: Page) => page.getByRole('status', { name: 'Network' })

test('without the server, the app says what still works, keeps its list, and recovers on Refresh', async ({
  launch,
  startServer,
}) => {
  const first = await startServer()
  const { page } = await launch()
  await openSegments(page, first, segmentIds)
  await expect(count(page)).toHaveText('10 assets')
  await expect(networkStatus(page)).toHaveText('')
  await first.close()
  const actions = page.getByRole('toolbar', { name: 'Asset actions' })
  await actions.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached')
  await expect(page.getByText('This list is from')).toBeVisible()
  await expect(networkStatus(page)).toContainText(
    `Offline: 127.0.0.1:${new URL(first.url).port} cannot be reached.`,
  )
  await expect(count(page)).toHaveText('10 assets')
  await select(page, fileToDelete)
  await actions.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was deleted' })).toContainText(
    'The server cannot be reached',
  )
  await expect(question(page)).toBeHidden()
  for (const part of ['Recycle bin', 'Activity', 'Settings'] as const) await goTo(page, part)
  await expect(networkStatus(page)).toContainText('Offline')

  const second = await startServer({ seed: journeySeed, port: Number(new URL(first.url).port) })
  await expect(networkStatus(page)).toHaveText('')
  // The connectivity probe is not an API call.
  expect(second.calls.count()).toBe(0)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await actions.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('This list is from')).toHaveCount(0)
  await expect(grid(page)).toBeVisible()
  expect(second.calls.count(listings)).toBeGreaterThan(0)
  expect(second.calls.count(deletes)).toBe(0)
  await select(page, fileToDelete)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
})

test('a deletion that loses its server stops and says so; the remaining files are never sent', async ({
  launch,
  startServer,
}) => {
  const first = await startServer()
  const { page } = await launch()
  const deleteArrived = first.faults.waitFor(deletes)
  first.faults.hold(deletes)
  await openAndDelete(page, first, fileToDelete, 'file10.txt, all, -, 27665604')
  await deleteArrived
  await first.close()
  await expect(result(page)).toContainText('Not checked')
  await expect(networkStatus(page)).toContainText('Offline')
  const second = await startServer({ port: Number(new URL(first.url).port) })
  await expect(networkStatus(page)).toHaveText('')
  expect(second.calls.count(deletes)).toBe(0)
  await expect(result(page)).toContainText('Not deleted: the deletion was stopped before this file')
  await expect(row(page, 'file10.txt, all, -, 27665604')).toBeVisible()
})

test('a deletion pauses while the computer sleeps, and lists before its next DELETE', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const canaryArrived = server.faults.waitFor(deletes)
  const release = server.faults.hold(deletes)
  const otherFiles = ['file10.txt, all, -, 27665604', 'style-guide.pdf, all, docs, 27665602']
  await openAndDelete(page, server, fileToDelete, ...otherFiles)
  await canaryArrived
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  const listingsBefore = server.calls.count(listings)
  release()
  await expect.poll(() => server.calls.count(listings)).toBeGreaterThan(listingsBefore)
  expect(server.calls.count(deletes)).toBe(1)
  const callsBeforeResume = server.calls.count()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(3)
  const callsAfterResume = server.calls.all.slice(callsBeforeResume)
  const firstDelete = callsAfterResume.findIndex(({ method }) => method === 'DELETE')
  const firstListing = callsAfterResume.findIndex(
    ({ method, path }) => method === 'GET' && listings.path.test(path),
  )
  expect(firstListing).toBeGreaterThanOrEqual(0)
  expect(firstListing).toBeLessThan(firstDelete)
})
