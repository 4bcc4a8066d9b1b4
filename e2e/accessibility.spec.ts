import {
  askToDelete,
  confirm,
  goTo,
  grid,
  openSegments,
  protect,
  question,
  result,
  row,
  select,
  signIn,
} from './support/actions'
import { allThemes, expectCleanInThemes } from './support/expect-clean'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

test('axe finds nothing serious on any screen, in any theme', async ({ launch, server }) => {
  test.setTimeout(180_000)
  const { page } = await launch()
  const check = (screen: string): Promise<void> => expectCleanInThemes(page, screen, allThemes)
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  await check('connect')
  await signIn(page, server, 'not-the-key')
  await expect(page.getByRole('alert')).toBeVisible()
  await check('connect, refused')
  await openSegments(page, server, segmentIds)
  await check('assets')
  await select(page, 'file2.txt, all, -, 27665604')
  await check('assets, one selected')
  await askToDelete(page)
  await check('question')
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await check('result')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('no such file')
  await check('no match')
  await page.getByRole('searchbox', { name: 'Search assets' }).fill('')
  await select(page, 'file10.txt, all, -, 27665604')
  await protect(page, 'Whole segment')
  await expect(row(page, 'file10.txt, all, -, 27665604')).toHaveAttribute('aria-description', /Protected/)
  await check('assets, protected')
  await goTo(page, 'Recycle bin')
  await page.getByRole('grid', { name: 'Recycle bin' }).getByRole('row').nth(1).click()
  await check('recycle bin')
  await goTo(page, 'Activity')
  await page.getByRole('grid', { name: 'Activity' }).getByRole('row').nth(1).click()
  await check('activity')
  await goTo(page, 'Settings')
  const readOnly = page.getByRole('checkbox', { name: /^Read-only for/ })
  await readOnly.click()
  await expect(readOnly).toBeChecked()
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await check('settings')
  await page.getByRole('textbox', { name: 'Files deleted at once' }).fill('99')
  await readOnly.click()
  await expect(page.getByText('Enter a whole number from 1 to 8.')).toBeVisible()
  await check('settings, with an error and a question')
})

test('a file can be deleted by keyboard alone', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Space')
  await page.keyboard.press('Delete')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(question(page).getByRole('button', { name: 'Delete permanently' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(result(page)).toContainText('Deleted and verified')
})
