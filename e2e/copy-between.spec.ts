import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { AssetLocation, DemoServer } from '../src/demo-server'
import {
  chooseMenu,
  confirm,
  goTo,
  grid,
  openSegments,
  question,
  result,
  row,
  select,
} from './support/actions'
import { answerDialogs } from './support/desktop-stubs'
import { segmentIds } from './support/journey-seed'
import { groupBy } from './support/list-actions'
import { countedCalls } from './support/budget-meter'
import { expect, test } from './support/test'
import {
  fileInBatch,
  startRowDrag,
  toolbarButton,
  transferResult,
  expandEntry,
  uploadDialog,
} from './support/download-actions'
import { batch, operations } from './support/transfer-actions'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const tenth = 'file10.txt, all, -, 27665604'
const guide = 'style-guide.pdf, all, docs, 27665602'
const segmentId = 27_665_604
const downloads = { method: 'GET', path: /\/assets\/\d+\?/ }
const uploads = { method: 'POST', path: /media\/upload/ }

/** Opens the journey's segments without the preview, which would download files too. */
async function openWithoutDetails(page: Page, server: DemoServer): Promise<void> {
  await openSegments(page, server, segmentIds)
  await toolbarButton(page, 'Details').click()
}

async function textOf(server: DemoServer, asset: AssetLocation): Promise<string> {
  return Buffer.from(await server.store.readBytes(asset)).toString()
}

test('dragging files onto the recycle bin opens the confirmation and deletes nothing before it', async ({
  page,
  server,
}) => {
  await openWithoutDetails(page, server)
  await select(page, second, tenth)
  const bin = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  const drag = await startRowDrag(page, row(page, second))
  await drag.over(bin)
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('Delete 2 files…')
  await expect(bin).toHaveAttribute('data-drop-target', 'bin')
  await drag.drop()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).toContainText('file10.txt')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(bin).not.toHaveAttribute('data-drop-target')
  expect(server.calls.count({ method: 'DELETE', path: /assets/ })).toBe(0)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
})

test('files dragged onto a file are copied next to it and verified, for the estimated number of calls', async ({
  page,
  server,
}) => {
  await openWithoutDetails(page, server)
  await select(page, second, english)
  const drag = await startRowDrag(page, row(page, second))
  await drag.over(row(page, guide))
  await expect(row(page, guide)).toHaveAttribute('data-drop-target', 'into')
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText(
    'Copy to segment 27665602 · all languages · docs',
  )
  const before = countedCalls(server)
  await drag.drop()
  const dialog = uploadDialog(page, 'Copy 2 files')
  await expect(dialog.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665602')
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue('docs')
  await expect(dialog).toContainText('the server cannot copy')
  await expect(dialog).toContainText(/About \d+ calls/)
  const estimate = Number(/About (\d+) calls/.exec((await dialog.textContent()) ?? '')?.[1])
  const planned = countedCalls(server)
  const downloadsBefore = server.calls.count(downloads)
  expect(planned - before).toBe(1)
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 2 copied.')
  await expect(batch(page, 'Copy 2 files').getByText('Copied and verified')).toHaveCount(2)
  expect(countedCalls(server) - planned).toBe(estimate)
  // Each file is downloaded to be copied, and once more to compare the copy.
  expect(server.calls.count(downloads) - downloadsBefore).toBe(2 + 2)
  await expect(row(page, 'file2.txt, all, docs, 27665602')).toBeVisible()
  const destination = { segmentId: 27_665_602, relativePath: 'docs' }
  expect(await textOf(server, { ...destination, name: 'file2.txt' })).toBe('two')
  expect(await textOf(server, { ...destination, name: 'pexels-gons3.jpg' })).toBe('english')
  expect(await textOf(server, { segmentId, name: 'file2.txt' })).toBe('two')
})

test('group headers and segments of the sidebar accept copies; the source location does not', async ({
  page,
  server,
}) => {
  await openWithoutDetails(page, server)
  await groupBy(page, 'Segment')
  const header = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: /^27665601, / }) })
  const ownDrag = await startRowDrag(page, row(page, english))
  await ownDrag.over(header)
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  await ownDrag.over(row(page, 'pexels-gons3.jpg, en, public/views, 27665601'))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('public/views')
  await ownDrag.over(row(page, english))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  await ownDrag.drop()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const toHeader = await startRowDrag(page, row(page, second))
  await toHeader.over(header)
  await expect(header).toHaveAttribute('data-drop-target', 'into')
  await toHeader.drop()
  const first = uploadDialog(page, 'Copy 1 file')
  await expect(first.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665601')
  await page.keyboard.press('Escape')
  await expect(first).toBeHidden()

  // The list must have the focus again before the next step.
  await expect(grid(page)).toBeFocused()
  await expandEntry(page, /Game UI 2026/)
  await expandEntry(page, 'menu.docx')
  await page.getByRole('treeitem', { name: '12 segments' }).press('ArrowRight')
  const segment = page.getByRole('treeitem', { name: /27665612$/ })
  const toTree = await startRowDrag(page, row(page, second))
  await toTree.over(segment)
  await expect(segment).toHaveAttribute('data-drop-target', 'into')
  await toTree.drop()
  const dialog = uploadDialog(page, 'Copy 1 file')
  await expect(dialog.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665612')
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 1 file: 1 copied.')
  expect(await textOf(server, { segmentId: 27_665_612, name: 'file2.txt' })).toBe('two')
})

test('headers of languages and folders set the destination in part, and the dialog asks for the rest', async ({
  page,
  server,
}) => {
  await openWithoutDetails(page, server)
  const where = page.getByRole('status', { name: 'Where it goes' })
  const header = (name: RegExp) =>
    grid(page)
      .getByRole('row')
      .filter({ has: page.getByRole('gridcell', { name }) })
  await groupBy(page, 'Language')
  const toLanguage = await startRowDrag(page, row(page, second))
  await toLanguage.over(header(/^fr, /))
  await expect(where).toHaveText('Copy to language fr')
  await toLanguage.drop()
  const dialog = uploadDialog(page, 'Copy 1 file')
  await expect(dialog.getByRole('combobox', { name: 'Language' })).toHaveValue('fr')
  await expect(dialog.getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  await dialog.getByRole('combobox', { name: 'Segment' }).fill('27665606')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 1 file: 1 copied.')
  expect(await textOf(server, { segmentId: 27_665_606, locale: 'fr', name: 'file2.txt' })).toBe('two')
  await groupBy(page, 'Folder')
  const toFolder = await startRowDrag(page, row(page, tenth))
  await toFolder.over(header(/^public\/views, /))
  await expect(where).toHaveText('Copy to folder public/views')
  await toFolder.drop()
  await expect(dialog.getByRole('combobox', { name: 'Folder' })).toHaveValue('public/views')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

test('for a name that is taken, Keep both, Skip and Replace work, and Replace asks the usual question', async ({
  launch,
  server,
}) => {
  for (const name of ['file2.txt', 'file10.txt', 'Änderung.txt'])
    await server.store.put({ segmentId: 27_665_605, name, bytes: `old ${name}` })
  const { app, page } = await launch()
  await openWithoutDetails(page, server)
  await select(page, second, tenth, 'Änderung.txt, all, -, 27665604')
  await chooseMenu(app, 'Edit', 'Copy to…')
  const dialog = uploadDialog(page, 'Copy 3 files')
  await dialog.getByRole('combobox', { name: 'Segment' }).fill('27665605')
  await page.keyboard.press('Tab')
  const choiceOf = (name: string) =>
    dialog.getByRole('radiogroup', { name: `What to do with ${name}, which already exists` })
  await expect(choiceOf('file2.txt').getByRole('radio', { name: 'Skip' })).toBeChecked()
  await choiceOf('file2.txt').getByRole('radio', { name: 'Replace' }).check()
  await choiceOf('file10.txt').getByRole('radio', { name: 'Keep both' }).check()
  await expect(dialog.getByRole('list', { name: 'Files to copy' })).toContainText('becomes file10 (2).txt')
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).not.toContainText('file10.txt')
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  await confirm(page)
  await expect(transferResult(page)).toHaveText('Copy 3 files: 2 copied · 1 skipped.')
  const destination = { segmentId: 27_665_605 }
  expect(await textOf(server, { ...destination, name: 'file2.txt' })).toBe('two')
  expect(await textOf(server, { ...destination, name: 'file10.txt' })).toBe('old file10.txt')
  expect(await textOf(server, { ...destination, name: 'file10 (2).txt' })).toBe('ten')
  expect(await textOf(server, { ...destination, name: 'Änderung.txt' })).toBe('old Änderung.txt')
  await goTo(page, 'Recycle bin')
  const bin = page.getByRole('grid', { name: 'Recycle bin' })
  await expect(bin.getByRole('row', { name: 'file2.txt, all, -, 27665605', exact: true })).toBeVisible()
})

test('a copy whose download is cut off uploads nothing, says why, and succeeds on retry', async ({
  page,
  server,
}) => {
  await openWithoutDetails(page, server)
  const removeFault = server.faults.add({
    match: { ...downloads, path: /filename=file2\.txt/ },
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' },
  })
  await select(page, second, tenth)
  const drag = await startRowDrag(page, row(page, second))
  await drag.over(row(page, guide))
  await drag.drop()
  await uploadDialog(page, 'Copy 2 files').getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 1 copied · 1 failed.')
  await expect(fileInBatch(page, 'Copy 2 files', 'file2.txt')).toContainText(
    'The server’s response was cut off.',
  )
  expect(server.calls.count(uploads)).toBe(1)
  expect(server.store.ofSegment(27_665_602).map(({ name }) => name)).not.toContain('file2.txt')
  removeFault()
  await batch(page, 'Copy 2 files').getByRole('button', { name: 'Retry file2.txt' }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 2 copied.')
  const copied = { segmentId: 27_665_602, relativePath: 'docs', name: 'file2.txt' }
  expect(await textOf(server, copied)).toBe('two')
})

test('a read-only connection refuses copies and deletions, and says so', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openWithoutDetails(page, server)
  await goTo(page, 'Settings')
  await page.getByRole('checkbox', { name: 'Read-only for acme-loc' }).check()
  await expect(page.getByRole('banner')).toContainText('Read-only')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  const where = page.getByRole('status', { name: 'Where it goes' })
  const bin = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  const callsBefore = countedCalls(server)
  for (const target of [row(page, guide), bin]) {
    const drag = await startRowDrag(page, row(page, second))
    await drag.over(target)
    await expect(where).toContainText('This connection is read-only')
    await expect(target).not.toHaveAttribute('data-drop-target')
    await drag.drop()
    await expect(where).toHaveText('')
  }
  await chooseMenu(app, 'Edit', 'Copy to…')
  await expect(page.getByRole('alert')).toContainText('This connection is read-only')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(question(page)).toBeHidden()
  expect(countedCalls(server)).toBe(callsBefore)
})

test('the activity and its export list what was copied and what was not', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await openWithoutDetails(page, server)
  server.faults.add({
    match: { ...downloads, path: /filename=file2\.txt/ },
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' },
  })
  await select(page, second, tenth)
  const drag = await startRowDrag(page, row(page, second))
  await drag.over(row(page, guide))
  await drag.drop()
  await uploadDialog(page, 'Copy 2 files').getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 1 copied · 1 failed.')
  await batch(page, 'Copy 2 files').getByRole('button', { name: 'Clear' }).click()
  await expect(operations(page)).toHaveCount(0)
  await goTo(page, 'Activity')
  const activity = page.getByRole('grid', { name: 'Activity' })
  await expect(
    activity.getByRole('row', { name: 'Upload, file10.txt, all, docs, 27665602, Uploaded and verified' }),
  ).toBeVisible()
  await expect(
    activity.getByRole('row', { name: 'Upload, file2.txt, all, docs, 27665602, Not uploaded' }),
  ).toBeVisible()
  await expect(page.getByText('Chain intact, 2 entries')).toBeVisible()
  const file = path.join(userData, 'activity.csv')
  await answerDialogs(app, [[file]])
  await page.getByRole('button', { name: 'Export' }).click()
  await page.getByRole('menuitem', { name: /CSV/ }).click()
  await expect(page.getByText('Saved as activity.csv')).toBeVisible()
  const csv = await readFile(file, 'utf8')
  const hash = await server.store.sha256({ segmentId, name: 'file10.txt' })
  expect(csv.split('\r\n').find((line) => line.includes('file10.txt'))).toContain(hash)
  expect(csv.split('\r\n').find((line) => line.includes('file2.txt'))).toContain('not-uploaded')
})
