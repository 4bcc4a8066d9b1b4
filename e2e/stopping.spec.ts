import type { ElectronApplication, Page } from '@playwright/test'
import type { Fault } from '../src/demo-server'
import { confirm, goTo, grid, openAndAsk, openPlace, result, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test, type RunningApp } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const deletes = { method: 'DELETE', path: /\/assets\// }
const listings = { method: 'GET', path: /\/list\?/ }

/** Answers a byte a second: no limit between two bytes ends it. */
const trickle: Fault = { kind: 'trickle', bytes: 1, ms: 1_000 }
const slowHeaders: Fault = { ...trickle, from: 'headers' }
const never: Fault = { kind: 'hang', where: 'before-headers' }

/** What a stop and a quit may take, and the same for a computer that is busy with other tests. Milliseconds. */
const stopMs = 10_000 * 2

const stop = (page: Page): Promise<void> =>
  page.getByRole('region', { name: 'Operations' }).getByRole('button', { name: 'Stop' }).click()

for (const [how, fault] of [
  ['never answers', never],
  ['trickles', slowHeaders],
] as const) {
  test(`Stop ends a deletion whose server ${how}, and the listing tells what was deleted`, async ({
    launch,
    server,
  }) => {
    const { page } = await launch()
    await openAndAsk(page, server, english, second)
    server.faults.add({ match: deletes, fault })
    const arrived = server.faults.waitFor(deletes)
    await confirm(page)
    await arrived
    await stop(page)
    await expect(result(page).getByText('Deleted and verified')).toHaveCount(1, { timeout: stopMs })
    await expect(result(page)).toContainText('you stopped the deletion first')
    expect(server.calls.count(deletes)).toBe(1)
  })
}

test('Stop ends a deletion whose closing listing trickles, which says "Not checked"', async ({
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
  await stop(page)
  await expect(result(page)).toContainText('Not checked', { timeout: stopMs })
  expect(server.calls.count(deletes)).toBe(1)
})

test('a listing that trickles is ended at once', async ({ launch, server }) => {
  const { page } = await launch()
  await signIn(page, server)
  server.faults.add({ match: listings, fault: trickle })
  const arrived = server.faults.waitFor(listings)
  await openPlace(page, 'pr7214', segmentIds)
  const call = await arrived
  await page.getByRole('button', { name: 'Cancel loading' }).click()
  await expect(page.getByRole('button', { name: 'Cancel loading' })).toBeHidden()
  // The connection is closed too.
  await expect.poll(() => call.durationMs).toBeGreaterThan(0)
  server.faults.clear()
  await openPlace(page, 'pr7214', segmentIds)
  await expect(grid(page)).toBeVisible()
})

/** Asks to quit, as the menu does, and answers the question of main with "Stop and quit". */
async function quit(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ app: electronApp, dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false })
    setTimeout(() => electronApp.quit(), 0)
  })
}

/** Deletes under a server that answers neither the DELETE nor what follows. */
async function deleteUnder(
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

test('quitting ends although the server trickles, and says what it could not check', async ({
  launch,
  server,
}) => {
  const running = await launch()
  await deleteUnder(running, server, slowHeaders)
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
  await deleteUnder(running, server, never)
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
