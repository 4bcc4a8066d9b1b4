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
  draggedOut,
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

/** The journey's segments without the preview, which would bring files too. */
async function open(page: Page, server: DemoServer): Promise<void> {
  await openSegments(page, server, segmentIds)
  await toolbarButton(page, 'Details').click()
  await expect(page.getByRole('region', { name: 'Details' })).toBeHidden()
}

/** Drags rows out of the window, which brings them here. */
async function bring(page: Page, name: string): Promise<void> {
  await dispatchDrag(row(page, name), ...draggedOut)
  await expect(stagingStatus(page)).toContainText('Ready: drag them out again')
}

/** Drags rows that are here already; the desktop gets them, and what it got is told. */
async function dragOut(app: ElectronApplication, page: Page, name: string): Promise<readonly string[]> {
  const before = (await recordedDrags(app)).length
  await dispatchDrag(row(page, name), ['dragstart'])
  await expect.poll(async () => (await recordedDrags(app)).length).toBe(before + 1)
  const noted = (await recordedDrags(app)).at(-1)
  expect(noted?.hasIcon).toBe(true)
  expect(noted?.file).toBe(noted?.files?.[0])
  return noted?.files ?? []
}

function stagedBelow(userData: string): Promise<readonly string[]> {
  return pathsBelow(path.join(userData, 'staging')).catch(() => [])
}

test('a file that is dragged out is brought here for one call, and the next drag hands it to the desktop', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  const release = server.faults.hold(downloads)
  const arrived = server.faults.waitFor(downloads)
  await dispatchDrag(row(page, second), ...draggedOut)
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

test('several files go out together, under safe names of their own; what was brought once costs nothing again', async ({
  launch,
  server,
  userData,
}) => {
  const odd = 'con<1>\u202e.txt'
  await server.store.put({ segmentId: 27_665_601, name: odd, bytes: 'odd' })
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  await select(page, english, german, `${odd}, all, -, 27665601`)
  await bring(page, german)
  const calls = server.calls.count(downloads)
  expect(calls).toBe(3)
  const files = await dragOut(app, page, english)
  expect(files.map((file) => path.basename(file)).sort()).toEqual([
    'con_1_.txt',
    'pexels-gons3 (2).jpg',
    'pexels-gons3.jpg',
  ])
  const hashes = await Promise.all(files.map(sha256Of))
  const at = { segmentId: 27_665_601, name: 'pexels-gons3.jpg' }
  for (const place of [
    { ...at, locale: 'en' },
    { ...at, locale: 'de' },
    { ...at, name: odd },
  ])
    expect(hashes).toContain(await server.store.sha256(place))
  await page.mouse.up()
  // One of them alone: it is here.
  await row(page, second).click()
  await bring(page, english)
  expect(server.calls.count({ ...downloads, path: /\/assets\/27665601\?/ })).toBe(calls)
  const [alone, ...others] = await dragOut(app, page, english)
  expect(others).toEqual([])
  expect(await sha256Of(alone ?? '')).toBe(await server.store.sha256({ ...at, locale: 'en' }))
  expect(await stagedBelow(userData)).toHaveLength(3)
})

test('our own drag that the desktop carries back into the window is one of assets, not an upload', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  await bring(page, second)
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
  // Chromium tells the page of a pointer that has something else below it now, and a pointer that moves says that no drag goes on.
  await page.mouse.move(600, 500)
  const again = await dragOut(app, page, second)
  const back = await dragFiles(page, again, row(page, english))
  await expect(page.getByRole('status', { name: 'Where it goes' })).toContainText('Copy to segment 27665601')
  await back.drop()
  await expect(uploadDialog(page, 'Copy 1 file')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect((await stagedBelow(userData)).length).toBe(1)
})

test('what was brought for a drag is gone after a crash, at the next start', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await open(page, server)
  await bring(page, second)
  expect(await stagedBelow(userData)).toHaveLength(1)
  app.process().kill('SIGKILL')
  await app.waitForEvent('close')
  expect(await stagedBelow(userData)).toHaveLength(1)
  await launch()
  await expect.poll(() => stagedBelow(userData)).toEqual([])
})

test('a drag that is given up inside the window costs nothing', async ({ page, server }) => {
  await open(page, server)
  await dispatchDrag(row(page, second), ['dragstart'])
  await dispatchDrag(row(page, english), ['dragover'])
  await expect(row(page, english)).toHaveAttribute('data-drop-target', 'into')
  await dispatchDrag(row(page, second), ['dragleave', 'nowhere'], ['dragend'])
  await expect(row(page, english)).not.toHaveAttribute('data-drop-target')
  await expect(page.getByRole('status', { name: 'Where it goes' })).toHaveText('')
  // A drag that ends out there is brought: were the one before it on its way, it would have been told.
  await dispatchDrag(row(page, tenth), ...draggedOut)
  await expect(stagingStatus(page)).toContainText('Ready')
  expect(server.calls.filter(downloads).map(({ rawQuery }) => rawQuery)).toEqual([
    'scope=pr7214&filename=file10.txt',
  ])
})

test('more than the settings allow is not brought, and said to be too large', async ({ page, server }) => {
  await server.store.put({ segmentId, name: 'large.bin', bytes: { size: 2_097_152 } })
  await open(page, server)
  await goTo(page, 'Settings')
  await page.getByRole('textbox', { name: 'Maximum data to prepare for dragging out' }).fill('1')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
  await dispatchDrag(row(page, 'large.bin, all, -, 27665604'), ...draggedOut)
  await expect(stagingStatus(page)).toContainText('Too large to prepare: use Download.')
  expect(server.calls.count({ ...downloads, path: /large/ })).toBe(0)
  await stagingStatus(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(stagingStatus(page)).toHaveText('')
})

test('a file that breaks on its way is told, leaves nothing, and is brought by the next drag', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  const takeOff = server.faults.add({
    match: downloads,
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'length' },
  })
  await dispatchDrag(row(page, tenth), ...draggedOut)
  await expect(stagingStatus(page)).toContainText(
    'The files could not be prepared. The server’s answer was cut off.',
  )
  expect(await stagedBelow(userData)).toEqual([])
  takeOff()
  await bring(page, tenth)
  expect((await dragOut(app, page, tenth)).map((file) => path.basename(file))).toEqual(['file10.txt'])
})

test('what is not here any more as it was is never handed out: another program changed it, or the server did', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  await bring(page, tenth)
  const [file = ''] = await dragOut(app, page, tenth)
  await page.mouse.up()
  await writeFile(file, 'edited elsewhere')
  await dispatchDrag(row(page, tenth), ['dragstart'])
  await expect(stagingStatus(page)).toContainText('The files could not be prepared.')
  await page.mouse.up()
  expect(await recordedDrags(app)).toHaveLength(1)
  await bring(page, tenth)
  const [anew = ''] = await dragOut(app, page, tenth)
  await page.mouse.up()
  expect(await readFile(anew, 'utf8')).toBe('ten')
  expect(await readFile(file, 'utf8')).toBe('edited elsewhere')

  await server.store.put({ segmentId, name: 'file10.txt', bytes: 'eleven' })
  await toolbarButton(page, 'Refresh').click()
  await expect(row(page, tenth)).toContainText('6 B')
  await expect(stagingStatus(page)).toHaveText('')
  await expect
    .poll(async () => (await stagedBelow(userData)).map((each) => path.basename(each)))
    .toEqual(['file10.txt'])
  await bring(page, tenth)
  const [newest = ''] = await dragOut(app, page, tenth)
  expect(await readFile(newest, 'utf8')).toBe('eleven')
})

test('a file that is deleted, and verified gone, leaves this computer; what was handed out beside it stays', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await recordDrags(app)
  await open(page, server)
  await select(page, second, tenth)
  await bring(page, second)
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

test('copied files are on the clipboard as files, and pasted into the window they are uploads', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await open(page, server)
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
  const asked = uploadDialog(page, 'Upload 2 files')
  const list = asked.getByRole('list', { name: 'Files to upload' })
  await expect(list.getByRole('listitem')).toHaveCount(2)
  await expect(list).toContainText('pexels-gons3.jpg')
  await expect(
    asked.getByRole('radiogroup', { name: 'What to do with file2.txt, which already exists' }),
  ).toBeVisible()
  await asked.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(page.getByRole('status', { name: 'Transfer result' })).toContainText('1 uploaded · 1 skipped')
  const place = { segmentId, name: 'pexels-gons3.jpg' }
  expect(Buffer.from(await server.store.readBytes(place)).toString()).toBe('english')
})
