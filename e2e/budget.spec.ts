import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { askToDelete, confirm, openSegments, question, result, select } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { budgetMeter, expectMeterMatchesServer } from './support/budget-meter'
import { expect, test } from './support/test'

const second = 'file2.txt, all, -, 27665604'
const third = 'file10.txt, all, -, 27665604'

test('the meter shows exactly the calls that the server counted, also after a restart', async ({
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

test('calls are still counted after the app was killed', async ({ launch, server }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await expectMeterMatchesServer(first.page, server)
  const exited = new Promise((resolve) => first.app.process().once('exit', resolve))
  first.app.process().kill('SIGKILL')
  await exited
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expectMeterMatchesServer(page, server)
})

test('a dialog shows what used the calls', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await page.getByRole('button', { name: 'API call usage' }).click()
  const details = page.getByRole('dialog', { name: 'API calls this hour' })
  await expect(details).toContainText('Listings')
  await expect(details).toContainText('Projects and documents')
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
})

test('a 429 shows a countdown and the use by others, and calls then resume automatically', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  server.faults.add({ match: { path: /\/assets\/list/, nth: 1 }, fault: { kind: 'throttle', retryAfter: 4 } })
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Refresh' }).click()
  const usageButton = page.getByRole('button', { name: 'API call usage' })
  await expect(usageButton).toContainText(/resumes in \d/i)
  await usageButton.click()
  await expect(page.getByRole('dialog', { name: 'API calls this hour' })).toContainText('By others')
  await page.keyboard.press('Escape')
  await expect(usageButton).toContainText(/\d+ of 1,000/, { timeout: 15_000 })
})

test('a deletion that exceeds the hourly allowance shows when it will finish', async ({
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
  await expect(question(page)).toContainText(
    /more than this hour allows\. Refshelf must stay open until about \w/,
  )
})
