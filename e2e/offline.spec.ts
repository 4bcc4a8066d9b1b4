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
const doomed = 'file2.txt, all, -, 27665604'

const strip = (page: Page) => page.getByRole('status', { name: 'Network' })

test('without its server the app says what still works, loses nothing, and goes on by one press', async ({
  launch,
  startServer,
}) => {
  const first = await startServer()
  const { page } = await launch()
  await openSegments(page, first, segmentIds)
  await expect(count(page)).toHaveText('10 assets')
  await expect(strip(page)).toHaveText('')
  await first.close()
  const actions = page.getByRole('toolbar', { name: 'Asset actions' })
  await actions.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('alert')).toContainText('The server cannot be reached')
  await expect(page.getByText('This list is from')).toBeVisible()
  await expect(strip(page)).toContainText(`Offline: 127.0.0.1:${new URL(first.url).port} cannot be reached.`)
  await expect(count(page)).toHaveText('10 assets')
  await select(page, doomed)
  await actions.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'Nothing was deleted' })).toContainText(
    'The server cannot be reached',
  )
  await expect(question(page)).toBeHidden()
  for (const part of ['Recycle bin', 'Activity', 'Settings'] as const) await goTo(page, part)
  await expect(strip(page)).toContainText('Offline')

  const second = await startServer({ seed: journeySeed, port: Number(new URL(first.url).port) })
  await expect(strip(page)).toHaveText('')
  // It was knocked at, and asked for nothing.
  expect(second.calls.count()).toBe(0)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await actions.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('This list is from')).toHaveCount(0)
  await expect(grid(page)).toBeVisible()
  expect(second.calls.count(listings)).toBeGreaterThan(0)
  expect(second.calls.count(deletes)).toBe(0)
  await select(page, doomed)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
})

test('a job that loses its server stops and says so; what it did not ask for is sent by nobody', async ({
  launch,
  startServer,
}) => {
  const first = await startServer()
  const { page } = await launch()
  const arrived = first.faults.waitFor(deletes)
  first.faults.hold(deletes)
  await openAndDelete(page, first, doomed, 'file10.txt, all, -, 27665604')
  await arrived
  await first.close()
  await expect(result(page)).toContainText('Not checked')
  await expect(strip(page)).toContainText('Offline')
  const second = await startServer({ port: Number(new URL(first.url).port) })
  await expect(strip(page)).toHaveText('')
  expect(second.calls.count(deletes)).toBe(0)
  await expect(result(page)).toContainText('Not deleted: the deletion was stopped before this file')
  await expect(row(page, 'file10.txt, all, -, 27665604')).toBeVisible()
})

test('a job pauses while the computer sleeps, and lists before its next DELETE', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const canary = server.faults.waitFor(deletes)
  const release = server.faults.hold(deletes)
  const more = ['file10.txt, all, -, 27665604', 'style-guide.pdf, all, docs, 27665602']
  await openAndDelete(page, server, doomed, ...more)
  await canary
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  const listed = server.calls.count(listings)
  release()
  await expect.poll(() => server.calls.count(listings)).toBeGreaterThan(listed)
  expect(server.calls.count(deletes)).toBe(1)
  const asleep = server.calls.count()
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(3)
  const after = server.calls.all.slice(asleep)
  const firstDelete = after.findIndex(({ method }) => method === 'DELETE')
  const firstListing = after.findIndex(({ method, path }) => method === 'GET' && listings.path.test(path))
  expect(firstListing).toBeGreaterThanOrEqual(0)
  expect(firstListing).toBeLessThan(firstDelete)
})
