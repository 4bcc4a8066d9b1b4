import type { Page } from '@playwright/test'
import { count, grid, openSegments, question, result, row, select } from './support/actions'
import { expectCleanInThemes } from './support/expect-clean'
import { segmentIds } from './support/journey-seed'
import { groupBy, showAs, checkFilterOption, tile } from './support/list-actions'
import { expect, test } from './support/test'

const file2 = 'file2.txt, all, -, 27665604'
const narration = 'narration.wav, fr, -, 27665603'

test('the grid shows the same files, names and selection as the table', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await expect(page.getByRole('radio', { name: 'Table' })).toHaveAttribute('aria-checked', 'true')
  await select(page, file2)
  await showAs(page, 'Grid')
  await expect(tile(page, file2)).toHaveAttribute('aria-selected', 'true')
  await expect(grid(page).getByRole('gridcell')).toHaveCount(10)
  await tile(page, narration).click({ modifiers: ['ControlOrMeta'] })
  await expect(count(page)).toHaveText('2 of 10 selected')
  await showAs(page, 'Table')
  await expect(row(page, narration)).toHaveAttribute('aria-selected', 'true')
})

test('arrow keys move through the grid in two dimensions', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await showAs(page, 'Grid')
  const perLine = Number(await grid(page).getAttribute('aria-colcount'))
  expect(perLine).toBeGreaterThan(1)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(Math.ceil(10 / perLine)))
  const cells = grid(page).getByRole('gridcell')
  await grid(page).focus()
  await page.keyboard.press('Home')
  await expect(cells.nth(0)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowDown')
  await expect(cells.nth(perLine + 1)).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowLeft')
  await expect(count(page)).toHaveText('2 of 10 selected')
})

test('a file is found, selected and deleted from the list by keyboard alone', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('narr')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await grid(page).focus()
  await page.keyboard.type('n')
  await expect(count(page)).toHaveText('1 of 10 selected')
  await page.keyboard.press('Delete')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(result(page)).toContainText('Deleted and verified')
  expect(server.store.ofSegment(27_665_603)).toEqual([])
})

test('chosen, moved and resized columns survive a restart', async ({ launch, server }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await first.page.getByRole('button', { name: 'Columns' }).click()
  const columns = first.page.getByRole('dialog', { name: 'Columns' })
  await columns.getByRole('checkbox', { name: 'Kind' }).click()
  await columns.getByRole('checkbox', { name: 'Created' }).click()
  await first.page.keyboard.press('Escape')
  const size = grid(first.page).getByRole('columnheader', { name: 'Size' })
  const width = (await size.boundingBox())?.width ?? 0
  await size.getByRole('button').focus()
  await first.page.keyboard.press('Alt+ArrowLeft')
  await first.page.keyboard.press('Shift+ArrowRight')
  const names = (page: Page) => grid(page).getByRole('columnheader').allInnerTexts()
  const chosen = ['Name', 'Folder', 'Language', 'Size', 'Segment', 'Modified', 'Created']
  await expect.poll(() => names(first.page)).toEqual(chosen)
  await expect.poll(async () => (await size.boundingBox())?.width).toBe(width + 16)
  // The last change is saved although the app closes immediately.
  await first.page.keyboard.press('Shift+ArrowRight')
  await first.app.close()
  const second = await launch()
  await openSegments(second.page, server, segmentIds)
  await expect.poll(() => names(second.page)).toEqual(chosen)
  expect((await grid(second.page).getByRole('columnheader', { name: 'Size' }).boundingBox())?.width).toBe(
    width + 32,
  )
})

test('axe finds nothing serious in either view, filtered and grouped, light and dark', async ({
  page,
  server,
}) => {
  test.setTimeout(180_000)
  const check = (screen: string): Promise<void> => expectCleanInThemes(page, screen, ['light', 'dark'])
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await checkFilterOption(page, 'Kind', 'Text')
  await check('table, filtered')
  await groupBy(page, 'Segment')
  await select(page, file2)
  await check('table, grouped')
  await page.getByRole('button', { name: 'Columns' }).click()
  await check('columns')
  await page.keyboard.press('Escape')
  await page
    .getByRole('toolbar', { name: 'Asset actions' })
    .getByRole('button', { name: /^Group/ })
    .click()
  await check('group menu')
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await check('shortcuts')
  await page.keyboard.press('Escape')
  await showAs(page, 'Grid')
  await check('grid')
  for (const filter of ['Language', 'Folder', 'Segment', 'Size', 'Modified', 'Protection']) {
    await page.getByRole('button', { name: `Filter by ${filter}` }).click()
    await check(`filter by ${filter}`)
    await page.keyboard.press('Escape')
  }
  await groupBy(page, 'Possible duplicates')
  await check('duplicates')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('no such file')
  await check('nothing matches')
})

/** The id of the list's active item. */
function activeItem(page: Page): Promise<string | null> {
  return grid(page).getAttribute('aria-activedescendant')
}

/** Pages through the list and collects the name of every file that appears. */
async function readByPages(page: Page): Promise<ReadonlySet<string>> {
  const seen = new Set<string>()
  const moveBy = async (key: 'Home' | 'End' | 'PageDown', before: string | null): Promise<string | null> => {
    await page.keyboard.press(key)
    await expect.poll(() => activeItem(page)).not.toBe(before)
    const active = await activeItem(page)
    await expect(grid(page).locator(`[id="${active ?? ''}"]`)).toBeInViewport()
    return active
  }
  await grid(page).focus()
  const last = await moveBy('End', null)
  let active = await moveBy('Home', last)
  for (;;) {
    // Paging in the grid keeps the column, so the last file may never become active.
    const isEnd =
      (await grid(page)
        .locator(`[id="${last ?? ''}"]`)
        .count()) > 0
    const items = grid(page).locator('[aria-selected]')
    for (const label of await items.evaluateAll((elements) =>
      elements.map((element) => element.getAttribute('aria-label')),
    ))
      seen.add(label ?? '')
    if (isEnd) return seen
    active = await moveBy('PageDown', active)
  }
}

test('300 hostile names are shown as text in both views, and no code in them runs', async ({
  page,
  startServer,
}) => {
  const parts = [
    '<img src=x onerror=alert(1)>',
    '"><script>window.hit=1</script>',
    '\u202egnp.',
    '{{7*7}}',
    '${7*7}',
    '%00',
    "' onmouseover='window.hit=1",
    '</bdi><svg onload=window.hit=1>',
    'javascript:window.hit=1',
    '\u2028',
    '🦊',
    'e\u0301',
    '\u200b',
    '[object Object]',
    '__proto__',
    'constructor',
    ' ',
    '\t',
    'ﷺ'.repeat(20),
  ]
  const names = Array.from(
    { length: 300 },
    (_, index) => `${parts[index % parts.length] ?? ''}${String(index)}.png`,
  )
  const seed = {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid: 5, did: 1 }],
    assets: names.map((name) => ({
      segmentId: 5,
      name,
      relativePath: `<b>${name.slice(0, 6)}</b>`,
      bytes: 'x',
    })),
  }
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', () => {
      const target = window as unknown as { violations?: number }
      target.violations = (target.violations ?? 0) + 1
    })
  })
  const before = await page.evaluate(() => document.scripts.length)
  await openSegments(page, await startServer({ seed }), [5])
  await expect(count(page)).toHaveText('300 assets')
  for (const view of ['Table', 'Grid'] as const) {
    await showAs(page, view)
    const seen = await readByPages(page)
    expect(seen.size).toBe(300)
    for (const name of names) expect([...seen].some((label) => label.startsWith(`${name}, all, `))).toBe(true)
  }
  await groupBy(page, 'Folder')
  await expect(grid(page)).toBeVisible()
  const after = await page.evaluate(() => ({
    scripts: document.scripts.length,
    images: document.images.length,
    hit: 'hit' in window,
    violations: (window as unknown as { violations?: number }).violations ?? 0,
  }))
  expect(after).toEqual({ scripts: before, images: 0, hit: false, violations: 0 })
})
