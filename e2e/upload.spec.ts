import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmod, readFile, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { grid, openSegments, row, signIn } from './support/actions'
import { dragFiles, dropFiles } from './support/drop'
import { makeManyFiles, makeOddNames, makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import { groupBy } from './support/list-actions'
import { expectMeterMatchesServer } from './support/budget-meter'
import {
  attachCalls,
  queuedBatch,
  expect,
  expectDestination,
  fillField,
  queuedFile,
  leftOutFile,
  listingCalls,
  mediaCalls,
  uploadPlan,
  plannedFile,
  startUpload,
  test,
} from './support/upload-actions'
import { expandEntry } from './support/download-actions'

/** Files dropped from the desktop, up to the verification that the server has them. */

const inFolder = 'pexels-gons3.jpg, en, public/views, 27665601'
const japanese = '#1 100%.png, ja, -, 27665602'

test('a file dropped onto a row goes to its segment, language and folder, and is verified', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await makeTree(sourceFolder, { 'lantern.txt': 'a lantern' })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, inFolder))
  await expectDestination(page, 27_665_601, ['en', 'public/views'])
  await expect(uploadPlan(page)).toContainText(/About 5 calls · 9 B/)
  await startUpload(page)
  await expect(queuedFile(page, 'lantern.txt')).toContainText('Uploaded and verified')
  await expect(page.getByRole('status', { name: 'Transfer result' })).toHaveText('Upload 1 file: 1 uploaded.')
  await expect(row(page, 'lantern.txt, en, public/views, 27665601')).toBeVisible()
  const identity = { segmentId: 27_665_601, locale: 'en', relativePath: 'public/views', name: 'lantern.txt' }
  expect(Buffer.from(await server.store.readBytes(identity)).toString()).toBe('a lantern')
  expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)]).toEqual([1, 1])
  await expectMeterMatchesServer(page, server)
})

test('group headers, a segment in the tree and the empty list each set the destination of a drop', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await makeTree(sourceFolder, { 'lantern.txt': 'a lantern' })
  const cancel = () => uploadPlan(page).getByRole('button', { name: 'Cancel' }).click()
  await signIn(page, server)
  const tree = page.getByRole('tree', { name: 'Projects' })
  await tree.getByRole('treeitem', { name: /Game UI 2026/ }).click()
  await tree.getByRole('treeitem', { name: /menu\.docx/ }).click()
  await expect(row(page, inFolder)).toBeVisible()
  await groupBy(page, 'Segment')
  await dropFiles(page, files, grid(page).getByRole('gridcell', { name: /^27665602, / }))
  await expectDestination(page, 27_665_602)
  await cancel()
  await groupBy(page, 'Language')
  await dropFiles(page, files, grid(page).getByRole('gridcell', { name: /^ja\b.*, 1 asset$/ }))
  await expectDestination(page, '', ['ja', ''])
  await cancel()
  await groupBy(page, 'Folder')
  await dropFiles(page, files, grid(page).getByRole('gridcell', { name: /^public\/views, / }))
  await expectDestination(page, '', ['All languages', 'public/views'])
  await cancel()
  // Wait until the list has the focus again.
  await expect(grid(page)).toBeFocused()
  await expandEntry(page, /menu\.docx/)
  await dropFiles(page, files, tree.getByRole('treeitem', { name: /27665603|lantern 3\b/ }).first())
  await expectDestination(page, 27_665_603)
  await cancel()
  const listingsBefore = server.calls.count(listingCalls)
  await dropFiles(page, files, page.getByRole('columnheader', { name: 'Size' }))
  await expectDestination(page, '')
  await expect(uploadPlan(page).getByRole('button', { name: 'Upload', exact: true })).toBeDisabled()
  expect(server.calls.count(listingCalls)).toBe(listingsBefore)
  await fillField(page, 'Segment', 27_665_605)
  await expect(uploadPlan(page)).toContainText(/About 5 calls/)
  await startUpload(page)
  await expect(queuedFile(page, 'lantern.txt')).toContainText('Uploaded and verified')
  expect(server.store.find({ segmentId: 27_665_605, name: 'lantern.txt' })).toBeDefined()
})

test('a dropped folder keeps its subfolders, or uploads its files flat', async ({
  page,
  server,
  sourceFolder,
}) => {
  await makeTree(sourceFolder, { 'kit/a.txt': 'one', 'kit/deep/er/b.txt': 'two', 'kit/deep/c.txt': 'three' })
  await openSegments(page, server, segmentIds)
  const storedPaths = (segmentId: number) =>
    server.store
      .ofSegment(segmentId)
      .map((file) => [file.relativePath, file.name].join('|'))
      .sort()
  await dropFiles(page, [path.join(sourceFolder, 'kit')], row(page, japanese))
  await fillField(page, 'Segment', 27_665_606)
  await expect(uploadPlan(page).getByRole('checkbox', { name: 'Keep folders' })).toBeChecked()
  await expect(plannedFile(page, 'kit/deep/er')).toHaveCount(1)
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(3)
  expect(storedPaths(27_665_606)).toEqual(['kit/deep/er|b.txt', 'kit/deep|c.txt', 'kit|a.txt'])
  await dropFiles(page, [path.join(sourceFolder, 'kit')], row(page, japanese))
  await fillField(page, 'Segment', 27_665_607)
  await uploadPlan(page).getByRole('checkbox', { name: 'Keep folders' }).click()
  await expect(plannedFile(page, 'kit/deep/er')).toHaveCount(0)
  await expect(plannedFile(page, 'No folder')).toHaveCount(3)
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(3)
  expect(storedPaths(27_665_607)).toEqual(['|a.txt', '|b.txt', '|c.txt'])
})

test('odd names arrive byte for byte, and a name that the server would read as a folder is not sent', async ({
  page,
  server,
  sourceFolder,
}) => {
  const oddFiles = await makeOddNames(sourceFolder)
  const files = [
    ...oddFiles,
    ...(await makeTree(sourceFolder, { 'back\\slash.txt': 'one name here, two there' })),
  ]
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, 'narration.wav, fr, -, 27665603'))
  await fillField(page, 'Segment', 27_665_608)
  await expect(plannedFile(page, 'Not sent')).toHaveCount(1)
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(oddFiles.length)
  await expect(queuedBatch(page, 'Upload 12 files')).toContainText('11 uploaded · 1 skipped')
  const stored = server.store.ofSegment(27_665_608)
  expect(stored.map(({ name }) => name).sort()).toEqual(oddFiles.map((file) => path.basename(file)).sort())
  for (const { name, segmentId, locale } of stored) {
    const sent = createHash('sha256').update(await readFile(path.join(sourceFolder, name)))
    expect(await server.store.sha256({ segmentId, locale, name })).toBe(sent.digest('hex'))
  }
})

test('items that cannot be uploaded are listed with a reason, and the others are sent', async ({
  page,
  server,
  sourceFolder,
}) => {
  const [good = '', link = '', large = '', vanished = ''] = await makeTree(sourceFolder, {
    'good.txt': 'good',
    'link.txt': { linkTo: '/etc/hostname' },
    'large.bin': { bytes: 2 * 1024 ** 3 + 1 },
    'gone.txt': 'soon gone',
    'box/inner-link.txt': { linkTo: '/etc/passwd' },
    'box/inner.txt': 'inner',
  })
  const fifo = path.join(sourceFolder, 'pipe')
  execFileSync('mkfifo', [fifo])
  await openSegments(page, server, segmentIds)
  const dropped = [good, link, large, vanished, fifo, '/dev/null', path.join(sourceFolder, 'box')]
  const drag = await dragFiles(page, dropped, row(page, japanese))
  await unlink(vanished)
  await drag.drop()
  await expect(leftOutFile(page, /^link\.txt/)).toContainText('links are not followed')
  await expect(leftOutFile(page, 'inner-link.txt')).toContainText('links are not followed')
  await expect(leftOutFile(page, 'large.bin')).toContainText('larger than the settings allow')
  await expect(leftOutFile(page, 'gone.txt')).toContainText('no longer exists')
  await expect(leftOutFile(page, 'pipe')).toContainText('not a regular file')
  await expect(leftOutFile(page, 'null')).toContainText('in a system or hidden folder')
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(2)
  expect(server.calls.count(mediaCalls)).toBe(2)
})

test('an unreadable file is reported and not sent', async ({ page, server, sourceFolder }) => {
  test.skip(process.getuid?.() === 0, 'root may read everything')
  const [file = ''] = await makeTree(sourceFolder, { 'closed.txt': 'closed' })
  await chmod(file, 0)
  await openSegments(page, server, segmentIds)
  await dropFiles(page, [file], row(page, japanese))
  await expect(leftOutFile(page, 'closed.txt')).toContainText('cannot be read')
  await expect(uploadPlan(page)).toHaveAccessibleName('Nothing to upload')
})

test('500 small files are uploaded in little more than a call each and few listings, while the list can be searched', async ({
  launch,
  startServer,
  sourceFolder,
  userData,
}) => {
  test.setTimeout(150_000)
  const server = await startServer({ switches: { hourlyAllowance: 5_000 } })
  const settings = { v: 1, hourlyAllowance: 5_000, compareUploads: false }
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify(settings))
  const { page } = await launch()
  const folder = await makeManyFiles(sourceFolder, 500)
  await openSegments(page, server, segmentIds)
  const listed = server.calls.count(listingCalls)
  await dropFiles(page, [folder], row(page, japanese))
  await expect(uploadPlan(page)).toHaveAccessibleName('Upload 500 files')
  await startUpload(page)
  await expect(queuedBatch(page, 'Upload 500 files')).toContainText(/[1-9]\d* of 500 files/)
  const search = page.getByRole('searchbox', { name: 'Search assets' })
  await search.fill('narration')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await search.fill('')
  await expect(queuedBatch(page, 'Upload 500 files').getByText('500 uploaded')).toBeVisible({
    timeout: 90_000,
  })
  // Small files of one folder share their uploads, up to twenty at a time.
  expect(server.calls.count(mediaCalls)).toBeLessThanOrEqual(50)
  expect(server.calls.count(attachCalls)).toBe(500)
  expect(server.calls.count(listingCalls) - listed).toBeLessThanOrEqual(40)
  const stored = server.store.ofSegment(27_665_602).filter(({ relativePath }) => relativePath === 'many')
  expect(new Set(stored.map(({ size }) => size)).size).toBe(500)
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '511')
  await expectMeterMatchesServer(page, server)
})
