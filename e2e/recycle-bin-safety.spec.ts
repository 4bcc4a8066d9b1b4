import { readFile, truncate, writeFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { goTo } from './support/actions'
import { copyFileNames, deleteTwoFiles } from './support/bin-copies'
import { expect, test } from './support/test'
import { electronWithClockAhead } from './support/wrapped-electron'

const dayMs = 24 * 60 * 60 * 1_000

function copies(page: Page) {
  return page.getByRole('grid', { name: 'Recycle bin' }).getByRole('row', { name: / 2766560[12]$/ })
}

test('a clock that is 40 days ahead at one start removes no copy, and is reported', async ({
  launch,
  server,
  userData,
}) => {
  await deleteTwoFiles(await launch(), server)
  const before = await copyFileNames(userData)
  expect(before).toHaveLength(2)

  const executablePath = electronWithClockAhead(userData, 40 * dayMs)
  const ahead = await launch({ executablePath })
  const now = await ahead.app.evaluate(() => Date.now())
  expect(now - Date.now()).toBeGreaterThan(39 * dayMs)
  await goTo(ahead.page, 'Recycle bin')
  await expect(ahead.page.getByText(/clock of this computer moved by more than a week/)).toBeVisible()
  await expect(copies(ahead.page)).toHaveCount(2)
  await ahead.app.close()
  expect(await copyFileNames(userData)).toEqual(before)

  const { page } = await launch()
  await goTo(page, 'Recycle bin')
  await expect(copies(page)).toHaveCount(2)
  expect(await copyFileNames(userData)).toEqual(before)
})

test('a list of copies that is zeroed or truncated loses no copy, and is reported', async ({
  launch,
  server,
  userData,
}) => {
  const index = path.join(userData, 'recycle-bin', 'bin.log')
  await deleteTwoFiles(await launch(), server)
  const before = await copyFileNames(userData)

  // In the middle of the line of the second copy.
  const lines = (await readFile(index, 'latin1')).split('\n')
  const second = lines.map((line) => line.includes('"t":"kept"')).lastIndexOf(true)
  await truncate(index, lines.slice(0, second).join('\n').length + 20)
  const cut = await launch()
  await goTo(cut.page, 'Recycle bin')
  await expect(cut.page.getByText(/list of copies is incomplete: 1 more copy/)).toBeVisible()
  await expect(copies(cut.page)).toHaveCount(1)
  await cut.app.close()
  expect(await copyFileNames(userData)).toEqual(before)

  await writeFile(index, new Uint8Array((await stat(index)).size))
  const { page } = await launch()
  await goTo(page, 'Recycle bin')
  await expect(page.getByText(/list of copies is incomplete: 2 more copies/)).toBeVisible()
  expect(await copyFileNames(userData)).toEqual(before)
})
