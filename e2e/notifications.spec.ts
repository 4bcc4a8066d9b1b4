import type { ElectronApplication, Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { askToDelete, confirm, goTo, openPlace, select, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'
import { moveToBackground, systemNotices } from './support/system-notices'

/** Deletes from a server that also removes files that were not selected. */
async function raiseAlarm(app: ElectronApplication, page: Page, server: DemoServer): Promise<void> {
  server.switches.filenameWithoutLocale = 'every-locale'
  await openPlace(page, 'pr7214', segmentIds)
  await select(page, 'pexels-gons3.jpg, all, -, 27665601')
  await askToDelete(page)
  await moveToBackground(app)
  await confirm(page)
  await expect(page.getByRole('alert')).toContainText('2 files vanished')
  await expect.poll(async () => (await systemNotices(app)).progress.at(-1)).toBe(-1)
}

test('vanished files raise a system notification, and a click on it leads to the result', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await signIn(page, server)
  await raiseAlarm(app, page, server)
  const { notices } = await systemNotices(app)
  expect(notices).toEqual([
    {
      title: 'Files vanished that were not part of the deletion',
      body: 'Missing files: 2. Refshelf stopped the deletion. Check the result.',
    },
  ])
  await app.evaluate(() => (globalThis as unknown as { press: () => void }).press())
  await expect(page.locator(':focus')).toContainText('2 files vanished')
})

test('no notification appears when notifications are turned off', async ({ launch, server }) => {
  const { app, page } = await launch()
  await signIn(page, server)
  await goTo(page, 'Settings')
  const checkbox = page.getByRole('checkbox', {
    name: 'Notify me when a long operation ends or needs attention',
  })
  await checkbox.click()
  await expect(checkbox).not.toBeChecked()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await raiseAlarm(app, page, server)
  expect((await systemNotices(app)).notices).toEqual([])
})
