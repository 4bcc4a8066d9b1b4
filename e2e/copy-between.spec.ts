import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { AssetPlace, DemoServer } from '../src/demo-server'
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
const sent = { method: 'POST', path: /media\/upload/ }

/** The journey's segments without the preview, which would bring files too. */
async function open(page: Page, server: DemoServer): Promise<void> {
  await openSegments(page, server, segmentIds)
  await toolbarButton(page, 'Details').click()
}

async function textOf(server: DemoServer, place: AssetPlace): Promise<string> {
  return Buffer.from(await server.store.readBytes(place)).toString()
}

test('files that are dragged onto the recycle bin are asked about, and nothing else happens', async ({
  page,
  server,
}) => {
  await open(page, server)
  await select(page, second, tenth)
  const bin = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  const lifted = await startRowDrag(page, row(page, second))
  await lifted.over(bin)
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('Delete 2 files…')
  await expect(bin).toHaveAttribute('data-drop-target', 'bin')
  await lifted.drop()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).toContainText('file10.txt')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(bin).not.toHaveAttribute('data-drop-target')
  expect(server.calls.count({ method: 'DELETE', path: /assets/ })).toBe(0)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
})

test('files that are dragged onto a file go to its side: a copy, verified, for what it was said to cost', async ({
  page,
  server,
}) => {
  await open(page, server)
  await select(page, second, english)
  const lifted = await startRowDrag(page, row(page, second))
  await lifted.over(row(page, guide))
  await expect(row(page, guide)).toHaveAttribute('data-drop-target', 'into')
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText(
    'Copy to segment 27665602 · all languages · docs',
  )
  const before = countedCalls(server)
  await lifted.drop()
  const asked = uploadDialog(page, 'Copy 2 files')
  await expect(asked.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665602')
  await expect(asked.getByRole('combobox', { name: 'Folder' })).toHaveValue('docs')
  await expect(asked).toContainText('the server cannot copy')
  await expect(asked).toContainText(/About \d+ calls/)
  const said = Number(/About (\d+) calls/.exec((await asked.textContent()) ?? '')?.[1])
  const planned = countedCalls(server)
  expect(planned - before).toBe(1)
  await asked.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 2 copied.')
  await expect(batch(page, 'Copy 2 files').getByText('Copied and verified')).toHaveCount(2)
  expect(countedCalls(server) - planned).toBe(said)
  expect(server.calls.count(downloads)).toBe(2)
  await expect(row(page, 'file2.txt, all, docs, 27665602')).toBeVisible()
  const at = { segmentId: 27_665_602, relativePath: 'docs' }
  expect(await textOf(server, { ...at, name: 'file2.txt' })).toBe('two')
  expect(await textOf(server, { ...at, name: 'pexels-gons3.jpg' })).toBe('english')
  expect(await textOf(server, { segmentId, name: 'file2.txt' })).toBe('two')
})

test('heads of groups and segments of the sidebar take copies; their own place takes none', async ({
  page,
  server,
}) => {
  await open(page, server)
  await groupBy(page, 'Segment')
  const head = grid(page)
    .getByRole('row')
    .filter({ has: page.getByRole('gridcell', { name: /^27665601, / }) })
  const own = await startRowDrag(page, row(page, english))
  await own.over(head)
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  await own.over(row(page, 'pexels-gons3.jpg, en, public/views, 27665601'))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('public/views')
  await own.over(row(page, english))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  await own.drop()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  const toHead = await startRowDrag(page, row(page, second))
  await toHead.over(head)
  await expect(head).toHaveAttribute('data-drop-target', 'into')
  await toHead.drop()
  const first = uploadDialog(page, 'Copy 1 file')
  await expect(first.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665601')
  await page.keyboard.press('Escape')
  await expect(first).toBeHidden()

  // The list has the keyboard back first.
  await expect(grid(page)).toBeFocused()
  await expandEntry(page, /Game UI 2026/)
  await expandEntry(page, 'menu.docx')
  await page.getByRole('treeitem', { name: '12 segments' }).press('ArrowRight')
  const segment = page.getByRole('treeitem', { name: /27665612$/ })
  const toTree = await startRowDrag(page, row(page, second))
  await toTree.over(segment)
  await expect(segment).toHaveAttribute('data-drop-target', 'into')
  await toTree.drop()
  const asked = uploadDialog(page, 'Copy 1 file')
  await expect(asked.getByRole('combobox', { name: 'Segment' })).toHaveValue('27665612')
  await asked.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 1 file: 1 copied.')
  expect(await textOf(server, { segmentId: 27_665_612, name: 'file2.txt' })).toBe('two')
})

test('heads of languages and folders say which, and the dialog asks for the rest', async ({
  page,
  server,
}) => {
  await open(page, server)
  const where = page.getByRole('status', { name: 'Where it goes' })
  const head = (name: RegExp) =>
    grid(page)
      .getByRole('row')
      .filter({ has: page.getByRole('gridcell', { name }) })
  await groupBy(page, 'Language')
  const toLanguage = await startRowDrag(page, row(page, second))
  await toLanguage.over(head(/^fr, /))
  await expect(where).toHaveText('Copy to language fr')
  await toLanguage.drop()
  const asked = uploadDialog(page, 'Copy 1 file')
  await expect(asked.getByRole('combobox', { name: 'Language' })).toHaveValue('fr')
  await expect(asked.getByRole('button', { name: 'Copy', exact: true })).toBeDisabled()
  await asked.getByRole('combobox', { name: 'Segment' }).fill('27665606')
  await page.keyboard.press('Tab')
  await asked.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 1 file: 1 copied.')
  expect(await textOf(server, { segmentId: 27_665_606, locale: 'fr', name: 'file2.txt' })).toBe('two')
  await groupBy(page, 'Folder')
  const toFolder = await startRowDrag(page, row(page, tenth))
  await toFolder.over(head(/^public\/views, /))
  await expect(where).toHaveText('Copy to folder public/views')
  await toFolder.drop()
  await expect(asked.getByRole('combobox', { name: 'Folder' })).toHaveValue('public/views')
  await page.keyboard.press('Escape')
  await expect(asked).toBeHidden()
})

test('where a name is taken both are kept, one is skipped, or the old one is deleted by the ordinary question', async ({
  launch,
  server,
}) => {
  for (const name of ['file2.txt', 'file10.txt', 'Änderung.txt'])
    await server.store.put({ segmentId: 27_665_605, name, bytes: `old ${name}` })
  const { app, page } = await launch()
  await open(page, server)
  await select(page, second, tenth, 'Änderung.txt, all, -, 27665604')
  await chooseMenu(app, 'Edit', 'Copy to…')
  const asked = uploadDialog(page, 'Copy 3 files')
  await asked.getByRole('combobox', { name: 'Segment' }).fill('27665605')
  await page.keyboard.press('Tab')
  const choiceOf = (name: string) =>
    asked.getByRole('radiogroup', { name: `What to do with ${name}, which already exists` })
  await expect(choiceOf('file2.txt').getByRole('radio', { name: 'Skip' })).toBeChecked()
  await choiceOf('file2.txt').getByRole('radio', { name: 'Replace' }).check()
  await choiceOf('file10.txt').getByRole('radio', { name: 'Keep both' }).check()
  await expect(asked.getByRole('list', { name: 'Files to copy' })).toContainText('becomes file10 (2).txt')
  await asked.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).not.toContainText('file10.txt')
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  await confirm(page)
  await expect(transferResult(page)).toHaveText('Copy 3 files: 2 copied · 1 skipped.')
  const at = { segmentId: 27_665_605 }
  expect(await textOf(server, { ...at, name: 'file2.txt' })).toBe('two')
  expect(await textOf(server, { ...at, name: 'file10.txt' })).toBe('old file10.txt')
  expect(await textOf(server, { ...at, name: 'file10 (2).txt' })).toBe('ten')
  expect(await textOf(server, { ...at, name: 'Änderung.txt' })).toBe('old Änderung.txt')
  await goTo(page, 'Recycle bin')
  const bin = page.getByRole('grid', { name: 'Recycle bin' })
  await expect(bin.getByRole('row', { name: 'file2.txt, all, -, 27665605', exact: true })).toBeVisible()
})

test('a copy whose download breaks sends nothing, says why, and is copied when it is tried again', async ({
  page,
  server,
}) => {
  await open(page, server)
  const takeOff = server.faults.add({
    match: { ...downloads, path: /filename=file2\.txt/ },
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' },
  })
  await select(page, second, tenth)
  const lifted = await startRowDrag(page, row(page, second))
  await lifted.over(row(page, guide))
  await lifted.drop()
  await uploadDialog(page, 'Copy 2 files').getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 1 copied · 1 failed.')
  await expect(fileInBatch(page, 'Copy 2 files', 'file2.txt')).toContainText(
    'The server’s answer was cut off.',
  )
  expect(server.calls.count(sent)).toBe(1)
  expect(server.store.ofSegment(27_665_602).map(({ name }) => name)).not.toContain('file2.txt')
  takeOff()
  await batch(page, 'Copy 2 files').getByRole('button', { name: 'Retry file2.txt' }).click()
  await expect(transferResult(page)).toHaveText('Copy 2 files: 2 copied.')
  const place = { segmentId: 27_665_602, relativePath: 'docs', name: 'file2.txt' }
  expect(await textOf(server, place)).toBe('two')
})

test('a read-only connection takes no copy and no deletion, and says so', async ({ launch, server }) => {
  const { app, page } = await launch()
  await open(page, server)
  await goTo(page, 'Settings')
  await page.getByRole('checkbox', { name: 'Read-only for acme-loc' }).check()
  await expect(page.getByRole('banner')).toContainText('Read-only')
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  const where = page.getByRole('status', { name: 'Where it goes' })
  const bin = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  const asked = countedCalls(server)
  for (const target of [row(page, guide), bin]) {
    const lifted = await startRowDrag(page, row(page, second))
    await lifted.over(target)
    await expect(where).toContainText('This connection is read-only')
    await expect(target).not.toHaveAttribute('data-drop-target')
    await lifted.drop()
    await expect(where).toHaveText('')
  }
  await chooseMenu(app, 'Edit', 'Copy to…')
  await expect(page.getByRole('alert')).toContainText('This connection is read-only')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(question(page)).toBeHidden()
  expect(countedCalls(server)).toBe(asked)
})

test('the activity holds what was copied and what was not, and so does its export', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await open(page, server)
  server.faults.add({
    match: { ...downloads, path: /filename=file2\.txt/ },
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' },
  })
  await select(page, second, tenth)
  const lifted = await startRowDrag(page, row(page, second))
  await lifted.over(row(page, guide))
  await lifted.drop()
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
