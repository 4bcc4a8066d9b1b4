import type { Page } from '@playwright/test'
import type { SeedSpec } from '../src/demo-server'
import { askToDelete, confirm, count, grid, openPlace, result, row, select, signIn } from './support/actions'
import { expectClean } from './support/expect-clean'
import { journeySeed, segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const listings = { method: 'GET', path: /\/assets\/list/ } as const
const projectPages = { path: /projects\/list$/ } as const

/** 1,200 projects with quotes and braces in their names; the oldest has one document with 600 segments. */
const ids = Array.from({ length: 600 }, (_, index) => 30_000_000 + index)
const manyProjects: SeedSpec = {
  projects: Array.from({ length: 1_200 }, (_, index) => ({
    id: index + 1,
    reference: `Project "${String(index + 1)}" {${index % 2 === 0 ? 'draft' : 'final'}} \\`,
  })),
  documents: [{ did: 7, pid: 1, name: 'ui\\screens\\menu.docx' }],
  segments: ids.map((sid, index) => ({ sid, did: 7, texts: { en: `Sentence ${String(index + 1)}` } })),
  assets: ids
    .filter((sid) => sid % 6 === 0)
    .map((segmentId) => ({ segmentId, name: `shot-${String(segmentId)}.png`, bytes: 'x' })),
}

/** The journeys' seed plus a job and a Flex document. */
const allFamilies: SeedSpec = {
  ...journeySeed,
  documents: [
    ...(journeySeed.documents ?? []),
    { did: 19_914, pid: 7214, flexId: '19914', name: 'ios\\strings.json' },
  ],
  jobs: [{ id: 's773', pid: 7214, reference: 'Menu, French', documentIds: [19_641] }],
  segments: [...(journeySeed.segments ?? []), { sid: 27_667_833, did: 19_914, texts: { en: 'Save' } }],
  assets: [
    ...(journeySeed.assets ?? []),
    { segmentId: 27_667_833, locale: 'en', relativePath: 'public/views', name: 'a.png', bytes: 'a' },
    { segmentId: 27_667_833, name: 'b.png', bytes: 'bb' },
  ],
}

function tree(page: Page, name = 'Projects') {
  return page.getByRole('tree', { name })
}

async function openTab(page: Page, tab: string): Promise<void> {
  await page.getByRole('group', { name: 'Look in' }).getByRole('button', { name: tab }).click()
}

test('1,200 projects load while scrolling, and their number is shown', async ({ page, startServer }) => {
  const server = await startServer({ seed: manyProjects })
  await signIn(page, server)
  await expect(page.getByText('50 of 1,200')).toBeVisible()
  // Scroll once: the row stays the same element after the page arrives, and a second scroll would request another.
  await page.getByText('50 of 1,200').scrollIntoViewIfNeeded()
  await expect(page.getByText('100 of 1,200')).toBeVisible()
  expect(server.calls.count(projectPages)).toBe(2)
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('"77" {draft} \\')
  await expect(tree(page).getByRole('treeitem')).toHaveCount(1)
  await expect(page.getByText('1 in all')).toBeVisible()
})

test('a project, its document and a file are found and selected by keyboard only', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: manyProjects })
  await signIn(page, server)
  const { keyboard } = page
  await page.getByRole('searchbox', { name: 'Search projects' }).focus()
  await keyboard.type('"1" {')
  await expect(tree(page).getByRole('treeitem')).toHaveCount(1)
  await keyboard.press('Tab')
  await expect(tree(page).getByRole('treeitem', { name: /Project "1"/ })).toBeFocused()
  await keyboard.press('ArrowRight')
  await expect(tree(page).getByRole('treeitem', { name: 'menu.docx' })).toBeVisible()
  await keyboard.press('End')
  await expect(tree(page).getByRole('treeitem', { name: 'menu.docx' })).toBeFocused()
  await keyboard.press('Enter')
  await expect(count(page)).toHaveText('100 assets')
  await keyboard.press('ControlOrMeta+f')
  await keyboard.type('30000006')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await keyboard.press('Tab')
  await grid(page).focus()
  await keyboard.press('Home')
  await keyboard.press('Space')
  await expect(page.getByRole('dialog')).toBeVisible()
  await keyboard.press('Escape')
  await expect(count(page)).toHaveText('1 of 100 selected')
})

test('a Flex document opens, and its files are deleted, backed up and restored by the Flex calls', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: allFamilies })
  await signIn(page, server)
  await openTab(page, 'Flex')
  await tree(page, 'Flex documents')
    .getByRole('treeitem', { name: /strings/ })
    .click()
  await expect(grid(page)).toBeVisible()
  const before = server.store.all().length
  const first = await grid(page).getByRole('row').nth(1).getAttribute('aria-label')
  await select(page, first ?? '')
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  expect(server.store.all()).toHaveLength(before - 1)
  const [call] = server.calls.filter({ method: 'DELETE', path: /\/assets\// })
  expect(call?.path).toMatch(/\/apps\/wbflex\/documents\/\w+\/assets\/\d+$/)
  await result(page).getByRole('button', { name: 'Restore' }).click()
  await expect.poll(() => server.store.all().length).toBe(before)
  await expect(row(page, first ?? '')).toBeVisible()
})

test('a job opens with its own scope', async ({ page, startServer }) => {
  const server = await startServer({ seed: allFamilies })
  await signIn(page, server)
  await openTab(page, 'Jobs')
  await tree(page, 'Jobs')
    .getByRole('treeitem', { name: /jbs773/ })
    .click()
  await expect(grid(page)).toBeVisible()
  expect(server.calls.filter(listings).at(-1)?.rawQuery).toContain('scope=jbs773')
})

test('a place shows its last listing at once, says so, and refreshes', async ({ launch, server }) => {
  const first = await launch()
  await signIn(first.page, server)
  await openPlace(first.page, 'pr7214', segmentIds)
  await expect(count(first.page)).toHaveText('10 assets')
  await first.app.close()
  await server.store.put({ segmentId: segmentIds[0] ?? 0, name: 'new.txt', bytes: 'new' })

  const { page } = await launch()
  await signIn(page, server)
  const release = server.faults.hold(listings)
  await openTab(page, 'Recent')
  await page
    .getByRole('button', { name: /12 segments/ })
    .first()
    .click()
  await expect(count(page)).toHaveText('10 assets')
  await expect(page.getByText(/from your last visit. Refreshing/)).toBeVisible()
  release()
  await expect(count(page)).toHaveText('11 assets')
  await expect(page.getByText(/from your last visit/)).toHaveCount(0)
})

test('a deleted file is not in the cached listing', async ({ launch, server }) => {
  const first = await launch()
  await signIn(first.page, server)
  await openPlace(first.page, 'pr7214', segmentIds)
  await select(first.page, 'file2.txt, all, -, 27665604')
  await askToDelete(first.page)
  await confirm(first.page)
  await expect(result(first.page)).toContainText('Deleted and verified')
  await first.app.close()

  const { page } = await launch()
  await signIn(page, server)
  const release = server.faults.hold(listings)
  await openPlace(page, 'pr7214', segmentIds)
  await expect(count(page)).toHaveText('9 assets')
  release()
})

test('a recent place is pinned and removed, and names are shown safely', async ({ page, server }) => {
  await signIn(page, server)
  await openPlace(page, 'pr7214', segmentIds.slice(0, 1))
  await expect(grid(page)).toBeVisible()
  await openTab(page, 'Recent')
  const [id = 0] = segmentIds
  await page.getByRole('button', { name: `Pin Segment ${String(id)}` }).focus()
  await page.keyboard.press('Enter')
  const pinned = page.getByRole('region', { name: 'Pinned' })
  await expect(pinned.getByRole('button', { name: new RegExp(`^Segment ${String(id)}`) })).toBeVisible()
  await expectClean(page, 'recent')
  await pinned.getByRole('button', { name: /^Remove/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Places you open appear here')).toBeVisible()
})

test('a place that costs many calls asks first, and cancelling sends nothing', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: manyProjects })
  await signIn(page, server)
  await page.getByRole('textbox', { name: 'Scope' }).fill('pr1')
  await page.getByRole('textbox', { name: 'Segment IDs' }).fill('30000000-30029999')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(page.getByText(/About 1\d\d API calls for 30,000 segments/)).toBeVisible()
  await expectClean(page, 'cost')
  expect(server.calls.count(listings)).toBe(0)
  await page.getByRole('button', { name: 'Cancel loading' }).click()
  await expect(page.getByRole('button', { name: /Try again|Retry/ })).toBeVisible()
  expect(server.calls.count(listings)).toBe(0)
})

test('pasted tokens that are not ids are named, and a curl line fills the form', async ({ page, server }) => {
  await signIn(page, server)
  const segments = page.getByRole('textbox', { name: 'Segment IDs' })
  await page.getByRole('textbox', { name: 'Scope' }).fill('pr7214')
  await segments.fill('27665601, x2, 9-7')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(segments).toHaveAccessibleDescription(/“x2” is not a segment ID.*“9-7” ends before it starts/)
  await segments.fill(
    "curl -X DELETE 'https://x.example/api/resources/assets/27665603?scope=jbs773&filename=a.jpg'",
  )
  await expect(segments).toHaveValue('27665603')
  await expect(page.getByRole('textbox', { name: 'Scope' })).toHaveValue('jbs773')
})
