import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { askToDelete, confirm, count, openSegments, question, result, row, select } from './support/actions'
import { segmentIds } from './support/journey-seed'
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

async function openBin(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' }).click()
  await expect(page.getByRole('heading', { name: 'Recycle bin' })).toBeVisible()
}

function outcomeOf(page: Page, name: string): Locator {
  return result(page).getByRole('listitem').filter({ hasText: name })
}

test('a copy is kept of each file before it is deleted; one whose copy fails stays, and says why', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  server.faults.add({ match: download, fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' } })
  await openSegments(page, server, segmentIds)
  await select(page, english, second, third)
  await askToDelete(page)
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  await confirm(page)
  await expect(outcomeOf(page, 'file2.txt')).toContainText('Not deleted: copy failed')
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  expect(server.calls.count({ ...deletes, path: /file2/ })).toBe(0)
  await expect(row(page, second)).toBeVisible()
  await openBin(page)
  await expect(copyOf(page, english)).toBeVisible()
  await expect(copyOf(page, third)).toBeVisible()
  await expect(copyOf(page, second)).toHaveCount(0)
})

test('a deleted file comes back from the result, verified, and the list shows it', async ({
  launch,
  server,
  userData,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, third)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(row(page, third)).toHaveCount(0)
  expect((await stat(path.join(userData, 'recycle-bin'))).mode & 0o777).toBe(0o700)
  expect((await stat(path.join(userData, 'recycle-bin', 'bin.log'))).mode & 0o777).toBe(0o600)
  await result(page).getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByRole('status', { name: 'Restore result' })).toContainText('Restored and verified')
  await expect(row(page, third)).toBeVisible()
  await expect(count(page)).toHaveText('10 assets')
  const place = { segmentId: 27_665_602, locale: 'ja', name: '#1 100%.png' }
  expect(Buffer.from(await server.store.readBytes(place)).toString()).toBe('png')
})

test('several copies come back at once from the bin; a file that is there now is left alone', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, english, second)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await server.store.put({ segmentId: 27_665_604, name: 'file2.txt', bytes: 'somebody else’s' })
  await openBin(page)
  await copyOf(page, english).click()
  await copyOf(page, second).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored.getByRole('listitem').filter({ hasText: 'pexels' })).toContainText(
    'Restored and verified',
  )
  await expect(restored.getByRole('listitem').filter({ hasText: 'file2' })).toContainText(
    'A file of this name is there now',
  )
  const there = await server.store.readBytes({ segmentId: 27_665_604, name: 'file2.txt' })
  expect(Buffer.from(there).toString()).toBe('somebody else’s')
})

test('Replace… deletes what is there now by the ordinary question, keeps a copy of it, and restores', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, second)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await server.store.put({ segmentId: 27_665_604, name: 'file2.txt', bytes: 'somebody else’s' })
  await result(page).getByRole('button', { name: 'Restore' }).click()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored).toContainText('A file of this name is there now')
  const asked = server.calls.count(deletes)
  await restored.getByRole('button', { name: 'Replace…' }).click()
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(question(page)).toContainText('file2.txt')
  await expect(question(page)).toContainText('one copy from the recycle bin is uploaded in its place')
  await expect(question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' })).toBeChecked()
  expect(server.calls.count(deletes)).toBe(asked)
  await confirm(page)
  await expect(restored).toContainText('Restored and verified')
  await expect(result(page)).toContainText('Deleted and verified')
  const there = await server.store.readBytes({ segmentId: 27_665_604, name: 'file2.txt' })
  expect(Buffer.from(there).toString()).toBe('two')
  await openBin(page)
  await expect(copyOf(page, second)).toHaveCount(2)
})

test('a restore is stopped: the file in flight is finished and told, the others are not sent', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, english, second)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  const media = { method: 'POST', path: /media\/upload/ }
  const arrived = server.faults.waitFor(media)
  const release = server.faults.hold(media)
  await openBin(page)
  await copyOf(page, english).click()
  await copyOf(page, second).click({ modifiers: ['ControlOrMeta'] })
  await page.getByRole('toolbar').getByRole('button', { name: 'Restore' }).click()
  await arrived
  await page.getByRole('button', { name: 'Stop' }).click()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeDisabled()
  release()
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored.getByText('Restored and verified')).toHaveCount(1)
  await expect(restored.getByText('Stopped.')).toHaveCount(1)
  expect(server.calls.count(media)).toBe(1)
})

test('copies can be switched off for one deletion, in plain words, without another listing', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, english)
  await askToDelete(page)
  const asked = server.calls.count()
  await question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' }).uncheck()
  await expect(question(page)).toContainText('nobody can bring these files back')
  expect(server.calls.count()).toBe(asked)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(result(page).getByRole('button', { name: 'Restore' })).toHaveCount(0)
  expect(server.calls.count({ method: 'GET', path: /\/assets\/\d+\?/ })).toBe(0)
})

test('copies are saved and removed without a connection', async ({ launch, server, userData }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await select(first.page, third)
  await askToDelete(first.page)
  await confirm(first.page)
  await expect(result(first.page)).toContainText('Deleted and verified')
  await first.app.close()
  await server.close()

  const { app, page } = await launch()
  await openBin(page)
  await copyOf(page, third).click()
  await expect(page.getByRole('button', { name: 'Restore' })).toBeDisabled()
  const target = path.join(userData, 'saved.png')
  await answerSaveDialog(app, target)
  await page.getByRole('button', { name: 'Save a copy' }).click()
  await expect(page.getByText('1 copy saved.')).toBeVisible()
  expect(await readFile(target, 'utf8')).toBe('png')

  await page.getByRole('button', { name: 'Delete the copy' }).click()
  const asked = page.getByRole('alertdialog', { name: 'Remove 1 copy for good?' })
  await expect(asked.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await asked.getByRole('button', { name: 'Remove for good' }).click()
  await expect(page.getByText('The recycle bin is empty')).toBeVisible()
})

/** The system's dialog is not ours to click: it is told what the user would have chosen. */
async function answerSaveDialog(app: ElectronApplication, filePath: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, filePath)
}
