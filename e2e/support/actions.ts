import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'
import { segmentIds } from './journey-seed'
import { apiKey } from './test'

/** Common steps of the journeys. They find controls only by role and accessible name. */

export async function signIn(
  page: Page,
  server: Pick<DemoServer, 'url' | 'accountId'>,
  key = apiKey,
): Promise<void> {
  await page.getByRole('textbox', { name: 'Server URL' }).fill(server.url)
  await page.getByRole('textbox', { name: 'Account ID' }).fill(server.accountId)
  await page.getByRole('textbox', { name: 'API key' }).fill(key)
  await page.getByRole('button', { name: 'Connect', exact: true }).click()
}

export async function openPlace(page: Page, scope: string, segmentIds: readonly number[]): Promise<void> {
  await page.getByRole('textbox', { name: 'Scope' }).fill(scope)
  await page.getByRole('textbox', { name: 'Segment IDs' }).fill(segmentIds.join(', '))
  await page.getByRole('button', { name: 'Open', exact: true }).click()
}

/** Signs in and opens these segments of the project of the seed. */
export async function openSegments(
  page: Page,
  server: DemoServer,
  segmentIds: readonly number[],
): Promise<void> {
  await signIn(page, server)
  await openPlace(page, 'pr7214', segmentIds)
  await expect(grid(page)).toBeVisible()
}

export function grid(page: Page): Locator {
  return page.getByRole('grid', { name: 'Assets' })
}

export function row(page: Page, name: string): Locator {
  return grid(page).getByRole('row', { name, exact: true })
}

export function count(page: Page): Locator {
  return page.getByRole('status', { name: 'Asset count' })
}

export async function select(page: Page, ...names: readonly string[]): Promise<void> {
  for (const [index, name] of names.entries()) {
    await row(page, name).click(index === 0 ? {} : { modifiers: ['ControlOrMeta'] })
  }
  for (const name of names) await expect(row(page, name)).toHaveAttribute('aria-selected', 'true')
}

export function question(page: Page): Locator {
  return page.getByRole('alertdialog', { name: /^Delete/ })
}

export async function askToDelete(page: Page): Promise<void> {
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Delete' }).click()
  await expect(question(page)).toBeVisible()
}

export async function confirm(page: Page): Promise<void> {
  await question(page).getByRole('button', { name: 'Delete permanently' }).click()
  await expect(question(page)).toBeHidden()
}

/** Opens the seed's segments, selects these files and opens the delete confirmation. */
export async function openAndAsk(page: Page, server: DemoServer, ...names: readonly string[]): Promise<void> {
  await openSegments(page, server, segmentIds)
  await select(page, ...names)
  await askToDelete(page)
}

export async function openAndDelete(
  page: Page,
  server: DemoServer,
  ...names: readonly string[]
): Promise<void> {
  await openAndAsk(page, server, ...names)
  await confirm(page)
}

export function result(page: Page): Locator {
  return page.getByRole('status', { name: 'Delete result' })
}

/** Chooses an item of the application menu. The menu is not part of a page, so this runs in main. */
export async function chooseMenu(app: ElectronApplication, menu: string, label: string): Promise<void> {
  await app.evaluate(
    ({ Menu }, [top, item]) => {
      const items = Menu.getApplicationMenu()?.items.find(({ label }) => label === top)?.submenu?.items
      items?.find(({ label }) => label === item)?.click()
    },
    [menu, label] as const,
  )
}

/** Locks the selected files. */
export async function protect(
  page: Page,
  reach: 'File' | 'Folder and everything in it' | 'Whole segment',
): Promise<void> {
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Protect' }).click()
  await page.getByRole('menuitem', { name: reach, exact: true }).click()
}

/** Opens a screen from the main navigation. */
export async function goTo(page: Page, part: 'Recycle bin' | 'Activity' | 'Settings'): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: part, exact: true })
    .click()
  await expect(page.getByRole('heading', { name: part, exact: true })).toBeVisible()
}

/** Crashes the renderer and waits until the window has reloaded. Playwright's page object is unusable afterwards. */
export async function crashWindow(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]
    const reloaded = new Promise<void>((resolve) => {
      window?.webContents.once('did-finish-load', () => {
        resolve()
      })
    })
    window?.webContents.forcefullyCrashRenderer()
    return reloaded
  })
}
