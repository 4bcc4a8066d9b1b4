import { count, grid, openPlace, openSegments, row, select, signIn } from './support/actions'
import { journeySeed, segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

test('a project opens to its documents, and a document to the assets of its segments', async ({
  page,
  server,
}) => {
  await signIn(page, server)
  const projects = page.getByRole('tree', { name: 'Projects' })
  await projects.getByRole('treeitem', { name: /Game UI 2026/ }).click()
  await projects.getByRole('treeitem', { name: /menu\.docx/ }).click()
  await expect(count(page)).toHaveText('10 assets')
  await expect(row(page, 'pexels-gons3.jpg, en, public/views, 27665601')).toBeVisible()
  await expect(row(page, 'style-guide.pdf, all, docs, 27665602')).toBeVisible()
  await row(page, '#1 100%.png, ja, -, 27665602').click()
  await expect(page.getByText('Tap the shelf to place lantern 2.')).toBeVisible()
})

test('projects are found by a text with quotes and braces', async ({ page, server }) => {
  await signIn(page, server)
  const projects = page.getByRole('tree', { name: 'Projects' })
  await expect(projects.getByRole('treeitem')).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Search projects' }).fill('"Q3" {dr')
  await expect(projects.getByRole('treeitem')).toHaveCount(1)
  await expect(projects.getByRole('treeitem', { name: /Manuals "Q3"/ })).toBeVisible()
})

test('pasted ids open by commas, spaces and lines, and each segment is listed once', async ({
  page,
  server,
}) => {
  await signIn(page, server)
  await page.getByRole('textbox', { name: 'Scope' }).fill('pr7214')
  await page.getByRole('textbox', { name: 'Segment IDs' }).fill('27665601,27665602 27665603\n27665601')
  await page.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(count(page)).toHaveText('7 assets')
  expect(server.calls.count({ path: /\/assets\/list/ })).toBe(1)
})

test('600 segments are listed in at most 8 calls', async ({ page, startServer }) => {
  const ids = Array.from({ length: 600 }, (_, index) => 30_000_000 + index)
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: ids.map((sid) => ({ sid, did: 1 })),
      assets: ids.map((segmentId) => ({ segmentId, name: `shot-${String(segmentId)}.png`, bytes: 'x' })),
    },
  })
  await openSegments(page, server, ids)
  await expect(count(page)).toHaveText('600 assets')
  expect(server.calls.count({ path: /\/assets\/list/ })).toBeLessThanOrEqual(8)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '601')
})

test('files stand in natural order, and click, shift, ctrl and ctrl+A select', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  const names = await grid(page)
    .getByRole('row')
    .evaluateAll((rows) => rows.map((each) => each.getAttribute('aria-label')))
  expect(names.findIndex((name) => name?.startsWith('file2.txt'))).toBeLessThan(
    names.findIndex((name) => name?.startsWith('file10.txt')),
  )
  await select(page, 'file2.txt, all, -, 27665604')
  await expect(count(page)).toHaveText('1 of 10 selected')
  await row(page, 'file10.txt, all, -, 27665604').click({ modifiers: ['Shift'] })
  await expect(count(page)).toHaveText('2 of 10 selected')
  await row(page, 'narration.wav, fr, -, 27665603').click({ modifiers: ['ControlOrMeta'] })
  await expect(count(page)).toHaveText('3 of 10 selected')
  await page.keyboard.press('ControlOrMeta+a')
  await expect(count(page)).toHaveText('10 of 10 selected')
  await page.keyboard.press('Escape')
  await expect(count(page)).toHaveText('10 assets')
})

test('search finds names and folders without regard to case and accents; keys edit text there', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  const search = page.getByRole('searchbox', { name: 'Search assets' })
  await search.fill('anderung')
  await expect(row(page, 'Änderung.txt, all, -, 27665604')).toBeVisible()
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await search.fill('PUBLIC')
  await expect(row(page, 'pexels-gons3.jpg, en, public/views, 27665601')).toBeVisible()
  await search.press('ControlOrMeta+a')
  await search.press('Delete')
  await expect(search).toHaveValue('')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(count(page)).toHaveText('10 assets')
})

test('a listing that fails says why and can be tried again', async ({ page, server }) => {
  await signIn(page, server)
  const mend = server.faults.add({
    match: { path: /assets\/list/ },
    fault: { kind: 'status', status: 500, body: 'oops' },
  })
  await openPlace(page, 'pr7214', segmentIds)
  await expect(page.getByRole('alert')).toContainText('reported an error', { timeout: 20_000 })
  mend()
  await page.getByRole('button', { name: /Try again|Retry/ }).click()
  await expect(count(page)).toHaveText('10 assets')
})

test('a part of the segments is called a part', async ({ page, startServer }) => {
  const segments = Array.from({ length: 42 }, (_, index) => ({ sid: 100 + index, did: 19_641 }))
  const server = await startServer({ seed: { ...journeySeed, segments, assets: [] } })
  server.switches.segmentSearch = 'first-page-only'
  server.switches.searchPageSize = 20
  await signIn(page, server)
  const projects = page.getByRole('tree', { name: 'Projects' })
  await projects.getByRole('treeitem', { name: /Game UI 2026/ }).click()
  await projects.getByRole('treeitem', { name: /menu\.docx/ }).click()
  await expect(page.getByText('20 of 42 segments could be listed')).toBeVisible()
})
