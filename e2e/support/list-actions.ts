import type { Locator, Page } from '@playwright/test'
import { grid } from './actions'

/** Steps that change the view of the list: table or grid, groups, filters. */

export function showAs(page: Page, view: 'Grid' | 'Table'): Promise<void> {
  return page.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: view }).click()
}

export function tile(page: Page, name: string): Locator {
  return grid(page).getByRole('gridcell', { name, exact: true })
}

export async function groupBy(page: Page, by: string): Promise<void> {
  await page
    .getByRole('toolbar', { name: 'Asset actions' })
    .getByRole('button', { name: /^Group/ })
    .click()
  await page.getByRole('menuitem', { name: by }).click()
}

export async function checkFilterOption(page: Page, filter: string, option: string): Promise<void> {
  const bar = page.getByRole('group', { name: 'Filters' })
  await bar.getByRole('button', { name: `Filter by ${filter}` }).click()
  await page
    .getByRole('dialog', { name: filter })
    .getByRole('checkbox', { name: new RegExp(`^${option}`) })
    .click()
  await page.keyboard.press('Escape')
}
