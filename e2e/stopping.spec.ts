import type { ElectronApplication, Page } from '@playwright/test'
import type { Fault } from '../src/demo-server'
import { confirm, goTo, grid, openAndAsk, openPlace, result, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test, type RunningApp } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const deletes = { method: 'DELETE', path: /\/assets\// }
const listings = { method: 'GET', path: /\/list\?/ }

/** Sends one byte per second, so the idle timeout never fires. */
const trickle: Fault = { kind: 'trickle', bytes: 1, ms: 1_000 }
const slowHeaders: Fault = { ...trickle, from: 'headers' }
const noResponse: Fault = { kind: 'hang', where: 'before-headers' }

/** Time limit of a stop and a quit (10 s), doubled for a busy test computer. Milliseconds. */
const stopMs = 10_000 * 2

const pressStop = (page: Page): Promise<void> =>
  page.getByRole('region', { name: 'Operations' }).getByRole('button', { name: 'Stop' }).click()

for (const [behavior, fault] of [
  ['never answers', noResponse],
  ['trickles', slowHeaders],
] as const) {
  test(`Stop ends a deletion whose server ${behavior}, and the listing decides what was deleted`, async ({
    launch,
    server,
  }) => {
    const { page } = await launch()
    await openAndAsk(page, server, english, second)
    server.faults.add({ match: deletes, fault })
    const arrived = server.faults.waitFor(deletes)
    await confirm(page)
    await arrived
    await pressStop(page)
    await expect(result(page).getByText('Deleted and verified')).toHaveCount(1, { timeout: stopMs })
    await expect(result(page)).toContainText('you stopped the deletion first')
    expect(server.calls.count(deletes)).toBe(1)
  })
}

test('Stop ends a deletion whose final listing trickles, and the result says "Not checked"', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndAsk(page, server, english, second)
  const arrived = server.faults.waitFor(deletes).then(() => {
    server.faults.add({ match: listings, fault: trickle })
    return server.faults.waitFor(listings)
  })
  await confirm(page)
  await arrived
  await pressStop(page)
  await expect(result(page)).toContainText('Not checked', { timeout: stopMs })
  expect(server.calls.count(deletes)).toBe(1)
})

test('a listing that trickles is cancelled at once', async ({ launch, server }) => {
  const { page } = await launch()
  await signIn(page, server)
  server.faults.add({ match: listings, fault: trickle })
  const arrived = server.faults.waitFor(listings)
  await openPlace(page, 'pr7214', segmentIds)
  const call = await arrived
  await page.getByRole('button', { name: 'Cancel loading' }).click()
  await expect(page.getByRole('button', { name: 'Cancel loading' })).toBeHidden()
  // The connection is closed as well.
  await expect.poll(() => call.durationMs).toBeGreaterThan(0)
  server.faults.clear()
  await openPlace(page, 'pr7214', segmentIds)
  await expect(grid(page)).toBeVisible()
})

/** Quits as the menu does, and answers main's confirmation with "Stop and quit". */
async function quit(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electronApp, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    setTimeout(() => electronApp.quit(), 0)
  })
}

/** Starts a deletion; the server answers the DELETE with `fault` and stalls every later call. */
async function startStalledDeletion(
  { page }: RunningApp,
  server: Parameters<typeof openAndAsk>[1],
  fault: Fault,
): Promise<void> {
  await openAndAsk(page, server, english, second)
  const arrived = server.faults.waitFor(deletes)
  server.faults.add({ match: deletes, fault })
  await confirm(page)
  await arrived
  server.faults.add({ match: listings, fault: trickle })
  server.faults.add({ match: { path: /\/auth\/token/ }, fault: slowHeaders })
}

test('quitting ends although the server trickles, and the activity says "Not checked"', async ({
  launch,
  server,
}) => {
  const running = await launch()
  await startStalledDeletion(running, server, slowHeaders)
  const closed = running.app.waitForEvent('close', { timeout: stopMs })
  await quit(running.app)
  await closed
  server.faults.clear()
  const { page } = await launch()
  await signIn(page, server)
  await goTo(page, 'Activity')
  await expect(page.getByRole('main')).toContainText('Not checked')
  expect(server.calls.count(deletes)).toBe(1)
})

test('a second request to quit does not wait, and the next start lists before it deletes', async ({
  launch,
  server,
}) => {
  const running = await launch()
  await startStalledDeletion(running, server, noResponse)
  const closed = running.app.waitForEvent('close', { timeout: stopMs })
  await quit(running.app)
  await expect(running.page.getByRole('region', { name: 'Operations' })).toContainText('Stopping')
  await quit(running.app)
  await quit(running.app)
  await closed
  server.faults.clear()
  const { page } = await launch()
  await signIn(page, server)
  const operations = page.getByRole('region', { name: 'Operations' })
  await expect(operations.getByRole('button', { name: 'Continue' })).toBeVisible()
  expect(server.calls.count(deletes)).toBe(1)
  await operations.getByRole('button', { name: 'Continue' }).click()
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  expect(server.calls.count(deletes)).toBe(2)
})
