import type { ElectronApplication, Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { askToDelete, confirm, goTo, openPlace, select, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'
import { moveToBackground, systemNotices } from './support/system-notices'

/** A server that takes files along that nobody asked to delete. */
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

test('files that vanish unasked are told by the system, and its press leads to them', async ({
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

test('who wants no notices gets none', async ({ launch, server }) => {
  const { app, page } = await launch()
  await signIn(page, server)
  await goTo(page, 'Settings')
  const options = page.getByRole('checkbox', {
    name: 'Notify me when a long operation ends or needs attention',
  })
  await options.click()
  await expect(options).not.toBeChecked()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await raiseAlarm(app, page, server)
  expect((await systemNotices(app)).notices).toEqual([])
})
