import {
  askToDelete,
  chooseMenu,
  count,
  grid,
  openSegments,
  protect,
  question,
  row,
  select,
} from './support/actions'
import { segmentIds } from './support/journey-seed'
import { groupBy, showAs, checkFilterOption } from './support/list-actions'
import { expect, test } from './support/test'

const file2 = 'file2.txt, all, -, 27665604'
const file10 = 'file10.txt, all, -, 27665604'
const narration = 'narration.wav, fr, -, 27665603'

test('selected files hidden by a filter are counted, and are not deleted', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await select(page, file2, file10, narration)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await checkFilterOption(page, 'Kind', 'Text')
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

test('the protection filter follows changes of the locks', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await checkFilterOption(page, 'Protection', 'Not protected')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  await select(page, file2)
  await protect(page, 'Whole segment')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '8')
  await expect(row(page, file2)).toHaveCount(0)
  await page.getByRole('button', { name: 'Clear the filter Protection' }).click()
  await checkFilterOption(page, 'Protection', 'Protected')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
  await expect(row(page, file2)).toHaveAttribute('aria-selected', 'true')
})

test('filters without a match suggest which one to remove', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'Filter', exact: true }).click()
  await checkFilterOption(page, 'Kind', 'Audio')
  await checkFilterOption(page, 'Language', 'ja')
  await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible()
  await page.getByRole('button', { name: /^Kind: Audio 1 asset/ }).click()
  await expect(row(page, '#1 100%.png, ja, -, 27665602')).toBeVisible()
  await expect(page.getByText('1 of 10 files · 3 B · 1 of 12 segments')).toBeVisible()
})

test('Ctrl+A selects only what matches the search, and Ctrl+I inverts the selection', async ({
  page,
  server,
}) => {
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

test('menus copy names and identities, invert the selection, and collapse all groups', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  const copied = () => app.evaluate(({ clipboard }) => clipboard.readText())
  await openSegments(page, server, segmentIds)
  await select(page, file2, narration)
  await chooseMenu(app, 'Edit', 'Copy names')
  await expect.poll(copied).toBe('file2.txt\nnarration.wav')
  await chooseMenu(app, 'Edit', 'Copy identities')
  await expect
    .poll(copied)
    .toContain('{"scope":"pr7214","segment":27665603,"locale":"fr","folder":"","name":"narration.wav"}')
  await page.keyboard.press('ControlOrMeta+c')
  await expect.poll(copied).toBe('file2.txt\nnarration.wav')
  await chooseMenu(app, 'Edit', 'Invert selection')
  await expect(count(page)).toHaveText('8 of 10 selected')
  await groupBy(page, 'Language')
  await chooseMenu(app, 'View', 'Collapse all groups')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '6')
  await grid(page).focus()
  await page.keyboard.press('Alt+ArrowRight')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '16')
})

test('a refresh says what changed on the server, and keeps the selection', async ({ page, server }) => {
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

test('a selection survives sorting, searching, grouping, views and changes on the server', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  await select(page, file2, file10, narration)
  await grid(page).getByRole('button', { name: 'Size' }).click()
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('file')
  await expect(count(page)).toHaveText('2 of 10 selected')
  await server.store.put({ segmentId: 27_665_604, name: 'file1.txt', bytes: 'a new one' })
  await server.store.put({ segmentId: 27_665_604, name: 'file10.txt', bytes: 'replaced by somebody else' })
  await server.store.remove({ segmentId: 27_665_603, locale: 'fr', name: 'narration.wav' })
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(row(page, file10)).toContainText('Changed')
  await expect(count(page)).toHaveText('2 of 10 selected')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await groupBy(page, 'Segment')
  await showAs(page, 'Grid')
  await showAs(page, 'Table')
  await groupBy(page, 'Not grouped')
  for (const name of [file2, file10]) await expect(row(page, name)).toHaveAttribute('aria-selected', 'true')
  await expect(row(page, 'file1.txt, all, -, 27665604')).toHaveAttribute('aria-selected', 'false')
  await askToDelete(page)
  const listedFiles = question(page).getByRole('list', { name: 'Files to delete' }).getByRole('listitem')
  await expect(listedFiles).toHaveCount(2)
  await expect(listedFiles.filter({ hasText: 'file10.txt' })).toContainText('25 B')
})
