import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { askToDelete, confirm, openSegments, question, result, select } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { budgetMeter, expectMeterMatchesServer } from './support/budget-meter'
import { expect, test } from './support/test'

const second = 'file2.txt, all, -, 27665604'
const third = 'file10.txt, all, -, 27665604'

test('the meter grows by exactly the calls that the server counted, and survives a restart', async ({
  launch,
  server,
}) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await expect(budgetMeter(first.page)).toHaveAttribute('aria-valuemax', '1000')
  await expectMeterMatchesServer(first.page, server)
  await select(first.page, second)
  await askToDelete(first.page)
  await confirm(first.page)
  await expect(result(first.page)).toContainText('Deleted and verified')
  await expectMeterMatchesServer(first.page, server)
  await first.app.close()

  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expectMeterMatchesServer(page, server)
})

test('a kill does not forget calls', async ({ launch, server }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await expectMeterMatchesServer(first.page, server)
  const gone = new Promise((resolve) => first.app.process().once('exit', resolve))
  first.app.process().kill('SIGKILL')
  await gone
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expectMeterMatchesServer(page, server)
})

test('what used the calls is told on demand', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'API call usage' }).click()
  const details = page.getByRole('dialog', { name: 'API calls this hour' })
  await expect(details).toContainText('Listings')
  await expect(details).toContainText('Projects and documents')
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
})

test('a 429 shows a countdown and that others use the account, and the hour goes on by itself', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  server.faults.add({ match: { path: /\/assets\/list/, nth: 1 }, fault: { kind: 'throttle', retryAfter: 4 } })
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Refresh' }).click()
  const more = page.getByRole('button', { name: 'API call usage' })
  await expect(more).toContainText(/resumes in \d/i)
  await more.click()
  await expect(page.getByRole('dialog', { name: 'API calls this hour' })).toContainText('By others')
  await page.keyboard.press('Escape')
  await expect(more).toContainText(/\d+ of 1,000/, { timeout: 15_000 })
})

test('a deletion that does not fit the hour says when it will be done', async ({
  launch,
  server,
  userData,
}) => {
  await mkdir(userData, { recursive: true })
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ v: 1, hourlyAllowance: 8 }))
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expect(budgetMeter(page)).toHaveAttribute('aria-valuemax', '8')
  await select(page, second, third)
  await askToDelete(page)
  await expect(question(page)).toContainText(/more than this hour allows, done at about \d/)
})
