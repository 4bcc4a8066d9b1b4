import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { count, grid, question, result, row } from './support/actions'
import { answerDialogs, recordedDialogs } from './support/desktop-stubs'
import { segmentIds } from './support/journey-seed'
import { tile } from './support/list-actions'
import { clickAt, drag, pointIn } from './support/mouse'
import { paintPng } from './support/pictures'
import { apiKey, expect, type RunningApp } from './support/test'
import { batch, operations, test } from './support/transfer-actions'

/** Operates each control of the window with the real mouse. `mouse-headers.spec.ts` covers the headers of the list. */

const file2 = 'file2.txt, all, -, 27665604'
const file10 = 'file10.txt, all, -, 27665604'
const english = 'pexels-gons3.jpg, en, -, 27665601'
const narration = 'narration.wav, fr, -, 27665603'

function tool(page: Page, name: string | RegExp): Locator {
  return page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name })
}

/** Opens the menu of a button, chooses an item, and waits until the menu is closed. */
async function choose(page: Page, button: Locator, item: string | RegExp): Promise<void> {
  await clickAt(button)
  await clickAt(page.getByRole('menuitem', { name: item }))
  await expect(page.getByRole('menu')).toHaveCount(0)
}

/** Closes a popover by a click below the list. */
async function clickAway(page: Page, popover: Locator): Promise<void> {
  await clickAt(page.getByRole('main'), { at: { x: 300, y: 500 } })
  await expect(popover).toHaveCount(0)
}

async function goTo(page: Page, screen: 'Assets' | 'Recycle bin' | 'Activity' | 'Settings'): Promise<void> {
  await clickAt(
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: screen, exact: true }),
  )
}

/** Opens the journey's segments in a signed-in window. */
async function openSegments(page: Page, expectedCount = '10 assets'): Promise<void> {
  await page.getByRole('textbox', { name: 'Scope' }).fill('pr7214')
  await page.getByRole('textbox', { name: 'Segment IDs' }).fill(segmentIds.join(', '))
  await clickAt(page.getByRole('button', { name: 'Open', exact: true }))
  await expect(count(page)).toHaveText(expectedCount)
}

async function signIn(page: Page, { url, accountId }: { url: string; accountId: string }): Promise<void> {
  await page.getByRole('textbox', { name: 'Server URL' }).fill(url)
  await page.getByRole('textbox', { name: 'Account ID' }).fill(accountId)
  await page.getByRole('textbox', { name: 'API key' }).fill(apiKey)
  await clickAt(page.getByRole('button', { name: 'Connect', exact: true }))
}

/** Records the labels of native menus that open from now on, and closes each without a choice. */
async function recordMenus(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ Menu }) => {
    const recorded: string[][] = []
    Object.assign(globalThis, { recordedMenus: recorded })
    const build = Menu.buildFromTemplate.bind(Menu)
    Menu.buildFromTemplate = (template) => {
      const menu = build(template)
      menu.popup = (options) => {
        recorded.push(menu.items.map(({ label }) => label))
        const done = options?.callback
        done?.()
      }
      return menu
    }
  })
}

function recordedMenus(app: ElectronApplication): Promise<readonly (readonly string[])[]> {
  return app.evaluate(() => (globalThis as unknown as { recordedMenus: string[][] }).recordedMenus)
}

async function expectDialogCount({ app }: RunningApp, expectedCount: number): Promise<void> {
  await expect.poll(async () => (await recordedDialogs(app)).length).toBe(expectedCount)
}

test('the toolbar, the filters and the groups respond to the mouse', async ({ launch, server, desktop }) => {
  const running = await launch({ motion: true })
  const { app, page } = running
  await signIn(page, server)
  await openSegments(page)

  await test.step('filter chips', async () => {
    const bar = page.getByRole('group', { name: 'Filters' })
    await clickAt(tool(page, /^Filter$/))
    await expect(bar).toBeVisible()
    await clickAt(bar.getByRole('button', { name: 'Filter by Kind' }))
    const kinds = page.getByRole('dialog', { name: 'Kind' })
    await clickAt(kinds.getByRole('checkbox', { name: /^Text/ }))
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
    // A click on a label toggles its checkbox.
    await clickAt(kinds.getByText('PDF'))
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '5')
    await clickAway(page, kinds)
    await clickAt(bar.getByRole('button', { name: 'Clear the filter Kind' }))
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
    for (const filter of ['Language', 'Folder', 'Segment', 'Size', 'Modified', 'Protection']) {
      await clickAt(bar.getByRole('button', { name: `Filter by ${filter}` }))
      const popover = page.getByRole('dialog', { name: filter })
      await expect(popover).toBeVisible()
      if (filter === 'Language') await clickAt(popover.getByRole('checkbox', { name: /^fr/ }))
      await clickAway(page, popover)
    }
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
    await clickAt(bar.getByRole('button', { name: 'Clear all' }))
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
    await clickAt(tool(page, /^Filter$/))
    await expect(bar).toHaveCount(0)
  })

  await test.step('search', async () => {
    const search = page.getByRole('searchbox', { name: 'Search assets' })
    await clickAt(search)
    await page.keyboard.type('file')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '3')
    await clickAt(page.getByRole('button', { name: 'Clear the search' }))
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  })

  await test.step('groups', async () => {
    await choose(page, tool(page, /^Group/), 'Segment')
    const group = grid(page).getByRole('gridcell', { name: /^27665604, / })
    await expect(group).toHaveAttribute('aria-expanded', 'true')
    await clickAt(group, { at: { x: 12, y: 16 } })
    await expect(group).toHaveAttribute('aria-expanded', 'false')
    await clickAt(group, { at: { x: 12, y: 16 } })
    await expect(group).toHaveAttribute('aria-expanded', 'true')
    await clickAt(group)
    await expect(count(page)).toHaveText('3 of 10 selected')
    await clickAt(group, { isDouble: true })
    await expect(group).toHaveAttribute('aria-expanded', 'false')
    await choose(page, tool(page, /^Group/), 'Collapse all groups')
    await expect(grid(page).locator('[aria-expanded="true"]')).toHaveCount(0)
    await choose(page, tool(page, /^Group/), 'Not grouped')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  })

  await test.step('columns', async () => {
    await clickAt(tool(page, 'Columns'))
    const columns = page.getByRole('dialog', { name: 'Columns' })
    const names = () => grid(page).getByRole('columnheader').allInnerTexts()
    await clickAt(columns.getByRole('checkbox', { name: 'Folder' }))
    await expect.poll(names).not.toContain('Folder')
    await clickAt(columns.getByRole('button', { name: 'Move Segment to the left' }))
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['Name', 'Segment', 'Language'])
    await clickAt(columns.getByRole('button', { name: 'Move Segment to the right' }))
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['Name', 'Language', 'Segment'])
    await clickAt(columns.getByRole('button', { name: 'Reset columns' }))
    await expect.poll(async () => (await names())[1]).toBe('Folder')
    await clickAway(page, columns)
  })

  await test.step('refresh and details', async () => {
    const listings = { method: 'GET', path: /\/assets\/(\d+\/)?list/ }
    const before = server.calls.count(listings)
    await clickAt(tool(page, 'Refresh'))
    await expect.poll(() => server.calls.count(listings)).toBeGreaterThan(before)
    const details = page.getByRole('region', { name: 'Details' })
    await clickAt(tool(page, 'Details'))
    await expect(details).toHaveCount(0)
    await clickAt(tool(page, 'Details'))
    await expect(details).toBeVisible()
  })

  await test.step('upload and download', async () => {
    await answerDialogs(app, [null, null, [desktop]])
    await choose(page, tool(page, 'Upload'), 'Files…')
    await expectDialogCount(running, 1)
    await choose(page, tool(page, 'Upload'), 'Folder…')
    await expectDialogCount(running, 2)
    await clickAt(row(page, file2))
    await clickAt(tool(page, 'Download'))
    await expectDialogCount(running, 3)
    const download = batch(page, 'Download 1 file')
    await clickAt(download.getByRole('button', { name: 'Clear' }))
    await expect(download).toHaveCount(0)
  })

  await test.step('protect', async () => {
    await choose(page, tool(page, 'Protect'), 'File')
    const details = page.getByRole('region', { name: 'Details' })
    await clickAt(details.getByRole('button', { name: 'Unprotect' }))
    await expect(details.getByRole('button', { name: 'Unprotect' })).toHaveCount(0)
    await choose(page, tool(page, 'Protect'), 'Whole segment')
    await expect(details.getByRole('button', { name: 'Unprotect' })).toBeVisible()
  })

  await test.step('a deletion is cancelled in its confirmation', async () => {
    await clickAt(row(page, english))
    await clickAt(tool(page, 'Delete'))
    const keep = question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })
    await clickAt(keep)
    await expect(keep).not.toBeChecked()
    await clickAt(keep)
    await expect(keep).toBeChecked()
    await clickAt(question(page).getByRole('button', { name: 'Cancel' }))
    await expect(question(page)).toHaveCount(0)
    await expect(row(page, english)).toHaveAttribute('aria-selected', 'true')
  })
})

test('rows, tiles and the preview respond to the mouse', async ({ launch, server }) => {
  await server.store.put({ segmentId: 27_665_605, name: 'wide.png', bytes: paintPng(1_600, 1_200, 20_000) })
  const wide = 'wide.png, all, -, 27665605'
  const { app, page } = await launch({ motion: true })
  await signIn(page, server)
  await openSegments(page, '11 assets')
  await recordMenus(app)
  const full = page.getByRole('dialog')
  const closeFull = async (): Promise<void> => {
    await clickAt(full.getByRole('button', { name: 'Close' }))
    await expect(full).toHaveCount(0)
  }

  const views = page.getByRole('radiogroup', { name: 'View' })
  for (const [view, item] of [
    ['Grid', tile],
    ['Table', row],
  ] as const) {
    await test.step(view, async () => {
      await clickAt(views.getByRole('radio', { name: view }))
      await expect(views.getByRole('radio', { name: view })).toBeChecked()
      await clickAt(item(page, file2))
      await expect(count(page)).toHaveText('1 of 11 selected')
      await clickAt(item(page, narration), { modifiers: ['ControlOrMeta'] })
      await expect(count(page)).toHaveText('2 of 11 selected')
      await clickAt(item(page, file2), { modifiers: ['ControlOrMeta'] })
      await expect(item(page, file2)).toHaveAttribute('aria-selected', 'false')
      await clickAt(item(page, file2))
      await clickAt(item(page, narration), { modifiers: ['Shift'] })
      await expect(count(page)).toHaveText('3 of 11 selected')
      await expect(item(page, file10)).toHaveAttribute('aria-selected', 'true')
      await clickAt(item(page, english), { button: 'right' })
      await expect(item(page, english)).toHaveAttribute('aria-selected', 'true')
      await expect.poll(async () => (await recordedMenus(app)).at(-1)).toContain('Delete…')
      await clickAt(item(page, file2), { isDouble: true })
      await expect(full.getByRole('group', { name: 'Text of' })).toHaveText('two')
      await closeFull()
    })
  }

  await test.step('preview', async () => {
    await clickAt(row(page, wide))
    const pane = page.getByRole('region', { name: 'Preview' })
    await expect(pane.getByRole('img')).toBeVisible()
    await answerDialogs(app, [null])
    await clickAt(pane.getByRole('button', { name: 'Save as' }))
    await expect.poll(async () => (await recordedDialogs(app)).length).toBe(1)
    await clickAt(pane.getByRole('button', { name: 'Full size' }))
    const tools = full.getByRole('group', { name: 'Preview actions' })
    const percent = tools.getByRole('button', { name: /^Actual size/ })
    const fitted = await percent.innerText()
    await clickAt(tools.getByRole('button', { name: 'Zoom in' }))
    await expect(percent).not.toHaveText(fitted)
    await clickAt(tools.getByRole('button', { name: 'Fit to window' }))
    await expect(percent).toHaveText(fitted)
    await clickAt(tools.getByRole('button', { name: 'Zoom out' }))
    await expect(percent).not.toHaveText(fitted)
    await clickAt(percent)
    await expect(percent).toHaveText('100%')
    const picture = full.getByRole('img')
    const before = await picture.boundingBox()
    const from = await pointIn(full)
    await drag(page, { from, to: { x: from.x + 60, y: from.y + 30 } })
    await expect
      .poll(async () => {
        const now = await picture.boundingBox()
        return [(now?.x ?? 0) - (before?.x ?? 0), (now?.y ?? 0) - (before?.y ?? 0)]
      })
      .toEqual([60, 30])
    await clickAt(full, { isDouble: true })
    await expect(percent).toHaveText(fitted)
    await clickAt(tools.getByRole('button', { name: 'Previous file' }))
    await expect(full).toContainText('style-guide.pdf')
    await clickAt(tools.getByRole('button', { name: 'Next file' }))
    await expect(full).toContainText('wide.png')
    await closeFull()
  })
})

test('places, connections, settings and the bars respond to the mouse', async ({ launch, server }) => {
  const { page } = await launch({ motion: true })
  await test.step('connect screen', async () => {
    for (const name of ['Remember on this computer', /^Read-only/]) {
      const box = page.getByRole('checkbox', { name })
      await clickAt(box)
      await expect(box).toBeChecked()
      await clickAt(box)
      await expect(box).not.toBeChecked()
    }
    await signIn(page, server)
    await openSegments(page)
  })

  await test.step('tree', async () => {
    const tree = page.getByRole('tree', { name: 'Projects' })
    const project = tree.getByRole('treeitem', { name: /Game UI 2026/ })
    await clickAt(project)
    await expect(project).toHaveAttribute('aria-expanded', 'true')
    const document = tree.getByRole('treeitem', { name: /^menu.docx/ })
    await clickAt(document.locator('[data-tree-arrow]'))
    await expect(document).toHaveAttribute('aria-expanded', 'true')
    await expect(page.getByRole('heading', { name: '12 segments' })).toBeVisible()
    await clickAt(tree.getByRole('treeitem', { name: /27665604/ }))
    await expect(count(page)).toHaveText('3 assets')
    await clickAt(document.locator('[data-tree-arrow]'))
    await expect(document).toHaveAttribute('aria-expanded', 'false')
    await clickAt(document)
    await expect(page.getByRole('heading', { name: /menu.docx/ })).toBeVisible()
    await clickAt(project.locator('[data-tree-arrow]'))
    await expect(project).toHaveAttribute('aria-expanded', 'false')
  })

  await test.step('tabs and recent places', async () => {
    const tabs = page.getByRole('group', { name: 'Look in' })
    for (const tab of ['Jobs', 'Flex', 'Projects', 'Recent']) {
      await clickAt(tabs.getByRole('button', { name: tab }))
      await expect(tabs.getByRole('button', { name: tab })).toHaveAttribute('aria-pressed', 'true')
    }
    const recent = page.getByRole('region', { name: 'Recent' })
    const pinned = page.getByRole('region', { name: 'Pinned' })
    await clickAt(recent.getByRole('button', { name: /^12 segments/ }))
    await expect(count(page)).toHaveText('10 assets')
    await clickAt(recent.getByRole('button', { name: 'Pin 12 segments' }))
    await clickAt(pinned.getByRole('button', { name: 'Unpin 12 segments' }))
    await expect(pinned).toHaveCount(0)
    await clickAt(recent.getByRole('button', { name: 'Remove 12 segments from this list' }))
    await expect(recent.getByText('12 segments')).toHaveCount(0)
  })

  await test.step('bars', async () => {
    const load = page.getByRole('button', { name: /^Load previews for these/ })
    await clickAt(load)
    await expect(load).toHaveCount(0)
    await clickAt(page.getByRole('button', { name: 'API call usage' }))
    const budget = page.getByRole('dialog', { name: 'API calls this hour' })
    await expect(budget).toContainText('Listings')
    await clickAway(page, budget)
    await choose(page, page.getByRole('banner').getByRole('button', { name: /^acme-loc/ }), /^Keyboard/)
    const shortcuts = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    await clickAt(shortcuts.getByRole('button', { name: 'Close' }))
    await expect(shortcuts).toHaveCount(0)
  })

  await test.step('connections', async () => {
    await choose(page, page.getByRole('button', { name: /^Connection:/ }), 'Add connection…')
    const dialog = page.getByRole('dialog', { name: 'Add a connection' })
    await clickAt(dialog.getByRole('button', { name: 'Cancel' }))
    await expect(dialog).toHaveCount(0)
  })

  await test.step('navigation and settings', async () => {
    for (const screen of ['Recycle bin', 'Activity', 'Settings'] as const) {
      await goTo(page, screen)
      await expect(page.getByRole('heading', { name: screen, exact: true, level: 1 })).toBeVisible()
    }
    for (const box of await page.getByRole('main').getByRole('checkbox').all()) {
      const wasChecked = await box.isChecked()
      await clickAt(box)
      await expect(box).toBeChecked({ checked: !wasChecked })
      await clickAt(box)
      await expect(box).toBeChecked({ checked: wasChecked })
    }
    await goTo(page, 'Assets')
    await expect(grid(page)).toBeVisible()
  })

  await test.step('switching the connection and signing out', async () => {
    await clickAt(page.getByRole('button', { name: /^Connection:/ }))
    await clickAt(page.getByRole('menuitemradio', { name: /^Demo workspace/ }))
    const demo = page.getByRole('button', { name: 'Connection: Demo workspace' })
    await expect(demo).toBeVisible()
    await choose(page, page.getByRole('banner').getByRole('button', { name: /^Demo/ }), 'Sign out')
    await clickAt(page.getByRole('button', { name: 'Explore the demo workspace' }))
    await expect(demo).toBeVisible()
  })
})

test('operations, the recycle bin and the activity respond to the mouse', async ({
  launch,
  server,
  desktop,
}) => {
  const running = await launch({ motion: true })
  const { app, page } = running
  await signIn(page, server)
  await openSegments(page)
  const deletes = { method: 'DELETE', path: /\/assets\// } as const
  const remove = async (name: string): Promise<void> => {
    await clickAt(row(page, name))
    await clickAt(tool(page, 'Delete'))
    await clickAt(question(page).getByRole('button', { name: 'Delete permanently' }))
    await expect(question(page)).toHaveCount(0)
  }

  await test.step('a deletion is stopped, and its result dismissed', async () => {
    const arrived = server.faults.waitFor(deletes)
    const release = server.faults.hold(deletes)
    await remove(file2)
    await arrived
    // The card grows with its first progress, and Stop moves with it.
    await expect(operations(page)).toContainText(/Deleting/)
    const stop = operations(page).getByRole('button', { name: 'Stop' })
    await clickAt(stop)
    await expect(stop).toBeDisabled()
    release()
    await expect(result(page)).toContainText('file2.txt')
    await clickAt(operations(page).getByRole('button', { name: 'Dismiss' }))
    await expect(result(page)).toHaveCount(0)
  })

  await test.step('a deleted file is restored from its result', async () => {
    await remove(file10)
    await expect(result(page)).toContainText('Deleted and verified')
    await clickAt(result(page).getByRole('button', { name: 'Restore' }))
    const restored = page.getByRole('region', { name: /^Restore 1 file/ })
    await expect(restored).toContainText('Restored and verified')
    await clickAt(restored.getByRole('button', { name: 'Dismiss' }))
    await expect(restored).toHaveCount(0)
    await expect(row(page, file10)).toBeVisible()
  })

  await test.step('a download is paused, resumed and stopped', async () => {
    const bodies = { method: 'GET', path: /filename=/ } as const
    const release = server.faults.hold(bodies)
    await answerDialogs(app, [[desktop]])
    await clickAt(row(page, english))
    await clickAt(tool(page, 'Download'))
    const download = batch(page, 'Download 1 file')
    const button = (name: string) => download.getByRole('button', { name, exact: true })
    await clickAt(button('Pause'))
    await clickAt(button('Resume'))
    // Stop moves when Pause replaces Resume.
    await expect(button('Pause')).toBeVisible()
    await clickAt(button('Stop'))
    await clickAt(button('Clear'))
    await expect(download).toHaveCount(0)
    release()
  })

  await test.step('recycle bin', async () => {
    await goTo(page, 'Recycle bin')
    const bin = page.getByRole('grid', { name: 'Recycle bin' })
    const copies = page.getByRole('toolbar', { name: 'Copy actions' })
    const copy = bin.getByRole('row', { name: file10, exact: true })
    // The headers of the bin are plain text, so a click on them changes nothing.
    await clickAt(bin.getByRole('columnheader', { name: 'Name' }))
    await clickAt(copy)
    await expect(copy).toHaveAttribute('aria-selected', 'true')
    await answerDialogs(app, [[path.join(desktop, 'copy.txt')]])
    await clickAt(copies.getByRole('button', { name: 'Save a copy' }))
    await expectDialogCount(running, 1)
    // The file of this copy is back on the server already.
    await expect(copies.getByRole('button', { name: 'Restore' })).toBeDisabled()
    await clickAt(bin.getByRole('row', { name: file2, exact: true }))
    await clickAt(copies.getByRole('button', { name: 'Restore' }))
    await expect(page.getByRole('status', { name: 'Restore result' })).toContainText('file2.txt')
    await clickAt(copy)
    await clickAt(copies.getByRole('button', { name: 'Delete the copy' }))
    await expect(copy).toHaveCount(0)
  })

  await test.step('activity', async () => {
    await goTo(page, 'Activity')
    const entry = page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(1)
    await clickAt(entry)
    await expect(entry).toHaveAttribute('aria-selected', 'true')
    await answerDialogs(app, [null, null])
    await choose(page, page.getByRole('button', { name: 'Export' }), 'As JSON')
    await expectDialogCount(running, 1)
    await clickAt(page.getByRole('button', { name: 'Check again' }))
    await clickAt(page.getByRole('button', { name: /^Receipt for entry/ }).first())
    const receipt = page.getByRole('dialog', { name: 'Receipt' })
    await clickAt(receipt.getByRole('button', { name: 'Close' }))
    await expect(receipt).toHaveCount(0)
    await clickAt(page.getByRole('button', { name: /^Receipt for entry/ }).first())
    await clickAt(receipt.getByRole('button', { name: /JSON/ }))
    await expectDialogCount(running, 2)
  })
})
