import type { Locator, Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { expectClean } from './support/expect-clean'
import {
  askToDelete,
  confirm,
  count,
  grid,
  openPlace,
  goTo,
  question,
  result,
  select,
} from './support/actions'
import { apiKey, expect, test } from './support/test'

const deletes = { method: 'DELETE', path: /\/assets\// }
const assetCalls = { path: /\/assets\// }
const [first, second] = [27_665_601, 27_665_602]
const fileToDelete = 'style-guide.pdf, all, docs, 27665602'

function switcher(page: Page): Locator {
  return page.getByRole('button', { name: /^Connection: / })
}

function menu(page: Page): Locator {
  return page.getByRole('menu', { name: 'Connections' })
}

async function fillIn(form: Page | Locator, server: DemoServer): Promise<void> {
  await form.getByRole('textbox', { name: 'Server URL' }).fill(server.url)
  await form.getByRole('textbox', { name: 'Account ID' }).fill(server.accountId)
  await form.getByRole('textbox', { name: 'API key' }).fill(apiKey)
  await form.getByRole('checkbox', { name: 'Remember on this computer' }).check()
  await form.getByRole('button', { name: 'Connect', exact: true }).click()
}

/** Adds a connection from the sidebar while another one is open. */
async function addConnection(page: Page, server: DemoServer): Promise<void> {
  await switcher(page).click()
  await menu(page).getByRole('menuitem', { name: 'Add connection…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add a connection' })
  await fillIn(dialog, server)
  await expect(dialog).toBeHidden()
}

async function switchTo(page: Page, name: string): Promise<void> {
  await switcher(page).click()
  await menu(page).getByRole('menuitemradio', { name, exact: true }).click()
  await expect(page.getByRole('button', { name: `Connection: ${name}`, exact: true })).toBeVisible()
}

async function rename(page: Page, name: string, color: string): Promise<void> {
  await switcher(page).click()
  await menu(page).getByRole('menuitem', { name: 'Edit connection…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit connection' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('radio', { name: color }).check()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
}

test('a deletion continues on its own server when another connection is opened', async ({
  launch,
  startServer,
}) => {
  const [live, trial] = [await startServer(), await startServer()]
  const { page } = await launch()
  await fillIn(page, live)
  await rename(page, 'Live', 'Red')
  await openPlace(page, 'pr7214', [first, second])
  await select(page, fileToDelete)
  await askToDelete(page)
  const release = live.faults.hold(deletes)
  const arrived = live.faults.waitFor(deletes)
  await confirm(page)
  await arrived

  await addConnection(page, trial)
  await rename(page, 'Trial', 'Blue')
  await openPlace(page, 'pr7214', [first, second])
  await expect(count(page)).toHaveText('6 assets')
  await expect(page.getByRole('banner')).toContainText(`Trialacme-loc · ${new URL(trial.url).host}`)
  const operations = page.getByRole('region', { name: 'Operations' })
  await expect(operations).toContainText('On another connection')
  await expect(operations).toContainText(`Live acme-loc · ${new URL(live.url).host}`)
  const before = trial.calls.count(assetCalls)

  release()
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(operations.getByRole('button', { name: 'Restore' })).toHaveCount(0)
  expect(
    live.store.find({ segmentId: second, relativePath: 'docs', name: 'style-guide.pdf' }),
  ).toBeUndefined()
  expect(trial.calls.count(assetCalls)).toBe(before)
  await expect(count(page)).toHaveText('6 assets')
  await expect(grid(page).getByRole('row', { name: fileToDelete, exact: true })).toBeVisible()
  // The session ends with the deletion.
  await expect.poll(() => live.calls.count({ method: 'DELETE', path: /auth\/token/ })).toBe(1)

  await select(page, fileToDelete)
  await askToDelete(page)
  await expect(question(page)).toContainText(new URL(trial.url).host)
  await expect(question(page)).toContainText('acme-loc · Trial')
  await expect(question(page).locator('[data-color="blue"]')).toHaveCount(1)
  await page.keyboard.press('Escape')

  await switchTo(page, 'Live')
  await openPlace(page, 'pr7214', [first, second])
  await expect(count(page)).toHaveText('5 assets')
  await expect(operations).not.toContainText('On another connection')
  await operations.getByRole('button', { name: 'Restore' }).click()
  await expect(count(page)).toHaveText('6 assets')
  expect(trial.calls.count(deletes)).toBe(0)
})

test('a changed name and colour appear wherever the connection is shown', async ({ launch, server }) => {
  const { page } = await launch()
  await fillIn(page, server)
  await rename(page, 'Live', 'Purple')
  await expect(page.getByRole('banner')).toContainText('Live')
  await expect(page.getByRole('banner').locator('[data-color="purple"]')).toHaveCount(1)
  await expect(switcher(page)).toHaveAccessibleName('Connection: Live')
  await openPlace(page, 'pr7214', [second])
  await select(page, fileToDelete)
  await askToDelete(page)
  await expect(question(page)).toContainText('acme-loc · Live')
  await page.keyboard.press('Escape')

  await goTo(page, 'Settings')
  await page.getByRole('button', { name: 'Edit Live' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit connection' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(' ')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toContainText('Enter a name of 1 to 80 characters')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Production')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Edit Production' })).toBeFocused()
  await expect(switcher(page)).toHaveAccessibleName('Connection: Production')

  // The screen no longer shows the previous connection, and the demo workspace cannot be renamed.
  await switchTo(page, 'Demo workspace')
  await expect(page.getByRole('button', { name: 'Edit Demo workspace' })).toHaveCount(0)
  await switcher(page).click()
  await expect(menu(page).getByRole('menuitem', { name: 'Edit connection…' })).toHaveCount(0)
})

test('connections can be switched by keyboard alone, and axe finds nothing serious', async ({
  launch,
  startServer,
}) => {
  const [live, trial] = [await startServer(), await startServer({ accountId: 'acme-test' })]
  const { page } = await launch()
  await fillIn(page, live)
  await addConnection(page, trial)
  await expect(switcher(page)).toBeFocused()
  await page.keyboard.press('Enter')
  const open = menu(page).getByRole('menuitemradio', { checked: true })
  await expect(open).toHaveAccessibleName('acme-test')
  await expectClean(page, 'switcher')
  await page.keyboard.press('Home')
  await expect(menu(page).getByRole('menuitemradio', { name: 'acme-loc' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(switcher(page)).toHaveAccessibleName('Connection: acme-loc')
  await expect(switcher(page)).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit connection' })
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await expectClean(page, 'edit')
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowLeft')
  await expect(dialog.getByRole('radio', { name: 'Grey' })).toBeChecked()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(switcher(page)).toBeFocused()

  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('textbox', { name: 'Server URL' })).toBeFocused()
  await expectClean(page, 'add')
  await expect(page.getByRole('textbox', { name: 'Server URL' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(switcher(page)).toBeFocused()
})

test('a missing key is requested while the current connection stays open', async ({ launch, server }) => {
  const earlier = await launch()
  await fillIn(earlier.page, server)
  await expect(switcher(earlier.page)).toBeVisible()
  await earlier.app.close()

  const { page } = await launch({ args: ['--demo'] })
  await switcher(page).click()
  await menu(page).getByRole('menuitemradio', { name: 'acme-loc', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Connect to acme-loc' })
  const key = dialog.getByRole('textbox', { name: 'Key for acme-loc' })
  await key.fill('not-the-key')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('API key')
  await expect(switcher(page)).toHaveAccessibleName('Connection: Demo workspace')
  await dialog.getByRole('button', { name: 'Use for this session' }).click()
  await key.fill(apiKey)
  await page.keyboard.press('Enter')
  await expect(switcher(page)).toHaveAccessibleName('Connection: acme-loc')
  // The key is remembered for this session.
  await switchTo(page, 'Demo workspace')
  await switchTo(page, 'acme-loc')
})

test('signing out is refused on the connection of a running deletion, and allowed on another', async ({
  launch,
  startServer,
}) => {
  const [live, trial] = [await startServer(), await startServer({ accountId: 'acme-test' })]
  const { page } = await launch()
  const signOut = async (): Promise<void> => {
    await page.getByRole('banner').getByRole('button', { name: /acme-/ }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
  }
  await fillIn(page, live)
  await openPlace(page, 'pr7214', [second])
  await select(page, fileToDelete)
  await askToDelete(page)
  const release = live.faults.hold(deletes)
  const arrived = live.faults.waitFor(deletes)
  await confirm(page)
  await arrived
  await signOut()
  await expect(page.getByRole('alert')).toContainText('A deletion is still running')
  await addConnection(page, trial)
  await signOut()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  const operations = page.getByRole('region', { name: 'Operations' })
  await expect(operations.getByRole('progressbar', { name: 'Delete 1 file' })).toBeVisible()
  release()
  await expect(result(page)).toContainText('Deleted and verified')
  expect(trial.calls.count(deletes)).toBe(0)
})
