import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { askToDelete, confirm, openSegments, result, select } from './support/actions'
import { expectCleanInThemes } from './support/expect-clean'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'

async function deleteFiles(page: Page, ...names: readonly string[]): Promise<void> {
  await select(page, ...names)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(names.length)
}

async function goTo(page: Page, screen: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: screen }).click()
}

function activity(page: Page): Locator {
  return page.getByRole('grid', { name: 'Activity' })
}

/** Makes the native save dialog, which a test cannot drive, return this file at once. */
async function answerSaveDialog(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

test('a deletion appears in the activity with its result, and the chain is intact', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await deleteFiles(page, english)
  await goTo(page, 'Activity')
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  const entry = activity(page).getByRole('row', { name: `Delete, ${english}, Deleted and verified` })
  await expect(entry).toContainText('acme-loc')
  await expect(entry).toContainText(new URL(server.url).hostname)
  await expect(page.getByText('Chain intact, 1 entry')).toBeVisible()

  await page.getByRole('searchbox', { name: 'Search activity' }).fill('no such file')
  await expect(page.getByRole('heading', { name: 'No results' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search activity' }).fill('GONS3 27665601')
  await expect(entry).toBeVisible()

  await goTo(page, 'Assets')
  await expect(page.getByRole('grid', { name: 'Assets' })).toBeVisible()
})

test('the activity can be read without a connection', async ({ launch, server }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await deleteFiles(first.page, english)
  await first.app.close()
  const { page } = await launch()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  await goTo(page, 'Activity')
  await expect(
    activity(page).getByRole('row', { name: `Delete, ${english}, Deleted and verified` }),
  ).toBeVisible()
  await goTo(page, 'Connect to a server')
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
})

test('the Delete key does nothing while the list is hidden', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, english)
  await goTo(page, 'Activity')
  await page.keyboard.press('Delete')
  await page.getByRole('heading', { name: 'Activity' }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})

test('a CSV export contains no cell that a spreadsheet would evaluate', async ({
  launch,
  server,
  userData,
}) => {
  await server.store.put({ segmentId: 27_665_604, name: '=1+1.txt', bytes: 'x' })
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await deleteFiles(page, '=1+1.txt, all, -, 27665604', english)
  await goTo(page, 'Activity')
  const file = path.join(userData, 'activity.csv')
  await answerSaveDialog(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  await expect(page.getByText('Saved as activity.csv')).toBeVisible()
  const csv = await readFile(file, 'utf8')
  expect(csv.startsWith('\ufeff"number",')).toBe(true)
  expect(csv).toContain(`"'=1+1.txt"`)
  expect(csv).not.toContain('"=1+1.txt"')
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3)
})

test('the receipt of a deletion is shown, and saved with the head of the log', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await deleteFiles(page, english)
  await goTo(page, 'Activity')
  await activity(page).getByRole('row', { name: english }).click()
  await page.getByRole('region', { name: 'Entry 1' }).getByRole('button', { name: 'Receipt' }).click()
  const receipt = page.getByRole('dialog', { name: 'Receipt' })
  await expect(receipt).toContainText('pexels-gons3.jpg')
  const file = path.join(userData, 'receipt.json')
  await answerSaveDialog(app, file)
  await receipt.getByRole('button', { name: 'Save as JSON' }).click()
  await expect(page.getByText('Saved as receipt.json')).toBeVisible()
  const saved = JSON.parse(await readFile(file, 'utf8')) as { entries: { hash: string }[]; head: object }
  expect(saved.head).toEqual({ seq: 1, hash: saved.entries[0]?.hash })
})

test('an edited entry is named, and new entries go to a new log file', async ({
  launch,
  server,
  userData,
}) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await deleteFiles(first.page, english)
  await deleteFiles(first.page, 'file2.txt, all, -, 27665604')
  await expect(result(first.page)).toContainText('file2.txt')
  await goTo(first.page, 'Activity')
  await expect(first.page.getByText('Chain intact, 2 entries')).toBeVisible()
  await first.app.close()

  const log = path.join(userData, 'activity', 'activity.log')
  const tampered = (await readFile(log, 'utf8')).replace('file2.txt', 'file3.txt')
  await writeFile(log, tampered)

  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await goTo(page, 'Activity')
  await expect(page.getByText('Broken at entry 2')).toBeVisible()
  await expect(page.getByText('activity.log')).toBeVisible()
  await goTo(page, 'Assets')
  await deleteFiles(page, 'file10.txt, all, -, 27665604')
  await goTo(page, 'Activity')
  await expect(activity(page).getByRole('row', { name: /file10\.txt/ })).toBeVisible()
  await expect(page.getByText('Broken at entry 2')).toBeVisible()
  expect(await readFile(log, 'utf8')).toBe(tampered)
})

test('axe finds nothing serious in the activity, light and dark', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await goTo(page, 'Activity')
  await expect(page.getByRole('heading', { name: 'Nothing recorded yet' })).toBeVisible()
  await expectCleanInThemes(page, 'empty', ['light', 'dark'])
  await goTo(page, 'Assets')
  await deleteFiles(page, english, 'file2.txt, all, -, 27665604')
  await goTo(page, 'Activity')
  await activity(page)
    .getByRole('row', { name: /file2\.txt/ })
    .click()
  await expectCleanInThemes(page, 'entries', ['light', 'dark'])
  await page
    .getByRole('region', { name: /^Entry/ })
    .getByRole('button', { name: 'Receipt' })
    .click()
  await expect(page.getByRole('dialog', { name: 'Receipt' })).toBeVisible()
  await expectCleanInThemes(page, 'receipt', ['light', 'dark'])
})
