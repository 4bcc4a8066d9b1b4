import { askToDelete, confirm, count, grid, openSegments, result, row, select } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { groupBy } from './support/list-actions'
import { expect, test } from './support/test'

test('group headers show counts, and the keyboard collapses, expands and selects groups', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  await groupBy(page, 'Segment')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '15')
  const header = grid(page).getByRole('gridcell', { name: /^27665601, / })
  await expect(header).toContainText('4 assets')
  await expect(header).toHaveAttribute('aria-expanded', 'true')
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowLeft')
  await expect(header).toHaveAttribute('aria-expanded', 'false')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
  await page.keyboard.press('Space')
  await expect(count(page)).toHaveText('4 of 10 selected')
  await page.keyboard.press('ArrowRight')
  await expect(header).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowLeft')
  await expect(grid(page)).toHaveAttribute(
    'aria-activedescendant',
    (await header.getAttribute('id')) ?? 'none',
  )
})

test('possible duplicates are grouped, and none is selected automatically', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await groupBy(page, 'Possible duplicates')
  await expect(grid(page).getByRole('gridcell', { name: /^Same size: 3 B/ })).toContainText('4 assets')
  await expect(count(page)).toHaveText('10 assets')
  await expect(page.getByText('Content not compared').first()).toBeVisible()
})

test('duplicates are recognised by their bytes, without a download, when copies are on this computer', async ({
  page,
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
  await openSegments(page, server, [5])
  await groupBy(page, 'Possible duplicates')
  const header = (name: RegExp) => grid(page).getByRole('gridcell', { name })
  await expect(header(/^Same size: 4 B, 4 assets/)).toBeVisible()
  const details = page.getByRole('region', { name: 'Details' })
  await row(page, 'shot.png, de, -, 5').click()
  await expect(details).toContainText('Same size3 other files')
  // Its namesakes in other languages are backed up before it is deleted, and stay on the server.
  await groupBy(page, 'Not grouped')
  await select(page, 'shot.png, all, -, 5')
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  const calls = server.calls.count()
  await groupBy(page, 'Possible duplicates')
  await expect(header(/^Same content: 4 B, 2 assets/)).toBeVisible()
  await expect(header(/^Same size: 4 B, 2 assets/)).toBeVisible()
  await expect(count(page)).toHaveText('4 assets')
  await row(page, 'shot.png, de, -, 5').click()
  await expect(details).toContainText('Same content1 other file')
  await expect(details).toContainText('Same size1 other file')
  expect(server.calls.count()).toBe(calls)
})
