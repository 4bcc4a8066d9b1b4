import type { Locator, Page } from '@playwright/test'
import { count, goTo, openPlace, openSegments, row, signIn } from './support/actions'
import { dragFiles, dropFiles } from './support/drop'
import { makeTree } from './support/file-trees'
import { journeySeed, segmentIds } from './support/journey-seed'
import {
  expect,
  expectDestination,
  queuedFile,
  uploadPlan,
  startUpload,
  test,
  destinationStatus,
} from './support/upload-actions'

/** Drags of files: the destination they announce, the traces they leave, and where a drop is refused. */

const inFolder = 'pexels-gons3.jpg, en, public/views, 27665601'
const second = 'file2.txt, all, -, 27665604'

/** The highlighted drop target. */
const dropTarget = (page: Page): Locator => page.locator('[data-drop-target]')

async function oneFile(sourceFolder: string): Promise<string[]> {
  return makeTree(sourceFolder, { 'lantern.txt': 'a lantern' })
}

test('the drop target is highlighted and says where the files go, one at a time', async ({
  page,
  server,
  sourceFolder,
}) => {
  await openSegments(page, server, segmentIds)
  const drag = await dragFiles(page, await oneFile(sourceFolder), row(page, inFolder))
  await expect(destinationStatus(page)).toHaveText('Upload to segment 27665601 · en · public/views')
  await expect(row(page, inFolder)).toHaveAttribute('data-drop-target', 'into')
  await drag.over(row(page, second))
  await expect(destinationStatus(page)).toHaveText('Upload to segment 27665604 · all languages')
  await expect(dropTarget(page)).toHaveCount(1)
  await expect(row(page, second)).toHaveAttribute('data-drop-target', 'into')
  await drag.over(page.getByRole('columnheader', { name: 'Size' }))
  await expect(destinationStatus(page)).toHaveText('Upload to this place: choose the segment next')
  await drag.over(page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }))
  await expect(destinationStatus(page)).toHaveText('Drop on the list, a row, a group or a segment.')
  await expect(dropTarget(page)).toHaveCount(0)
  await drag.leave()
  await expect(destinationStatus(page)).toBeEmpty()
})

test('leaving, Escape and a drop elsewhere leave no trace and do not navigate', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await oneFile(sourceFolder)
  await openSegments(page, server, segmentIds)
  const callsBefore = server.calls.count()
  const drag = await dragFiles(page, files, row(page, inFolder))
  await expect(dropTarget(page)).toHaveCount(1)
  await drag.leave()
  await expect(dropTarget(page)).toHaveCount(0)
  await expect(destinationStatus(page)).toBeEmpty()
  const otherTargets = [
    page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Settings' }),
    page.getByRole('meter', { name: 'API calls this hour' }),
    page.getByRole('textbox', { name: 'Scope' }),
  ]
  for (const otherTarget of otherTargets) {
    await dropFiles(page, files, otherTarget)
    await expect(destinationStatus(page)).toBeEmpty()
  }
  await goTo(page, 'Recycle bin')
  await dropFiles(page, files, page.getByRole('heading', { name: 'Recycle bin', exact: true }))
  await goTo(page, 'Settings')
  await dropFiles(page, files, page.getByRole('heading', { name: 'Settings', exact: true }))
  await expect(destinationStatus(page)).toBeEmpty()
  await expect(uploadPlan(page)).toBeHidden()
  expect(page.url()).toBe('app://bundle/index.html')
  expect(server.calls.count()).toBe(callsBefore)
})

test('while a dialog is open, nothing can be dropped onto the list or the dialog', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await oneFile(sourceFolder)
  const more = await makeTree(sourceFolder, { 'more.txt': 'more' })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, inFolder))
  await expect(uploadPlan(page)).toHaveAccessibleName('Upload 1 file')
  await expect(uploadPlan(page)).toContainText('About')
  const callsBefore = server.calls.count()
  for (const target of [uploadPlan(page), uploadPlan(page).getByRole('combobox', { name: 'Folder' })]) {
    await dropFiles(page, more, target)
    await expect(destinationStatus(page)).toBeEmpty()
  }
  await expect(uploadPlan(page)).toHaveAccessibleName('Upload 1 file')
  await expectDestination(page, 27_665_601, ['en', 'public/views'])
  expect(page.url()).toBe('app://bundle/index.html')
  expect(server.calls.count()).toBe(callsBefore)
})

test('files cannot be dropped before sign-in or before a place is open', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await oneFile(sourceFolder)
  await dropFiles(page, files, page.getByRole('textbox', { name: 'Server URL' }))
  await dropFiles(page, files, page.getByRole('heading', { name: 'Connect to a server' }))
  await expect(page.getByRole('textbox', { name: 'Server URL' })).not.toHaveValue(/lantern/)
  expect(page.url()).toBe('app://bundle/index.html')
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  const drag = await dragFiles(page, files, page.getByRole('main'))
  await expect(destinationStatus(page)).toHaveText('Open a place first: files are uploaded to a segment.')
  await drag.drop()
  await expect(destinationStatus(page)).toBeEmpty()
  await expect(uploadPlan(page)).toBeHidden()
})

test('a read-only connection refuses a drop, and says why', async ({ page, server, sourceFolder }) => {
  await openSegments(page, server, segmentIds)
  await goTo(page, 'Settings')
  await page.getByRole('checkbox', { name: /^Read-only for/ }).click()
  await expect(page.getByRole('checkbox', { name: /^Read-only for/ })).toBeChecked()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await expect(
    page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Upload' }),
  ).toBeDisabled()
  const callsBefore = server.calls.count()
  const drag = await dragFiles(page, await oneFile(sourceFolder), row(page, inFolder))
  await expect(destinationStatus(page)).toHaveText('This connection is read-only: nothing can be uploaded.')
  await expect(dropTarget(page)).toHaveCount(0)
  await drag.drop()
  await expect(destinationStatus(page)).toBeEmpty()
  await expect(uploadPlan(page)).toBeHidden()
  expect(server.calls.count()).toBe(callsBefore)
})

const seedWithJob = { ...journeySeed, jobs: [{ id: 's773', pid: 7214, documentIds: [19_641] }] }

test('files dropped on a job go to its project: the dialog says so, and the job shows them', async ({
  page,
  startServer,
  sourceFolder,
}) => {
  const server = await startServer({ seed: seedWithJob, switches: { uploadByJobScope: '400' } })
  await signIn(page, server)
  await openPlace(page, 'jbs773', segmentIds)
  await expect(row(page, second)).toBeVisible()
  await dropFiles(page, await oneFile(sourceFolder), row(page, second))
  await expect(uploadPlan(page)).toContainText('Files are uploaded to the job’s project (pr7214)')
  await expectDestination(page, 27_665_604)
  await startUpload(page)
  await expect(queuedFile(page, 'lantern.txt')).toContainText('Uploaded and verified')
  await expect(row(page, 'lantern.txt, all, -, 27665604')).toBeVisible()
  expect(server.calls.filter({ method: 'POST', path: /assets\/27665604\?scope=pr7214/ })).toHaveLength(1)
})

test('a job with an unknown project accepts no upload, and says what to do', async ({
  page,
  startServer,
  sourceFolder,
}) => {
  const server = await startServer({ seed: { ...seedWithJob, assets: [] } })
  await signIn(page, server)
  await openPlace(page, 'jbs773', [27_665_601])
  await expect(count(page)).toHaveText('0 assets')
  await dropFiles(page, await oneFile(sourceFolder), page.getByRole('main'))
  await expect(uploadPlan(page).getByRole('alert')).toContainText('Open the project, then upload there.')
  await expect(uploadPlan(page).getByRole('button', { name: 'Upload', exact: true })).toBeDisabled()
  await uploadPlan(page).getByRole('button', { name: 'Cancel' }).click()
  expect(server.calls.count({ method: 'POST', path: /media/ })).toBe(0)
})
