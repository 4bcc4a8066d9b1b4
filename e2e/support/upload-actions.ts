import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test as base } from './test'

/** A journey with a folder for the files that the user uploads. */
export const test = base.extend<{ readonly sourceFolder: string }>({
  sourceFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-desk-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

export { expect }

/** The two calls of an upload, and the listing calls. */
export const mediaCalls = { method: 'POST', path: /\/api\/media\/upload/ } as const
export const attachCalls = { method: 'POST', path: /\/assets\/\d+\?/ } as const
export const listingCalls = { method: 'GET', path: /\/assets\/(\d+\/)?list/ } as const

/** The dialog with the plan of an upload or a copy. */
export function uploadPlan(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(Upload|Copy|Nothing to)/ })
}

export function planField(page: Page, name: 'Segment' | 'Language' | 'Folder'): Locator {
  return uploadPlan(page).getByRole('combobox', { name })
}

/** Fills a field and leaves it, which closes its suggestions. */
export async function fillField(
  page: Page,
  name: 'Segment' | 'Language' | 'Folder',
  text: string | number,
): Promise<void> {
  await planField(page, name).fill(String(text))
  await planField(page, name).press('Tab')
  await expect(planField(page, name)).toHaveValue(String(text))
}

/** Expects this destination in the dialog. */
export async function expectDestination(
  page: Page,
  segment: number | '',
  [language, folder]: readonly [string, string] = ['All languages', ''],
): Promise<void> {
  await expect(planField(page, 'Segment')).toHaveValue(String(segment))
  await expect(planField(page, 'Language')).toHaveValue(language)
  await expect(planField(page, 'Folder')).toHaveValue(folder)
}

export function plannedFile(page: Page, name: string | RegExp): Locator {
  return uploadPlan(page)
    .getByRole('list', { name: /^Files to/ })
    .getByRole('listitem')
    .filter({ hasText: name })
}

export function leftOutFile(page: Page, name: string | RegExp): Locator {
  return uploadPlan(page)
    .getByRole('list', { name: 'Left out' })
    .getByRole('listitem')
    .filter({ hasText: name })
}

/** The choices for a file whose name is taken. */
export function conflictChoice(page: Page, name: string): Locator {
  return uploadPlan(page).getByRole('radiogroup', { name: `What to do with ${name}, which already exists` })
}

/** Starts the planned upload. */
export async function startUpload(page: Page): Promise<void> {
  await uploadPlan(page).getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(uploadPlan(page)).toBeHidden()
}

/** The newest batch of this name in the queue. */
export function queuedBatch(page: Page, name: string | RegExp): Locator {
  return page.getByRole('region', { name: 'Operations' }).getByRole('group', { name }).first()
}

export function queuedFile(page: Page, name: string | RegExp): Locator {
  return page
    .getByRole('region', { name: 'Operations' })
    .getByRole('list', { name: /^Files of/ })
    .first()
    .getByRole('listitem')
    .filter({ hasText: name })
}

export function destinationStatus(page: Page): Locator {
  return page.getByRole('status', { name: 'Where it goes' })
}
