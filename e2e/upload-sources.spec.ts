import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { chooseMenu, grid, openSegments, question, row } from './support/actions'
import { answerDialogs, copyFilesAsDesktop, recordedDialogs } from './support/desktop-stubs'
import { dropFiles } from './support/drop'
import { allThemes, expectCleanInThemes } from './support/expect-clean'
import { makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import {
  attachCalls,
  queuedBatch,
  conflictChoice,
  expect,
  expectDestination,
  planField,
  queuedFile,
  mediaCalls,
  uploadPlan,
  plannedFile,
  startUpload,
  test,
} from './support/upload-actions'

/** Uploads by paste, button, menu and keyboard, and the accessibility of the dialog and the panel. */

const segmentId = 27_665_604
const second = 'file2.txt, all, -, 27665604'
const inFolder = 'pexels-gons3.jpg, en, public/views, 27665601'

test('files copied in the file manager are pasted to the focused row, and never into a text field', async ({
  launch,
  server,
  sourceFolder,
}) => {
  const { app, page } = await launch()
  const files = await makeTree(sourceFolder, { 'a b.txt': 'one', 'é.txt': 'two' })
  await openSegments(page, server, segmentIds)
  await copyFilesAsDesktop(app, files)
  await page.getByRole('searchbox', { name: 'Search assets' }).focus()
  await page.keyboard.press('Control+V')
  await expect(uploadPlan(page)).toBeHidden()
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await row(page, inFolder).click()
  await page.keyboard.press('Control+V')
  await expect(uploadPlan(page)).toHaveAccessibleName('Upload 2 files')
  await expectDestination(page, 27_665_601, ['en', 'public/views'])
  await startUpload(page)
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(2)
})

test('the button and the menu open the system dialog for files or a folder; a cancelled dialog does nothing', async ({
  launch,
  server,
  sourceFolder,
}) => {
  const { app, page } = await launch()
  const [file = ''] = await makeTree(sourceFolder, { 'one.txt': 'one', 'kit/two.txt': 'two' })
  await openSegments(page, server, segmentIds)
  await answerDialogs(app, [null, [file], [path.join(sourceFolder, 'kit')], [file]])
  await row(page, second).click()
  const button = page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Upload' })
  const choose = async (what: string) => {
    await button.click()
    await page.getByRole('menuitem', { name: what }).click()
  }
  await choose('Files…')
  await expect.poll(async () => (await recordedDialogs(app)).length).toBe(1)
  await expect(uploadPlan(page)).toBeHidden()
  await choose('Files…')
  await expect(plannedFile(page, 'one.txt')).toHaveCount(1)
  await expectDestination(page, segmentId)
  await uploadPlan(page).getByRole('button', { name: 'Cancel' }).click()
  await choose('Folder…')
  await expect(plannedFile(page, 'two.txt')).toContainText('kit')
  await uploadPlan(page).getByRole('button', { name: 'Cancel' }).click()
  await chooseMenu(app, 'File', 'Upload files…')
  await expect(plannedFile(page, 'one.txt')).toHaveCount(1)
  const dialogProperties = (await recordedDialogs(app)).map(({ properties }) => properties)
  expect(dialogProperties.map((properties) => properties.includes('openDirectory'))).toEqual([
    false,
    false,
    true,
    false,
  ])
  expect(server.calls.count(mediaCalls)).toBe(0)
})

test('an upload with a name conflict works by keyboard only, from the list to the verified result', async ({
  launch,
  server,
  sourceFolder,
}) => {
  const { app, page } = await launch()
  const files = await makeTree(sourceFolder, { 'file2.txt': 'the new one', 'new.txt': 'new' })
  await openSegments(page, server, segmentIds)
  await answerDialogs(app, [files])
  const { keyboard } = page
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('file2')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '2')
  await grid(page).focus()
  await keyboard.press('Home')
  await keyboard.press('Control+U')
  await expect(uploadPlan(page)).toHaveAccessibleName('Upload 2 files')
  await expect(planField(page, 'Segment')).toBeFocused()
  await expect(planField(page, 'Segment')).toHaveValue(String(segmentId))
  await expect(uploadPlan(page)).toContainText('About')
  const skip = conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Skip' })
  await tabTo(skip)
  await keyboard.press('ArrowLeft')
  await expect(conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Keep both' })).toBeChecked()
  await keyboard.press('ArrowLeft')
  await expect(conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Replace' })).toBeChecked()
  await tabTo(uploadPlan(page).getByRole('button', { name: 'Upload', exact: true }))
  await keyboard.press('Enter')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await keyboard.press('Tab')
  await keyboard.press('Enter')
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(2)
  expect(Buffer.from(await server.store.readBytes({ segmentId, name: 'file2.txt' })).toString()).toBe(
    'the new one',
  )
  await expect(grid(page)).toBeFocused()
})

test('an upload over the hourly allowance says so beforehand, and counts down while it waits', async ({
  launch,
  server,
  sourceFolder,
  userData,
}) => {
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ v: 1, hourlyAllowance: 30 }))
  server.switches.jointUpload = '404'
  const { page } = await launch()
  const names = Array.from({ length: 16 }, (_, index) => `lantern-${String(index)}.txt`)
  const files = await makeTree(sourceFolder, Object.fromEntries(names.map((name) => [name, name])))
  // Slow enough that no other status is shown when the wait begins.
  server.faults.add({ match: { method: 'POST' }, fault: { kind: 'latency', ms: 200 } })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, second))
  await expect(uploadPlan(page)).toContainText(/About 34 calls, the last not before \d/)
  await startUpload(page)
  const card = queuedBatch(page, 'Upload 16 files')
  await expect(card).toContainText(/in \d/, { timeout: 20_000 })
  await expect(card).not.toContainText('/s')
  // Everything sent before the wait is listed; the calls that are left are for the files that wait.
  await expect(card.getByText('Uploaded, size verified')).toHaveCount(server.calls.count(attachCalls))
  await card.getByRole('button', { name: 'Stop' }).click()
  await expect(card).toContainText('skipped')
})

test('axe finds nothing serious in the upload dialog and in the panel, in any theme', async ({
  launch,
  server,
  sourceFolder,
}) => {
  test.setTimeout(180_000)
  const { page } = await launch()
  const files = await makeTree(sourceFolder, {
    'file2.txt': 'new',
    'file10.txt': 'new',
    'more.txt': 'more',
    'bad.txt': 'bad',
    'link.txt': { linkTo: '/etc/hostname' },
  })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, files, row(page, second))
  await expect(uploadPlan(page)).toContainText('About')
  await expectCleanInThemes(page, 'upload dialog', allThemes)
  await conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Replace' }).click()
  await expectCleanInThemes(page, 'upload dialog, with a choice', allThemes)
  await conflictChoice(page, 'file2.txt').getByRole('radio', { name: 'Skip' }).click()
  server.faults.add({
    match: { ...mediaCalls, nth: 1 },
    fault: { kind: 'status', status: 500, body: 'no' },
  })
  const release = server.faults.hold(mediaCalls)
  const arrived = server.faults.waitFor(mediaCalls)
  await server.store.put({ segmentId, name: 'more.txt', bytes: 'theirs' })
  await startUpload(page)
  await arrived
  await expect(queuedBatch(page, 'Upload 4 files').getByRole('progressbar')).toBeVisible()
  await expectCleanInThemes(page, 'panel, running', allThemes)
  await queuedBatch(page, 'Upload 4 files').getByRole('button', { name: 'Pause' }).click()
  await expect(queuedBatch(page, 'Upload 4 files')).toContainText('Paused')
  await expectCleanInThemes(page, 'panel, paused', allThemes)
  release()
  await queuedBatch(page, 'Upload 4 files').getByRole('button', { name: 'Resume' }).click()
  await expect(queuedFile(page, 'more.txt')).toContainText('Not sent')
  await expect(queuedFile(page, 'bad.txt')).toContainText(/Uploaded and verified|reported an error/)
  await expectCleanInThemes(page, 'panel, ended', allThemes)
})

/** Presses Tab until `target` has the focus. */
async function tabTo(target: ReturnType<typeof planField>): Promise<void> {
  for (let presses = 0; presses < 30; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await target.page().keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
