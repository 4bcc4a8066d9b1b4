import {
  askToDelete,
  confirm,
  count,
  grid,
  openAndAsk,
  openAndDelete,
  openSegments,
  question,
  result,
  row,
  select,
} from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const english = 'pexels-gons3.jpg, en, -, 27665601'
const deletes = { method: 'DELETE', path: /\/assets\// }

test('one localised file goes, its namesakes stay, and the list is fresh', async ({ page, server }) => {
  await openAndAsk(page, server, english)
  await expect(question(page)).toHaveAccessibleName(/^Delete 1 file\?/)
  const files = question(page).getByRole('list', { name: 'Files to delete' })
  await expect(files).toContainText('pexels-gons3.jpg')
  await expect(files).toContainText('27665601')
  await expect(files).toContainText('en')
  await expect(question(page)).toContainText('acme-loc')
  await expect(question(page)).toContainText(new URL(server.url).host)
  await confirm(page)
  await expect(result(page)).toContainText('pexels-gons3.jpg')
  await expect(result(page)).toContainText('Deleted and verified')
  await expect(count(page)).toHaveText('9 assets')
  await expect(row(page, english)).toHaveCount(0)
  await expect(row(page, 'pexels-gons3.jpg, de, -, 27665601')).toBeVisible()
  await expect(row(page, 'pexels-gons3.jpg, all, -, 27665601')).toBeVisible()
  await expect(row(page, 'pexels-gons3.jpg, en, public/views, 27665601')).toBeVisible()
  expect(server.calls.count(deletes)).toBe(1)
})

test('many files go in one job', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await select(page, english, 'file2.txt, all, -, 27665604', '#1 100%.png, ja, -, 27665602')
  await page.keyboard.press('Delete')
  await expect(question(page)).toHaveAccessibleName(/^Delete 3 files\?/)
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(3)
  await expect(count(page)).toHaveText('7 assets')
})

test('Cancel, Escape and Enter delete nothing; the focus starts on Cancel and comes back to the list', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  await select(page, english)
  for (const way of ['click', 'Escape', 'Enter'] as const) {
    await askToDelete(page)
    const cancel = question(page).getByRole('button', { name: 'Cancel' })
    await expect(cancel).toBeFocused()
    if (way === 'click') await cancel.click()
    else await page.keyboard.press(way)
    await expect(question(page)).toBeHidden()
    await expect(row(page, english)).toHaveAttribute('aria-selected', 'true')
    await expect(grid(page)).toBeFocused()
  }
  await page.keyboard.press('Delete')
  await expect(question(page)).toBeVisible()
  await page.keyboard.press('Escape')
  expect(server.calls.count(deletes)).toBe(0)
  await expect(count(page)).toHaveText('1 of 10 selected')
})

test('above 25 files the number must be typed', async ({ page, startServer }) => {
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: 5, did: 1 }],
      assets: Array.from({ length: 26 }, (_, index) => ({
        segmentId: 5,
        name: `f${String(index)}.txt`,
        bytes: 'x',
      })),
    },
  })
  await openSegments(page, server, [5])
  await row(page, 'f0.txt, all, -, 5').click()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.press('Delete')
  const button = question(page).getByRole('button', { name: 'Delete permanently' })
  const box = question(page).getByRole('textbox', { name: 'Type the number of files to confirm' })
  await expect(button).toBeDisabled()
  await box.fill('25')
  await expect(button).toBeDisabled()
  await box.fill('26')
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(26)
  await expect(count(page)).toHaveText('0 assets')
})

test('a lying 200 is told as still on the server, and the job stops', async ({ page, server }) => {
  server.faults.add({ match: deletes, fault: { kind: 'lying-delete' } })
  await openAndDelete(page, server, english, 'file2.txt, all, -, 27665604')
  await expect(result(page)).toContainText('Still on the server')
  await expect(result(page)).toContainText('Not deleted')
  await expect(result(page)).not.toContainText('Deleted and verified')
  await expect(row(page, english)).toBeVisible()
  expect(server.calls.count(deletes)).toBe(1)
})

test('a server that deletes more is caught at the first file, and what vanished is named', async ({
  page,
  server,
}) => {
  server.faults.add({ match: deletes, fault: { kind: 'greedy-delete', also: 'whole-segment' } })
  await openAndDelete(page, server, 'file2.txt, all, -, 27665604', 'narration.wav, fr, -, 27665603')
  const alarm = page.getByRole('alert')
  await expect(alarm).toContainText('file10.txt')
  await expect(alarm).toContainText('Änderung.txt')
  expect(server.calls.count(deletes)).toBe(1)
  await expect(row(page, 'narration.wav, fr, -, 27665603')).toBeVisible()
})

test('a file that changed between question and confirmation stays, one that went is told as gone', async ({
  page,
  server,
}) => {
  await openAndAsk(page, server, english, 'file2.txt, all, -, 27665604', 'file10.txt, all, -, 27665604')
  await server.store.put({
    segmentId: 27_665_601,
    locale: 'en',
    name: 'pexels-gons3.jpg',
    bytes: 'a newer picture',
  })
  await server.store.remove({ segmentId: 27_665_604, name: 'file2.txt' })
  await confirm(page)
  await expect(result(page).getByRole('listitem').filter({ hasText: 'pexels-gons3.jpg' })).toContainText(
    'Not deleted: changed since you looked',
  )
  await expect(result(page).getByRole('listitem').filter({ hasText: 'file2.txt' })).toContainText(
    'Was already gone',
  )
  await expect(result(page).getByRole('listitem').filter({ hasText: 'file10.txt' })).toContainText(
    'Deleted and verified',
  )
  await expect(row(page, english)).toBeVisible()
})

for (const right of ['403', '400'] as const) {
  test(`no right to delete is told in its own sentence (${right})`, async ({ page, server }) => {
    server.switches.deleteRight = right
    await openAndDelete(page, server, english, 'file2.txt, all, -, 27665604')
    await expect(result(page)).toContainText('does not have permission to delete')
    await expect(result(page)).not.toContainText('Deleted and verified')
    expect(server.calls.count(deletes)).toBe(1)
  })
}

for (const status of [400, 401] as const) {
  test(`tokens that die every second call cost nothing (${String(status)})`, async ({ page, server }) => {
    server.switches.tokenErrorStatus = status
    server.faults.add({ match: { path: /assets/, every: 2 }, fault: { kind: 'token-dies', status } })
    await openSegments(page, server, segmentIds)
    await row(page, english).click()
    await page.keyboard.press('ControlOrMeta+a')
    await askToDelete(page)
    await confirm(page)
    await expect(result(page).getByText('Deleted and verified')).toHaveCount(10)
    await expect(count(page)).toHaveText('0 assets')
  })
}

test('Stop stops: what is in flight is told, the rest stays', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await row(page, english).click()
  await page.keyboard.press('ControlOrMeta+a')
  await askToDelete(page)
  const release = server.faults.hold(deletes)
  const arrived = server.faults.waitFor(deletes)
  await confirm(page)
  await arrived
  const operations = page.getByRole('region', { name: 'Operations' })
  await expect(operations.getByRole('progressbar', { name: 'Delete 10 files' })).toBeVisible()
  await operations.getByRole('button', { name: 'Stop' }).click()
  release()
  await expect(result(page)).toContainText('you stopped the deletion first')
  const gone = server.calls.count(deletes)
  expect(gone).toBeLessThan(10)
  const left = String(10 - gone)
  await expect(count(page)).toHaveText(`${left} of ${left} selected`)
})
