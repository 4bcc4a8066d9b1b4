import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { askToDelete, confirm, openSegments, result, select } from './support/actions'
import { expectClean } from './support/expect-clean'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'

async function deleteFiles(page: Page, ...names: readonly string[]): Promise<void> {
  await select(page, ...names)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(names.length)
}

async function goTo(page: Page, part: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: part }).click()
}

function activity(page: Page): Locator {
  return page.getByRole('grid', { name: 'Activity' })
}

/** The native dialog cannot be driven: it answers at once with this file. */
async function saveDialogsAnswer(app: ElectronApplication, file: string): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
  }, file)
}

test('a deletion stands in the activity with its result, in a chain that is whole', async ({
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

test('what was done can be read without a connection', async ({ launch, server }) => {
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

test('Delete means nothing while the list is not shown', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, english)
  await goTo(page, 'Activity')
  await page.keyboard.press('Delete')
  await page.getByRole('heading', { name: 'Activity' }).click()
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
})

test('an export as CSV holds no cell that a spreadsheet would run', async ({ launch, server, userData }) => {
  await server.store.put({ segmentId: 27_665_604, name: '=1+1.txt', bytes: 'x' })
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await deleteFiles(page, '=1+1.txt, all, -, 27665604', english)
  await goTo(page, 'Activity')
  const file = path.join(userData, 'activity.csv')
  await saveDialogsAnswer(app, file)
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  await expect(page.getByText('Saved as activity.csv')).toBeVisible()
  const csv = await readFile(file, 'utf8')
  expect(csv.startsWith('\ufeff"number",')).toBe(true)
  expect(csv).toContain(`"'=1+1.txt"`)
  expect(csv).not.toContain('"=1+1.txt"')
  expect(csv.trimEnd().split('\r\n')).toHaveLength(3)
})

test('the receipt of a job is shown and saved with the end of the log', async ({
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
  await saveDialogsAnswer(app, file)
  await receipt.getByRole('button', { name: 'Save as JSON' }).click()
  await expect(page.getByText('Saved as receipt.json')).toBeVisible()
  const saved = JSON.parse(await readFile(file, 'utf8')) as { entries: { hash: string }[]; head: object }
  expect(saved.head).toEqual({ seq: 1, hash: saved.entries[0]?.hash })
})

test('an entry that somebody edited is named, and the log goes on beside it', async ({
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
  const harmed = (await readFile(log, 'utf8')).replace('file2.txt', 'file3.txt')
  await writeFile(log, harmed)

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
  expect(await readFile(log, 'utf8')).toBe(harmed)
})

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious in the activity (${theme})`, async ({ launch, server }) => {
    const { page } = await launch()
    await page.emulateMedia({ colorScheme: theme })
    await openSegments(page, server, segmentIds)
    await goTo(page, 'Activity')
    await expect(page.getByRole('heading', { name: 'No activity yet' })).toBeVisible()
    await expectClean(page, 'empty')
    await goTo(page, 'Assets')
    await deleteFiles(page, english, 'file2.txt, all, -, 27665604')
    await goTo(page, 'Activity')
    await activity(page)
      .getByRole('row', { name: /file2\.txt/ })
      .click()
    await expectClean(page, 'entries')
    await page
      .getByRole('region', { name: /^Entry/ })
      .getByRole('button', { name: 'Receipt' })
      .click()
    await expect(page.getByRole('dialog', { name: 'Receipt' })).toBeVisible()
    await expectClean(page, 'receipt')
  })
}
