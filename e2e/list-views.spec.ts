import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import {
  askToDelete,
  confirm,
  count,
  grid,
  openSegments,
  protect,
  question,
  result,
  row,
  select,
} from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const file2 = 'file2.txt, all, -, 27665604'
const file10 = 'file10.txt, all, -, 27665604'
const narration = 'narration.wav, fr, -, 27665603'

function lookAs(page: Page, look: 'Grid' | 'Table') {
  return page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: look }).click()
}

function tile(page: Page, name: string) {
  return grid(page).getByRole('gridcell', { name, exact: true })
}

async function groupBy(page: Page, by: string) {
  await page
    .getByRole('toolbar', { name: 'Asset actions' })
    .getByRole('button', { name: /^Group/ })
    .click()
  await page.getByRole('menuitem', { name: by }).click()
}

async function tick(page: Page, filter: string, option: string) {
  const bar = page.getByRole('group', { name: 'Filters' })
  await bar.getByRole('button', { name: `Filter by ${filter}` }).click()
  await page
    .getByRole('dialog', { name: filter })
    .getByRole('checkbox', { name: new RegExp(`^${option}`) })
    .click()
  await page.keyboard.press('Escape')
}

async function expectClean(page: Page, screen: string) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${screen}: ${id}: ${nodes[0]?.html.slice(0, 200) ?? ''}`)).toEqual(
    [],
  )
}

test('the grid shows the same files under the same names, with the same selection', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expect(page.getByRole('radio', { name: 'Table' })).toHaveAttribute('aria-checked', 'true')
  await select(page, file2)
  await lookAs(page, 'Grid')
  await expect(tile(page, file2)).toHaveAttribute('aria-selected', 'true')
  await expect(grid(page).getByRole('gridcell')).toHaveCount(10)
  await tile(page, narration).click({ modifiers: ['ControlOrMeta'] })
  await expect(count(page)).toHaveText('2 of 10 selected')
  await lookAs(page, 'Table')
  await expect(row(page, narration)).toHaveAttribute('aria-selected', 'true')
})

test('arrows go through the grid in two directions', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await lookAs(page, 'Grid')
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

test('a file is deleted from the grid by keyboard alone: find, select, delete', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
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

test('a filter hides selected files, says so, and what is hidden is not deleted', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, file2, file10, narration)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await tick(page, 'Kind', 'Text')
  await expect(page.getByText('3 selected, 1 hidden by the filter')).toBeVisible()
  await expect(count(page)).toHaveText('2 of 10 selected')
  await askToDelete(page)
  await expect(
    question(page).getByRole('list', { name: 'Files to delete' }).getByRole('listitem'),
  ).toHaveCount(2)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Clear the filter Kind' }).click()
  await expect(count(page)).toHaveText('3 of 10 selected')
  await expect(row(page, narration)).toHaveAttribute('aria-selected', 'true')
})

test('a filter shows what is protected or what is not, also when that changes', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await tick(page, 'Protection', 'Not protected')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  await select(page, file2)
  await protect(page, 'Whole segment')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '8')
  await expect(row(page, file2)).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear the filter Protection' }).click()
  await tick(page, 'Protection', 'Protected')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
  await expect(row(page, file2)).toHaveAttribute('aria-selected', 'true')
})

test('filters that leave nothing say which one to drop', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await tick(page, 'Kind', 'Audio')
  await tick(page, 'Language', 'ja')
  await expect(page.getByRole('heading', { name: 'Nothing matches' })).toBeVisible()
  await page.getByRole('button', { name: /^Kind: Audio 1 asset/ }).click()
  await expect(row(page, '#1 100%.png, ja, -, 27665602')).toBeVisible()
  await expect(page.getByText('1 of 10 assets ·')).toBeVisible()
})

test('ctrl+A selects what matches a filter and nothing else, and the selection is inverted', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('pexels')
  await grid(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(count(page)).toHaveText('4 of 10 selected')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await expect(count(page)).toHaveText('4 of 10 selected')
  await grid(page).focus()
  await page.keyboard.press('ControlOrMeta+i')
  await expect(count(page)).toHaveText('6 of 10 selected')
})

test('menus copy names and identities, invert the selection, close and open groups', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const choose = (menu: string, label: string) =>
    app.evaluate(
      ({ Menu }, [top, item]) => {
        const items = Menu.getApplicationMenu()?.items.find((each) => each.label === top)?.submenu?.items
        items?.find((each) => each.label === item)?.click()
      },
      [menu, label] as const,
    )
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await openSegments(page, server, segmentIds)
  await select(page, file2, narration)
  await choose('Edit', 'Copy names')
  await expect.poll(copied).toBe('file2.txt\nnarration.wav')
  await choose('Edit', 'Copy identities')
  await expect
    .poll(copied)
    .toContain('{"scope":"pr7214","segment":27665603,"locale":"fr","folder":"","name":"narration.wav"}')
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(copied).toBe('file2.txt\nnarration.wav')
  await choose('Edit', 'Invert selection')
  await expect(count(page)).toHaveText('8 of 10 selected')
  await groupBy(page, 'Language')
  await choose('View', 'Close all groups')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '6')
  await grid(page).focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '16')
})

test('groups have heads with counts, which the keyboard closes, opens and selects', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await groupBy(page, 'Segment')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '15')
  const head = grid(page).getByRole('gridcell', { name: /^27665601, / })
  await expect(head).toContainText('4 assets')
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(head).toHaveAttribute('aria-expanded', 'false')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  await page.keyboard.press('Space')
  await expect(count(page)).toHaveText('4 of 10 selected')
  await page.keyboard.press('ArrowRight')
  await expect(head).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', (await head.getAttribute('id')) ?? 'none')
})

test('possible duplicates stand together, and none is selected for anybody', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await groupBy(page, 'Possible duplicates')
  await expect(grid(page).getByRole('gridcell', { name: /^Same size: 3 B/ })).toContainText('4 assets')
  await expect(count(page)).toHaveText('10 assets')
  await expect(page.getByText('Their bytes were not compared').first()).toBeVisible()
})

test('where copies are on this computer, duplicates are told by their bytes without a download', async ({
  launch,
  startServer,
}) => {
  const at = { segmentId: 5, name: 'shot.png' }
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: 5, did: 1 }],
      assets: [
        { ...at, bytes: 'neutral' },
        { ...at, locale: 'en', bytes: 'same' },
        { ...at, locale: 'de', bytes: 'same' },
        { ...at, locale: 'fr', bytes: 'not!' },
        { segmentId: 5, name: 'other.png', bytes: 'four' },
      ],
    },
  })
  const { page } = await launch()
  await openSegments(page, server, [5])
  await groupBy(page, 'Possible duplicates')
  const head = (name: RegExp) => grid(page).getByRole('gridcell', { name })
  await expect(head(/^Same size: 4 B, 4 assets/)).toBeVisible()
  const details = page.getByRole('region', { name: 'Details' })
  await row(page, 'shot.png, de, -, 5').click()
  await expect(details).toContainText('Same size3 other files')
  // Its namesakes in other languages are copied before it is deleted, and stay where they are.
  await groupBy(page, 'Not grouped')
  await select(page, 'shot.png, all, -, 5')
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  const calls = server.calls.count()
  await groupBy(page, 'Possible duplicates')
  await expect(head(/^Same bytes: 4 B, 2 assets/)).toBeVisible()
  await expect(head(/^Same size: 4 B, 2 assets/)).toBeVisible()
  await expect(count(page)).toHaveText('4 assets')
  await row(page, 'shot.png, de, -, 5').click()
  await expect(details).toContainText('Same bytes1 other file')
  await expect(details).toContainText('Same size1 other file')
  expect(server.calls.count()).toBe(calls)
})

test('a refresh says what changed on the server, and keeps the selection', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, file2, narration)
  await server.store.put({ segmentId: 27_665_604, name: 'fresh.txt', bytes: 'new' })
  await server.store.put({ segmentId: 27_665_604, name: 'file10.txt', bytes: 'longer than before' })
  await server.store.remove({ segmentId: 27_665_603, locale: 'fr', name: 'narration.wav' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByText('1 new, 1 changed, 1 gone since the last listing.')).toBeVisible()
  await expect(row(page, 'fresh.txt, all, -, 27665604')).toContainText('New')
  await expect(row(page, file10)).toContainText('Changed')
  await expect(count(page)).toHaveText('1 of 10 selected')
  await expect(row(page, file2)).toHaveAttribute('aria-selected', 'true')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByText('since the last listing.')).toBeHidden()
})

test('columns that were chosen, moved and widened are there again after a restart', async ({
  launch,
  server,
}) => {
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
  // The last change is kept also when the app is left in the same moment.
  await first.page.keyboard.press('Shift+ArrowRight')
  await first.app.close()
  const second = await launch()
  await openSegments(second.page, server, segmentIds)
  await expect.poll(() => names(second.page)).toEqual(chosen)
  expect((await grid(second.page).getByRole('columnheader', { name: 'Size' }).boundingBox())?.width).toBe(
    width + 32,
  )
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in either view, filtered and grouped (${theme})`, async ({
    launch,
    server,
  }) => {
    const { page } = await launch()
    await page.emulateMedia({ colorScheme: theme })
    await openSegments(page, server, segmentIds)
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await tick(page, 'Kind', 'Text')
    await groupBy(page, 'Segment')
    await select(page, file2)
    await expectClean(page, 'table')
    await lookAs(page, 'Grid')
    await expectClean(page, 'grid')
    await page.getByRole('button', { name: 'Filter by Size' }).click()
    await expectClean(page, 'a filter')
  })
}

test('300 hostile names stand in both views as text, and nothing of them runs', async ({
  launch,
  startServer,
}) => {
  const parts = [
    ...[
      '<img src=x onerror=alert(1)>',
      '"><script>window.hit=1</script>',
      '\u202egnp.',
      '{{7*7}}',
      '${7*7}',
      '%00',
    ],
    ...[
      "' onmouseover='window.hit=1",
      '</bdi><svg onload=window.hit=1>',
      'javascript:window.hit=1',
      '\u2028',
      '🦊',
    ],
    ...['e\u0301', '\u200b', '[object Object]', '__proto__', 'constructor', ' ', '\t', 'ﷺ'.repeat(20)],
  ]
  const names = Array.from({ length: 300 }, (_, at) => `${parts[at % parts.length] ?? ''}${String(at)}.png`)
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
  const { page } = await launch()
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', () => {
      const counted = window as unknown as { violations?: number }
      counted.violations = (counted.violations ?? 0) + 1
    })
  })
  const before = await page.evaluate(() => document.scripts.length)
  await openSegments(page, await startServer({ seed }), [5])
  await expect(count(page)).toHaveText('300 assets')
  for (const look of ['Table', 'Grid'] as const) {
    await lookAs(page, look)
    const seen = new Set<string>()
    await grid(page).focus()
    await page.keyboard.press('Home')
    await expect
      .poll(
        async () => {
          const items = grid(page).locator('[aria-selected]')
          for (const label of await items.evaluateAll((all) =>
            all.map((each) => each.getAttribute('aria-label') ?? ''),
          ))
            seen.add(label)
          await page.keyboard.press('PageDown')
          return seen.size
        },
        { intervals: [0] },
      )
      .toBe(300)
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
