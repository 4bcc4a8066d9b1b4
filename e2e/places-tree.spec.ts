import type { Locator, Page } from '@playwright/test'
import type { SeedSpec } from '../src/demo-server'
import { expectClean, expectCleanInThemes } from './support/expect-clean'
import { count, grid, signIn } from './support/actions'
import { expect, test } from './support/test'

/** The tree of places: odd names, segments under documents, thousands of rows, keyboard only. */

const listings = { method: 'GET', path: /\/assets\/list/ } as const
const searches = { method: 'POST', path: /segments\/search$/ } as const
const projectPages = { path: /projects\/list$/ } as const

/** Every twelfth project has the same one of these in its name; the test searches for it. */
const oddNames = ['"quoted"', '{braces}', 'back\\slash', '100 %', '🏮 lantern', '""', "it's", '#1', '=1+1']
const plainNames = ['Manual', 'Website', 'Brochure']
const names = [...oddNames, ...plainNames]

const ids = Array.from({ length: 600 }, (_, index) => 30_000_000 + index)

const seed: SeedSpec = {
  projects: Array.from({ length: 1_200 }, (_, index) => ({
    id: index + 1,
    reference: `${names[index % names.length] ?? ''} no. ${String(index + 1)}`,
  })),
  documents: [
    { did: 7, pid: 1, name: 'ui\\screens\\menu.docx' },
    { did: 8, pid: 1, name: 'ui\\a name that is far too long for the side of the window.docx' },
    { did: 9, pid: 1, flexId: '19914', name: 'ios\\strings.json' },
  ],
  jobs: [{ id: 's773', pid: 1, reference: 'Menu, French', documentIds: [7] }],
  segments: [
    ...ids.map((sid, index) => ({ sid, did: 7, texts: { en: `Sentence ${String(index + 1)}` } })),
    { sid: 40_000_000, did: 9, texts: { en: 'Save' } },
  ],
  assets: [
    { segmentId: ids[2] ?? 0, name: 'one.png', bytes: 'x' },
    { segmentId: ids[2] ?? 0, name: 'two.png', bytes: 'x' },
    { segmentId: ids[9] ?? 0, name: 'other.png', bytes: 'x' },
  ],
}

function tree(page: Page, name = 'Projects'): Locator {
  return page.getByRole('tree', { name })
}

function item(page: Page, name: string | RegExp): Locator {
  return page.getByRole('tree').getByRole('treeitem', { name })
}

async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('group', { name: 'Look in' }).getByRole('button', { name: tab }).click()
}

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox', { name: 'Search projects' }).fill(text)
}

test('a search among 1,200 projects with odd names finds exactly the matches', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed })
  await signIn(page, server)
  await expect(page.getByText('50 of 1,200')).toBeVisible()
  for (const oddName of oddNames) {
    await search(page, oddName)
    await expect(page.getByText('50 of 100')).toBeVisible()
    const shown = await tree(page).getByRole('treeitem').allTextContents()
    expect(shown.filter((name) => !name.includes(oddName))).toEqual([])
    await search(page, `${oddName} no. ${String(names.indexOf(oddName) + 1)}`)
    await expect(page.getByText(/^\d+ in all$/)).toBeVisible()
    await expect(item(page, `${oddName} no. ${String(names.indexOf(oddName) + 1)}`).first()).toBeVisible()
    await search(page, `no such ${oddName}`)
    await expect(page.getByText('No projects match.')).toBeVisible()
  }
  expect(server.calls.filter(projectPages).every(({ status }) => status === 200)).toBe(true)
})

test('a segment is found and opened by keyboard only', async ({ page, startServer }) => {
  const server = await startServer({ seed })
  await signIn(page, server)
  const { keyboard } = page
  await page.getByRole('searchbox', { name: 'Search projects' }).focus()
  await keyboard.type('"quoted" no. 1')
  await expect(page.getByText(/^\d+ in all$/)).toBeVisible()
  await keyboard.press('Tab')
  await keyboard.press('End')
  await expect(item(page, /"quoted" no\. 1$/)).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(item(page, 'menu.docx')).toBeVisible()
  await keyboard.type('menu')
  await expect(item(page, 'menu.docx')).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(item(page, '600 segments')).toBeVisible()
  await keyboard.press('ArrowRight')
  await expect(item(page, '600 segments')).toBeFocused()
  for (let line = 0; line < 3; line += 1) await keyboard.press('ArrowDown')
  await expect(item(page, '3, Sentence 3, 30000002')).toBeFocused()
  await keyboard.press('Enter')
  await expect(count(page)).toHaveText('2 assets')
  await expect(item(page, '3, Sentence 3, 30000002')).toHaveAttribute('aria-selected', 'true')
  expect(server.calls.filter(listings).at(-1)?.rawQuery).toContain('segmentIds=30000002')
  await keyboard.press('ArrowLeft')
  await expect(item(page, 'menu.docx')).toBeFocused()
  await keyboard.press('Enter')
  await expect(count(page)).toHaveText('3 assets')
  // Segments known from the listing are not searched for again.
  const { length } = server.calls.filter(searches)
  await keyboard.press('ArrowLeft')
  await keyboard.press('ArrowRight')
  await expect(item(page, '600 segments')).toBeVisible()
  expect(server.calls.count(searches)).toBe(length)
})

test('focus stays on its row in a tree that renders only the visible rows', async ({ page, startServer }) => {
  const server = await startServer({ seed })
  await signIn(page, server)
  await openTab(page, 'Jobs')
  await item(page, /Menu, French/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(item(page, '600 segments')).toBeVisible()
  const firstSegment = item(page, '1, Sentence 1, 30000000')
  await expect(firstSegment).toHaveAttribute('aria-posinset', '2')
  await expect(firstSegment).toHaveAttribute('aria-setsize', '601')
  await expect(firstSegment).toHaveAttribute('aria-level', '2')
  expect(await tree(page, 'Jobs').getByRole('treeitem').count()).toBeLessThan(100)
  await page.keyboard.press('End')
  await expect(item(page, '600, Sentence 600, 30000599')).toBeFocused()
  await page.keyboard.press('PageUp')
  await expect(item(page, '600, Sentence 600, 30000599')).not.toBeFocused()
  await page.keyboard.press('End')
  await tree(page, 'Jobs').hover()
  await page.mouse.wheel(0, -100_000)
  await expect(firstSegment).toBeVisible()
  await expect(item(page, '600, Sentence 600, 30000599')).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(item(page, '599, Sentence 599, 30000598')).toBeFocused()
  await expect(item(page, '599, Sentence 599, 30000598')).toBeInViewport()
})

test('the tree says when segments are incomplete or have no texts, and retries a failure', async ({
  page,
  startServer,
}) => {
  const switches = { segmentSearch: 'first-page-only', segmentTexts: 'absent' } as const
  const server = await startServer({ seed, switches })
  await signIn(page, server)
  await search(page, '"quoted" no. 1')
  await item(page, /"quoted" no\. 1$/).click()
  server.faults.add({ match: { ...searches, nth: 1 }, fault: { kind: 'status', status: 400, body: '{}' } })
  await item(page, 'menu.docx').focus()
  await page.keyboard.press('ArrowRight')
  await item(page, 'Could not be read. Try again').click()
  await expect(item(page, '100 of 600 segments could be listed')).toBeFocused()
  await expect(item(page, 'Texts not available')).toBeVisible()
  await expect(item(page, '1, Text not available, 30000000')).toBeVisible()
  server.switches.searchTotal = 'absent'
  await openTab(page, 'Jobs')
  await item(page, /Menu, French/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(item(page, /At least 100 segments: the server does not say/)).toBeVisible()
  await item(page, /Menu, French/).click()
  await expect(page.getByText(/At least 100 segments: the server does not say/)).toBeVisible()
})

test('a search for many segments asks before it spends calls, and can be cancelled', async ({
  page,
  startServer,
}) => {
  const manySegments = Array.from({ length: 3_000 }, (_, index) => ({ sid: 50_000_000 + index, did: 7 }))
  const largeSeed = { ...seed, segments: manySegments, assets: [] }
  const switches = { segmentSearch: 'pages', searchPageSize: 20 } as const
  const server = await startServer({ seed: largeSeed, switches })
  await signIn(page, server)
  await openTab(page, 'Jobs')
  await item(page, /Menu, French/).focus()
  await page.keyboard.press('ArrowRight')
  await expect(item(page, /Costs about 149 API calls/)).toBeVisible()
  await expectClean(page, 'cost')
  expect(server.calls.count(searches)).toBe(1)
  await page.keyboard.press('ArrowDown')
  const release = server.faults.hold(searches)
  await page.keyboard.press('Enter')
  await item(page, /Cancel$/).click()
  release()
  await expect(item(page, /Menu, French/)).toHaveAttribute('aria-expanded', 'false')
  await expect(item(page, /Menu, French/)).toBeFocused()
})

test('every list is accessible, light and dark', async ({ page, startServer }) => {
  const server = await startServer({ seed, switches: { segmentTexts: 'absent' } })
  await signIn(page, server)
  for (const [tab, name] of [
    ['Projects', /no\. 1200/],
    ['Jobs', /Menu, French/],
    ['Flex', /strings/],
  ] as const) {
    await openTab(page, tab)
    await item(page, name).focus()
    await page.keyboard.press('ArrowRight')
    await expect(tree(page, tab === 'Flex' ? 'Flex documents' : tab)).toHaveAttribute('aria-busy', 'false')
    if (tab !== 'Projects') await expect(item(page, /^\d+ segments?/)).toBeVisible()
    if (tab === 'Flex') await item(page, name).click()
    await expectCleanInThemes(page, tab, ['light', 'dark'])
  }
  await expect(grid(page).or(page.getByText('No files here'))).toBeVisible()
  await openTab(page, 'Recent')
  await expectCleanInThemes(page, 'Recent', ['light', 'dark'])
})
