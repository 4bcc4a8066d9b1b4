import type { ElectronApplication } from '@playwright/test'
import { goTo, openAndDelete, openPlace, result, row, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

interface ShownMenu {
  readonly labels: readonly string[]
  readonly x: number | null
}

/** Records the native menus that open from now on, and clicks the enabled item with this label. */
async function chooseInMenus(app: ElectronApplication, itemLabel: string): Promise<void> {
  await app.evaluate(({ Menu }, label) => {
    const shown: ShownMenu[] = []
    Object.assign(globalThis, { shown })
    const build = Menu.buildFromTemplate.bind(Menu)
    Menu.buildFromTemplate = (template) => {
      const menu = build(template)
      menu.popup = (options) => {
        const items = menu.items.filter(({ type }) => type !== 'separator')
        shown.push({ labels: items.map((item) => item.label), x: options?.x ?? null })
        const item = items.find((candidate) => candidate.label === label && candidate.enabled)
        if (item !== undefined) (item as unknown as { click: () => void }).click()
        const done = options?.callback
        done?.()
      }
      return menu
    }
  }, itemLabel)
}

function lastMenu(app: ElectronApplication): Promise<ShownMenu | undefined> {
  return app.evaluate(() => (globalThis as unknown as { shown: ShownMenu[] }).shown.at(-1))
}

const fileToDelete = 'file2.txt, all, -, 27665604'

test('text fields have the usual edit menu', async ({ launch }) => {
  const { app, page } = await launch()
  await chooseInMenus(app, '')
  await page.getByRole('textbox', { name: 'Account ID' }).fill('acme')
  await page.getByRole('textbox', { name: 'Account ID' }).click({ button: 'right' })
  await expect.poll(async () => (await lastMenu(app))?.labels).toEqual(['Cut', 'Copy', 'Paste', 'Select all'])
})

test('the context menus of the recycle bin, the activity and a result offer what their buttons do', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await openAndDelete(page, server, fileToDelete)
  await expect(result(page)).toContainText('Deleted and verified')
  await goTo(page, 'Activity')
  await chooseInMenus(app, 'Receipt')
  const activity = page.getByRole('grid', { name: 'Activity' })
  await activity.getByRole('row').nth(1).click({ button: 'right' })
  await expect(page.getByRole('dialog')).toContainText('file2.txt')
  await page.keyboard.press('Escape')
  await goTo(page, 'Recycle bin')
  const bin = page.getByRole('grid', { name: 'Recycle bin' })
  await bin.getByRole('row', { name: fileToDelete }).click({ button: 'right' })
  await expect
    .poll(async () => (await lastMenu(app))?.labels)
    .toEqual(['Restore', 'Save a copy', 'Delete the copy'])
  await expect(bin.getByRole('row', { name: fileToDelete })).toHaveAttribute('aria-selected', 'true')
  await chooseInMenus(app, 'Restore')
  await bin.focus()
  // The event that Chromium dispatches for the menu key: on the focused element, without a button.
  await bin.dispatchEvent('contextmenu', { button: 0, bubbles: true, cancelable: true })
  await expect(page.getByRole('status', { name: 'Restore result' })).toContainText('Restored and verified')
  const left = await bin.evaluate((grid) => grid.getBoundingClientRect().left)
  expect((await lastMenu(app))?.x).toBeGreaterThan(left)
  await chooseInMenus(app, 'Dismiss')
  await result(page).click({ button: 'right' })
  await expect(result(page)).toHaveCount(0)
})

test('a project in the tree is expanded and collapsed by its menu', async ({ launch, server }) => {
  const { app, page } = await launch()
  await signIn(page, server)
  await openPlace(page, 'pr7214', segmentIds)
  const project = page.getByRole('treeitem', { name: /Game UI 2026/ })
  await chooseInMenus(app, 'Expand')
  await project.click({ button: 'right' })
  await expect(project).toHaveAttribute('aria-expanded', 'true')
  await chooseInMenus(app, 'Collapse')
  await project.click({ button: 'right' })
  await expect(project).toHaveAttribute('aria-expanded', 'false')
})

test('the menu of the list opens at the file for the menu key, and at the pointer for the mouse', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await signIn(page, server)
  await openPlace(page, 'pr7214', segmentIds)
  await chooseInMenus(app, '')
  await row(page, fileToDelete).click({ button: 'right' })
  await expect.poll(() => lastMenu(app)).toMatchObject({ x: null })
  const grid = page.getByRole('grid', { name: 'Assets' })
  await grid.dispatchEvent('contextmenu', { button: 0, bubbles: true, cancelable: true })
  const box = await row(page, fileToDelete).boundingBox()
  await expect.poll(() => lastMenu(app)).toMatchObject({ x: Math.round((box?.x ?? 0) + 16) })
})
