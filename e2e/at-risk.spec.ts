import { confirm, count, openAndAsk, openAndDelete, question, result, row } from './support/actions'
import { expect, test } from './support/test'

const neutral = 'pexels-gons3.jpg, all, -, 27665601'
const english = 'pexels-gons3.jpg, en, -, 27665601'
const german = 'pexels-gons3.jpg, de, -, 27665601'
const second = 'file2.txt, all, -, 27665604'
const deletes = { method: 'DELETE', path: /\/assets\// }
const downloads = { method: 'GET', path: /\/assets\/\d+\?/ }

test('a file without a language is deleted once its namesakes in other languages are backed up', async ({
  page,
  server,
}) => {
  await openAndAsk(page, server, neutral, second)
  await expect(question(page)).toContainText('2 files that you did not select may be deleted too')
  const before = server.calls.count()
  const downloadsBefore = server.calls.count(downloads)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await expect(row(page, english)).toBeVisible()
  expect(server.calls.count(downloads) - downloadsBefore).toBe(2 + 2)
  // The listing on confirmation, the backups, the deletions, the listing after the canary, the closing listing.
  expect(server.calls.count() - before).toBe(1 + 4 + 2 + 1 + 1)
})

test('a server that also deletes the namesakes is caught at the first file, and they are restored from backups', async ({
  page,
  server,
}) => {
  server.switches.filenameWithoutLocale = 'every-locale'
  await openAndDelete(page, server, neutral, second)
  const alarm = page.getByRole('alert')
  await expect(alarm).toContainText('2 files vanished that were not part of the deletion')
  await expect(alarm.getByRole('button', { name: 'Restore' })).toHaveCount(2)
  expect(server.calls.count(deletes)).toBe(1)
  await expect(row(page, second)).toBeVisible()
  await expect(row(page, german)).toHaveCount(0)
  await alarm
    .getByRole('listitem')
    .filter({ hasText: '· de' })
    .getByRole('button', { name: 'Restore' })
    .click()
  await expect(page.getByRole('status', { name: 'Restore result' })).toContainText('Restored and verified')
  await expect(row(page, german)).toBeVisible()
  const asset = { segmentId: 27_665_601, locale: 'de', name: 'pexels-gons3.jpg' }
  expect(Buffer.from(await server.store.readBytes(asset)).toString()).toBe('german')
  await expect(count(page)).toHaveText('1 of 8 selected')
})

test('a file is not deleted when the backup of a namesake fails; the result says why, and other files are deleted', async ({
  page,
  server,
}) => {
  server.faults.add({
    match: { ...downloads, path: /\/assets\/27665601\?.*locale=de/ },
    fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' },
  })
  await openAndDelete(page, server, neutral, second)
  await expect(result(page).getByRole('listitem').filter({ hasText: 'pexels' })).toContainText(
    'Not deleted: a file that may be deleted with it could not be copied',
  )
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(1)
  await expect(row(page, neutral)).toBeVisible()
  expect(server.calls.count({ ...deletes, path: /pexels/ })).toBe(0)
})
