import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { confirm, count, goTo, openAndAsk, openAndDelete, question, result, row } from './support/actions'
import { answerQuestions, recordedQuestions } from './support/native-questions'
import { expect, test } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const third = '#1 100%.png, ja, -, 27665602'
const deletes = { method: 'DELETE', path: /\/assets\// }
const download = { method: 'GET', path: /\/assets\/27665604\?.*filename=file2\.txt/ }

function bin(page: Page): Locator {
  return page.getByRole('grid', { name: 'Recycle bin' })
}

function copyOf(page: Page, name: string): Locator {
  return bin(page).getByRole('row', { name, exact: true })
}

function outcomeOf(page: Page, name: string): Locator {
  return result(page).getByRole('listitem').filter({ hasText: name })
}

test('each file is backed up before it is deleted; a file whose copy fails stays, with the reason', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  server.faults.add({ match: download, fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' } })
  await openAndAsk(page, server, english, second, third)
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  await confirm(page)
  await expect(outcomeOf(page, 'file2.txt')).toContainText('Not deleted: copy failed')
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  expect(server.calls.count({ ...deletes, path: /file2/ })).toBe(0)
  await expect(row(page, second)).toBeVisible()
  await goTo(page, 'Recycle bin')
  await expect(copyOf(page, english)).toBeVisible()
  await expect(copyOf(page, third)).toBeVisible()
  await expect(copyOf(page, second)).toHaveCount(0)
})

test('a deleted file is restored from the result, verified, and listed', async ({
  launch,
  server,
  userData,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, third)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(row(page, third)).toHaveCount(0)
  expect((await stat(path.join(userData, 'recycle-bin'))).mode & 0o777).toBe(0o700)
  expect((await stat(path.join(userData, 'recycle-bin', 'bin.log'))).mode & 0o777).toBe(0o600)
  await result(page).getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('status', { name: 'Restore result' })).toContainText('Restored and verified')
  await expect(row(page, third)).toBeVisible()
  await expect(count(page)).toHaveText('10 assets')
  const identity = { segmentId: 27_665_602, locale: 'ja', name: '#1 100%.png' }
  expect(Buffer.from(await server.store.readBytes(identity)).toString()).toBe('png')
})

test('several copies are restored together; a file that now has the name is left alone', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, english, second)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await server.store.put({ segmentId: 27_665_604, name: 'file2.txt', bytes: 'somebody else’s' })
  await goTo(page, 'Recycle bin')
  await copyOf(page, english).click()
  await copyOf(page, second).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored.getByRole('listitem').filter({ hasText: 'pexels' })).toContainText(
    'Restored and verified',
  )
  await expect(restored.getByRole('listitem').filter({ hasText: 'file2' })).toContainText(
    'a file with this name is there now',
  )
  const there = await server.store.readBytes({ segmentId: 27_665_604, name: 'file2.txt' })
  expect(Buffer.from(there).toString()).toBe('somebody else’s')
})

test('Replace… deletes the present file after the usual confirmation, backs it up, and restores', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, second)
  await expect(result(page)).toContainText('Deleted and verified')
  await server.store.put({ segmentId: 27_665_604, name: 'file2.txt', bytes: 'somebody else’s' })
  await result(page).getByRole('button', { name: 'Restore' }).click()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored).toContainText('a file with this name is there now')
  const deletesBefore = server.calls.count(deletes)
  await restored.getByRole('button', { name: 'Replace…' }).click()
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).toContainText('a copy from the recycle bin is uploaded in its place')
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  expect(server.calls.count(deletes)).toBe(deletesBefore)
  await confirm(page)
  await expect(restored).toContainText('Restored and verified')
  await expect(result(page)).toContainText('Deleted and verified')
  const there = await server.store.readBytes({ segmentId: 27_665_604, name: 'file2.txt' })
  expect(Buffer.from(there).toString()).toBe('two')
  await goTo(page, 'Recycle bin')
  await expect(copyOf(page, second)).toHaveCount(2)
})

test('a stopped restore finishes and reports the file in flight, and sends no other', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, english, second)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  const media = { method: 'POST', path: /media\/upload/ }
  const arrived = server.faults.waitFor(media)
  const release = server.faults.hold(media)
  await goTo(page, 'Recycle bin')
  await copyOf(page, english).click()
  await copyOf(page, second).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click()
  await arrived
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
  release()
  const restored = page.getByRole('status', { name: 'Restore result' })
  // A stop also ends the comparison of its bytes.
  await expect(restored.getByText('Restored, size verified')).toHaveCount(1)
  await expect(restored.getByText('Stopped.')).toHaveCount(1)
  expect(server.calls.count(media)).toBe(1)
})

test('copies can be switched off for one deletion, with a warning and without another listing', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndAsk(page, server, english)
  // Only listings, because the selected file may be previewed at the same time.
  const listings = { path: /\/assets\/(list|\d+\/list)/ }
  const listingsBefore = server.calls.count(listings)
  await question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' }).uncheck()
  await expect(question(page)).toContainText('these files cannot be restored')
  expect(server.calls.count(listings)).toBe(listingsBefore)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(result(page).getByRole('button', { name: 'Restore' })).toHaveCount(0)
  // The next file of the list may be previewed by now.
  expect(server.calls.count({ method: 'GET', path: /\/assets\/27665601\?.*&locale=en$/ })).toBe(0)
})

test('copies are saved and deleted without a connection', async ({ launch, server, userData }) => {
  const first = await launch()
  await openAndDelete(first.page, server, third)
  await expect(result(first.page)).toContainText('Deleted and verified')
  await first.app.close()
  await server.close()

  const { app, page } = await launch()
  await goTo(page, 'Recycle bin')
  await copyOf(page, third).click()
  await expect(page.getByRole('button', { name: 'Restore' })).toBeDisabled()
  const target = path.join(userData, 'saved.png')
  await answerSaveDialog(app, target)
  await page.getByRole('button', { name: 'Save a copy' }).click()
  await expect(page.getByText('1 copy saved.')).toBeVisible()
  expect(await readFile(target, 'utf8')).toBe('png')

  await answerQuestions(app, 'cancel')
  await page.getByRole('button', { name: 'Delete the copy' }).click()
  await expect
    .poll(() => recordedQuestions(app))
    .toMatchObject([{ message: 'Copies to delete permanently: 1', defaultId: 1 }])
  await expect(copyOf(page, third)).toBeVisible()
  await answerQuestions(app, 'confirm')
  await page.getByRole('button', { name: 'Delete the copy' }).click()
  await expect(page.getByText('The recycle bin is empty')).toBeVisible()
})

/** A 2×2 pixel PNG. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR42mNQaDgARAwQCgAkDgWBlAbo+wAAAABJRU5ErkJggg==',
  'base64',
)
const picture = 'map.png, all, -, 27665605'
const htmlPage = 'page.png, all, -, 27665605'
const drawing = 'drawing.png, all, -, 27665605'

test('a picture shows a thumbnail, also signed out; a page named like a picture does not', async ({
  launch,
  server,
}) => {
  const markup =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
  await server.store.put({ segmentId: 27_665_605, name: 'map.png', bytes: png })
  await server.store.put({ segmentId: 27_665_605, name: 'page.png', bytes: '<!doctype html><h1>page</h1>' })
  await server.store.put({ segmentId: 27_665_605, name: 'drawing.png', bytes: markup })
  const first = await launch()
  await openAndDelete(first.page, server, picture, htmlPage, drawing)
  await expect(result(first.page).getByText('Deleted and verified')).toHaveCount(3)
  await first.app.close()
  await server.close()

  const { page: window } = await launch()
  await goTo(window, 'Recycle bin')
  const shown = copyOf(window, picture).locator('img')
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(2)
  await expect(shown).toHaveAttribute('src', /^preview:\/\/copy\/[\da-f]{32}$/)
  for (const name of [htmlPage, drawing]) {
    await expect(copyOf(window, name)).toBeVisible()
    await expect(copyOf(window, name).locator('img')).toHaveCount(0)
  }
})

/** Replaces the system's save dialog, which a test cannot click, with one that returns the user's choice. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, filePath)
}

test('a copy of a file that is still on the server is not listed in the bin as deleted', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  server.faults.add({ match: deletes, fault: { kind: 'lying-delete' } })
  await openAndDelete(page, server, second)
  await expect(result(page)).toContainText('Still on the server')
  const part = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  await expect(part).toHaveText('Recycle bin')
  await goTo(page, 'Recycle bin')
  await expect(copyOf(page, second)).toContainText('Still on the server')
  await copyOf(page, second).click()
  const toolbar = page.getByRole('toolbar')
  await expect(toolbar.getByRole('button', { name: 'Save a copy' })).toBeEnabled()
  await expect(toolbar.getByRole('button', { name: 'Restore' })).toBeDisabled()
})

test('a restored file says so in the result and in the bin, and is not offered again', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, english, second)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  const part = page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' })
  await expect(part).toHaveText('Recycle bin2')
  await outcomeOf(page, 'file2.txt').getByRole('button', { name: 'Restore' }).click()
  await expect(outcomeOf(page, 'file2.txt')).toContainText('Restored')
  await expect(outcomeOf(page, 'file2.txt').getByRole('button', { name: 'Restore' })).toHaveCount(0)
  await expect(outcomeOf(page, 'pexels').getByRole('button', { name: 'Restore' })).toBeVisible()
  await expect(part).toHaveText('Recycle bin1')
  await goTo(page, 'Recycle bin')
  await expect(copyOf(page, second)).toContainText('Restored')
  await copyOf(page, second).click()
  await expect(page.getByRole('toolbar').getByRole('button', { name: 'Restore' })).toBeDisabled()
})

test('a deletion is undone with Ctrl+Z, from the status bar, or from its result', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await openAndDelete(page, server, english, second)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await expect(page.getByRole('button', { name: 'Restore all 2' })).toBeVisible()
  await expect(page.getByText('2 files deleted')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+z')
  await expect(restored.getByText('Restored and verified')).toHaveCount(2)
  await expect(count(page)).toHaveText('10 assets')
  await expect(page.getByRole('button', { name: 'Restore all 2' })).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Undo' })).toHaveCount(0)
  const uploads = server.calls.count({ method: 'POST', path: /media\/upload/ })
  await page.keyboard.press('ControlOrMeta+z')
  await row(page, third).click()
  await page.keyboard.press('Delete')
  await confirm(page)
  await expect(result(page)).toContainText('#1 100%.png')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(restored).toContainText('#1 100%.png')
  await expect(restored).toContainText('Restored and verified')
  await expect(row(page, third)).toBeVisible()
  expect(server.calls.count({ method: 'POST', path: /media\/upload/ })).toBe(uploads + 1)
})
