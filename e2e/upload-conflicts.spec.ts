import type { Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { confirm, goTo, openSegments, question, result, row } from './support/actions'
import { dropFiles } from './support/drop'
import { makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import {
  attachCalls,
  queuedBatch,
  conflictChoice,
  expect,
  queuedFile,
  fillField,
  mediaCalls,
  uploadPlan,
  plannedFile,
  startUpload,
  test,
} from './support/upload-actions'

/** Uploads to a name that is taken: nothing is overwritten, and the old file is deleted only after the usual confirmation. */

const segmentId = 27_665_604
const second = 'file2.txt, all, -, 27665604'
const deletes = { method: 'DELETE', path: /\/assets\// }

async function textOf(server: DemoServer, name: string): Promise<string> {
  return Buffer.from(await server.store.readBytes({ segmentId, name })).toString()
}

/** Drops a new `file2.txt`, or `tree`, onto the segment that already has one. */
async function dropOnSegment(
  page: Page,
  { server, sourceFolder }: { readonly server: DemoServer; readonly sourceFolder: string },
  tree: Readonly<Record<string, string>> = { 'file2.txt': 'the new one' },
): Promise<void> {
  const files = await makeTree(sourceFolder, tree)
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, second))
  await expect(uploadPlan(page)).toContainText('About')
}

test('Replace deletes the old file after the usual confirmation, backs it up, and then uploads', async ({
  page,
  server,
  sourceFolder,
}) => {
  await dropOnSegment(page, { server, sourceFolder })
  await expect(conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Skip' })).toBeChecked()
  await expect(uploadPlan(page).getByRole('button', { name: 'Upload', exact: true })).toBeDisabled()
  await conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Replace' }).click()
  await expect(uploadPlan(page)).toContainText('The old file is deleted first')
  await startUpload(page)
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(queuedFile(page, 'file2.txt')).toContainText('Waiting until the old file is deleted')
  expect([server.calls.count(deletes), server.calls.count(mediaCalls)]).toEqual([0, 0])
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(1)
  expect(await textOf(server, 'file2.txt')).toBe('the new one')
  await goTo(page, 'Recycle bin')
  await expect(
    page.getByRole('grid', { name: 'Recycle bin' }).getByRole('row', { name: second }),
  ).toBeVisible()
})

test('cancelling the confirmation leaves the old file, and the new one is reported as not sent', async ({
  page,
  server,
  sourceFolder,
}) => {
  await dropOnSegment(page, { server, sourceFolder }, { 'file2.txt': 'the new one', 'other.txt': 'other' })
  await conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Replace' }).click()
  await startUpload(page)
  await question(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(queuedFile(page, 'file2.txt')).toContainText(
    'The old file was not deleted, so nothing was sent.',
  )
  await expect(queuedFile(page, 'other.txt')).toContainText('Uploaded and verified')
  expect(await textOf(server, 'file2.txt')).toBe('two')
  expect([server.calls.count(deletes), server.calls.count(mediaCalls)]).toEqual([0, 1])
})

test('a deletion that only claims success leaves the old file, and nothing is sent', async ({
  page,
  server,
  sourceFolder,
}) => {
  server.faults.add({ match: deletes, fault: { kind: 'lying-delete' } })
  await dropOnSegment(page, { server, sourceFolder })
  await conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Replace' }).click()
  await startUpload(page)
  await confirm(page)
  await expect(result(page)).toContainText('Still on the server')
  await expect(queuedFile(page, 'file2.txt')).toContainText(
    'The old file was not deleted, so nothing was sent.',
  )
  expect(await textOf(server, 'file2.txt')).toBe('two')
  expect(server.calls.count(mediaCalls)).toBe(0)
})

test('Keep both takes the next free name, Skip excludes the file, and one choice can apply to all', async ({
  page,
  server,
  sourceFolder,
}) => {
  await server.store.put({ segmentId, name: 'file2 (2).txt', bytes: 'taken too' })
  await dropOnSegment(
    page,
    { server, sourceFolder },
    { 'file2.txt': 'new two', 'file10.txt': 'new ten', 'more.txt': '+' },
  )
  const all = uploadPlan(page).getByRole('radiogroup', { name: 'For all existing files' })
  await all.getByRole('radio', { name: 'Keep both' }).click()
  await expect(plannedFile(page, 'file2.txt')).toContainText('becomes file2 (3).txt')
  await expect(plannedFile(page, 'file10.txt')).toContainText('becomes file10 (2).txt')
  await conflictChoice(page, 'file10.txt').getByRole('radio', { name: 'Skip' }).click()
  await expect(all.getByRole('radio', { checked: true })).toHaveCount(0)
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(2)
  await expect(queuedBatch(page, 'Upload 3 files')).toContainText('2 uploaded · 1 skipped')
  expect(await textOf(server, 'file2 (3).txt')).toBe('new two')
  expect([await textOf(server, 'file2.txt'), await textOf(server, 'file10.txt')]).toEqual(['two', 'ten'])
  await expect(row(page, 'file2 (3).txt, all, -, 27665604')).toBeVisible()
  expect(server.calls.count(deletes)).toBe(0)
})

test('a file that another user added after the plan is not overwritten; the panel offers the choices', async ({
  page,
  server,
  sourceFolder,
}) => {
  await dropOnSegment(
    page,
    { server, sourceFolder },
    { 'a.txt': 'my a', 'b.txt': 'my b', 'c.txt': 'my c', 'd.txt': 'd' },
  )
  for (const name of ['a.txt', 'b.txt', 'c.txt']) {
    await server.store.put({ segmentId, name, bytes: `their ${name}` })
  }
  await startUpload(page)
  for (const name of ['a.txt', 'b.txt', 'c.txt']) {
    await expect(queuedFile(page, name)).toContainText('Not sent: a file with this name is there now')
  }
  await expect(queuedBatch(page, 'Upload 4 files')).toContainText('1 uploaded · 3 waiting for your choice')
  expect(server.calls.count(mediaCalls)).toBe(1)
  const choose = async (name: string, choice: string) => {
    const choices = page.getByRole('group', { name: `What to do with ${name}, which already exists` })
    await choices.getByRole('button', { name: choice }).click()
  }
  await choose('a.txt', 'Skip')
  await expect(queuedFile(page, 'a.txt')).toContainText('Skipped')
  await choose('b.txt', 'Keep both')
  await expect(queuedFile(page, 'b (2).txt')).toContainText('Uploaded and verified')
  await choose('c.txt', 'Replace')
  await expect(question(page)).toContainText('c.txt')
  await confirm(page)
  await expect(queuedFile(page, /^c\.txt/)).toContainText('Uploaded and verified')
  expect(await textOf(server, 'a.txt')).toBe('their a.txt')
  expect([await textOf(server, 'b.txt'), await textOf(server, 'b (2).txt')]).toEqual(['their b.txt', 'my b'])
  expect(await textOf(server, 'c.txt')).toBe('my c')
})

for (const [sameNameUpload, message] of [
  ['rename', 'The server lists a different size from the one sent.'],
  ['400', 'Original message: A file of this name exists already.'],
] as const) {
  test(`a file added during the upload stays, on a server that answers with ${sameNameUpload}`, async ({
    page,
    startServer,
    sourceFolder,
  }) => {
    const server = await startServer({ switches: { sameNameUpload } })
    await dropOnSegment(page, { server, sourceFolder }, { 'a.txt': 'my own a' })
    const arrived = server.faults.waitFor(attachCalls)
    const release = server.faults.hold(attachCalls)
    await startUpload(page)
    await arrived
    await server.store.put({ segmentId, name: 'a.txt', bytes: 'theirs' })
    release()
    await expect(queuedFile(page, 'a.txt')).toContainText(message)
    await page.getByRole('button', { name: 'Retry a.txt' }).click()
    await expect(queuedFile(page, 'a.txt')).toContainText('Not sent: a file with this name is there now')
    expect(await textOf(server, 'a.txt')).toBe('theirs')
    expect(server.calls.count(attachCalls)).toBe(1)
  })
}

test('two files of one name in one flat folder are reported, and both can be kept', async ({
  page,
  server,
  sourceFolder,
}) => {
  await makeTree(sourceFolder, { 'kit/one/a.txt': 'first', 'kit/two/a.txt': 'second' })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, [`${sourceFolder}/kit`], row(page, second))
  await uploadPlan(page).getByRole('checkbox', { name: 'Keep folders' }).click()
  await fillField(page, 'Folder', 'flat')
  await expect(plannedFile(page, 'Another of these files has the same destination')).toHaveCount(1)
  await expect(conflictChoice(page, 'a.txt').getByRole('radio', { name: 'Replace' })).toBeDisabled()
  await conflictChoice(page, 'a.txt').getByRole('radio', { name: 'Keep both' }).click()
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(2)
  const stored = server.store.ofSegment(segmentId).filter(({ relativePath }) => relativePath === 'flat')
  expect(stored.map(({ name }) => name).sort()).toEqual(['a (2).txt', 'a.txt'])
})
