import { readFile, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ElectronApplication, Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import {
  askToDelete,
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
import { recordDrags, recordedDrags } from './support/desktop-stubs'
import { dragFiles } from './support/drop'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'
import {
  dragOutOfWindow,
  pathsBelow,
  sha256Of,
  stagingStatus,
  dispatchDrag,
  toolbarButton,
  uploadDialog,
} from './support/download-actions'

const second = 'file2.txt, all, -, 27665604'
const tenth = 'file10.txt, all, -, 27665604'
const english = 'pexels-gons3.jpg, en, -, 27665601'
const german = 'pexels-gons3.jpg, de, -, 27665601'
const segmentId = 27_665_604
const downloads = { method: 'GET', path: /\/assets\/\d+\?/ }

/** Opens the journey's segments without the preview, which would download files too. */
async function openWithoutDetails(page: Page, server: DemoServer): Promise<void> {
  await openSegments(page, server, segmentIds)
  await toolbarButton(page, 'Details').click()
  await expect(page.getByRole('region', { name: 'Details' })).toBeHidden()
}

/** Drags rows out of the window, which prepares their files. */
async function prepare(page: Page, name: string): Promise<void> {
  await dispatchDrag(row(page, name), ...dragOutOfWindow)
  await expect(stagingStatus(page)).toContainText('Ready: drag them out again')
}

/** Drags rows whose files are prepared, and returns the paths that the desktop receives. */
async function dragOut(app: ElectronApplication, page: Page, name: string): Promise<readonly string[]> {
  const before = (await recordedDrags(app)).length
  await dispatchDrag(row(page, name), ['dragstart'])
  await expect.poll(async () => (await recordedDrags(app)).length).toBe(before + 1)
  const recorded = (await recordedDrags(app)).at(-1)
  expect(recorded?.hasIcon).toBe(true)
  expect(recorded?.file).toBe(recorded?.files?.[0])
  return recorded?.files ?? []
}

function stagedBelow(userData: string): Promise<readonly string[]> {
  return pathsBelow(path.join(userData, 'staging')).catch(() => [])
}

test('dragging a file out downloads it in one call, and the next drag hands it to the desktop', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  const release = server.faults.hold(downloads)
  const arrived = server.faults.waitFor(downloads)
  await dispatchDrag(row(page, second), ...dragOutOfWindow)
  await expect(stagingStatus(page)).toContainText('Preparing 1 file (1 call)…')
  await arrived
  release()
  await expect(stagingStatus(page)).toContainText('Ready: drag them out again')
  expect(server.calls.count(downloads)).toBe(1)
  const [file = ''] = await dragOut(app, page, second)
  expect(path.basename(file)).toBe('file2.txt')
  expect(file.startsWith(path.join(userData, 'staging') + path.sep)).toBe(true)
  expect(await sha256Of(file)).toBe(await server.store.sha256({ segmentId, name: 'file2.txt' }))
  expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
  expect(server.calls.count(downloads)).toBe(1)
  await page.mouse.up()
  await app.close()
  expect(await stagedBelow(userData)).toEqual([])
})

test('several files are dragged out together under distinct safe names, and are downloaded only once', async ({
  launch,
  server,
  userData,
}) => {
  const odd = 'con<1>\u202e.txt'
  await server.store.put({ segmentId: 27_665_601, name: odd, bytes: 'odd' })
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  await select(page, english, german, `${odd}, all, -, 27665601`)
  await prepare(page, german)
  const calls = server.calls.count(downloads)
  expect(calls).toBe(3)
  const files = await dragOut(app, page, english)
  expect(files.map((file) => path.basename(file)).sort()).toEqual([
    'con_1_.txt',
    'pexels-gons3 (2).jpg',
    'pexels-gons3.jpg',
  ])
  const hashes = await Promise.all(files.map(sha256Of))
  const asset = { segmentId: 27_665_601, name: 'pexels-gons3.jpg' }
  for (const variant of [
    { ...asset, locale: 'en' },
    { ...asset, locale: 'de' },
    { ...asset, name: odd },
  ])
    expect(hashes).toContain(await server.store.sha256(variant))
  await page.mouse.up()
  // One of the files alone is still prepared.
  await row(page, second).click()
  await prepare(page, english)
  expect(server.calls.count({ ...downloads, path: /\/assets\/27665601\?/ })).toBe(calls)
  const [alone, ...others] = await dragOut(app, page, english)
  expect(others).toEqual([])
  expect(await sha256Of(alone ?? '')).toBe(await server.store.sha256({ ...asset, locale: 'en' }))
  expect(await stagedBelow(userData)).toHaveLength(3)
})

test('an outgoing drag that returns to the window is treated as assets, not as an upload', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  await prepare(page, second)
  const files = await dragOut(app, page, second)
  const bin = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  const drag = await dragFiles(page, files, bin)
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('Delete 1 file…')
  await expect(bin).toHaveAttribute('data-drop-target', 'bin')
  await drag.drop()
  await expect(question(page)).toContainText('file2.txt')
  await question(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(question(page)).toBeHidden()
  await expect(grid(page)).toBeFocused()
  // Chromium reports a pointer move once the element below changes, and a pointer move means that no drag is in progress.
  await page.mouse.move(600, 500)
  const filesAgain = await dragOut(app, page, second)
  const returningDrag = await dragFiles(page, filesAgain, row(page, english))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('Copy to segment 27665601')
  await returningDrag.drop()
  await expect(uploadDialog(page, 'Copy 1 file')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect((await stagedBelow(userData)).length).toBe(1)
})

test('files prepared before a crash are removed at the next start', async ({ launch, server, userData }) => {
  const { app, page } = await launch()
  await openWithoutDetails(page, server)
  await prepare(page, second)
  expect(await stagedBelow(userData)).toHaveLength(1)
  app.process().kill('SIGKILL')
  await app.waitForEvent('close')
  expect(await stagedBelow(userData)).toHaveLength(1)
  await launch()
  await expect.poll(() => stagedBelow(userData)).toEqual([])
})

test('a drag abandoned inside the window costs no call', async ({ page, server }) => {
  await openWithoutDetails(page, server)
  await dispatchDrag(row(page, second), ['dragstart'])
  await dispatchDrag(row(page, english), ['dragover'])
  await expect(row(page, english)).toHaveAttribute('data-drop-target', 'into')
  await dispatchDrag(row(page, second), ['dragleave', 'nowhere'], ['dragend'])
  await expect(row(page, english)).not.toHaveAttribute('data-drop-target')
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  // This drag ends outside and is prepared; had the first started a download, it would be in the calls as well.
  await dispatchDrag(row(page, tenth), ...dragOutOfWindow)
  await expect(stagingStatus(page)).toContainText('Ready')
  expect(server.calls.filter(downloads).map(({ rawQuery }) => rawQuery)).toEqual([
    'scope=pr7214&filename=file10.txt',
  ])
})

test('files above the limit of the settings are not prepared, and the status says so', async ({
  page,
  server,
}) => {
  await server.store.put({ segmentId, name: 'large.bin', bytes: { size: 2_097_152 } })
  await openWithoutDetails(page, server)
  await goTo(page, 'Settings')
  await page.getByRole('textbox', { name: 'Maximum data to prepare for dragging out' }).fill('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await dispatchDrag(row(page, 'large.bin, all, -, 27665604'), ...dragOutOfWindow)
  await expect(stagingStatus(page)).toContainText('Too large to prepare: use Download.')
  expect(server.calls.count({ ...downloads, path: /large/ })).toBe(0)
  await stagingStatus(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(stagingStatus(page)).toHaveText('')
})

test('a failed preparation is reported, leaves nothing, and succeeds at the next drag', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  const removeFault = server.faults.add({
    match: downloads,
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'length' },
  })
  await dispatchDrag(row(page, tenth), ...dragOutOfWindow)
  await expect(stagingStatus(page)).toContainText(
    'The files could not be prepared. The server’s response was cut off.',
  )
  expect(await stagedBelow(userData)).toEqual([])
  removeFault()
  await prepare(page, tenth)
  expect((await dragOut(app, page, tenth)).map((file) => path.basename(file))).toEqual(['file10.txt'])
})

test('a prepared file that changed here or on the server is never handed out', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  await prepare(page, tenth)
  const [file = ''] = await dragOut(app, page, tenth)
  await page.mouse.up()
  await writeFile(file, 'edited elsewhere')
  await dispatchDrag(row(page, tenth), ['dragstart'])
  await expect(stagingStatus(page)).toContainText('The files could not be prepared.')
  await page.mouse.up()
  expect(await recordedDrags(app)).toHaveLength(1)
  await prepare(page, tenth)
  const [preparedAgain = ''] = await dragOut(app, page, tenth)
  await page.mouse.up()
  expect(await readFile(preparedAgain, 'utf8')).toBe('ten')
  expect(await readFile(file, 'utf8')).toBe('edited elsewhere')

  await server.store.put({ segmentId, name: 'file10.txt', bytes: 'eleven' })
  await toolbarButton(page, 'Refresh').click()
  await expect(row(page, tenth)).toContainText('6 B')
  await expect(stagingStatus(page)).toHaveText('')
  await expect
    .poll(async () => (await stagedBelow(userData)).map((staged) => path.basename(staged)))
    .toEqual(['file10.txt'])
  await prepare(page, tenth)
  const [newest = ''] = await dragOut(app, page, tenth)
  expect(await readFile(newest, 'utf8')).toBe('eleven')
})

test('the prepared copy of a deleted file is removed, and those of other files stay', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await openWithoutDetails(page, server)
  await select(page, second, tenth)
  await prepare(page, second)
  expect(await dragOut(app, page, second)).toHaveLength(2)
  await page.mouse.up()
  await select(page, second)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect
    .poll(async () => (await stagedBelow(userData)).map((file) => path.basename(file)))
    .toEqual(['file10.txt'])
  await expect(stagingStatus(page)).not.toContainText('Ready')
})

test('copied files are on the clipboard as files, and pasting them into the window uploads them', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await openWithoutDetails(page, server)
  await select(page, second, english)
  await chooseMenu(app, 'Edit', 'Copy files')
  await expect(stagingStatus(page)).toContainText('Copied. Paste the files in your file manager')
  const urls = await app.evaluate(({ clipboard }) => {
    const { readBuffer } = clipboard as unknown as { readBuffer: (format: string) => Buffer }
    return readBuffer.call(clipboard, 'text/uri-list').toString('utf8')
  })
  const files = (await stagedBelow(userData)).map((file) => path.join(userData, 'staging', file))
  expect(urls.trim().split('\r\n').sort()).toEqual(files.map((file) => pathToFileURL(file).href).sort())
  await row(page, tenth).click()
  await page.keyboard.press('ControlOrMeta+v')
  const dialog = uploadDialog(page, 'Upload 2 files')
  const list = dialog.getByRole('list', { name: 'Files to upload' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list).toContainText('pexels-gons3.jpg')
  await expect(
    dialog.getByRole('radiogroup', { name: 'What to do with file2.txt, which already exists' }),
  ).toBeVisible()
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(page.getByRole('status', { name: 'Transfer result' })).toContainText('1 uploaded · 1 skipped')
  const uploaded = { segmentId, name: 'pexels-gons3.jpg' }
  expect(Buffer.from(await server.store.readBytes(uploaded)).toString()).toBe('english')
})
