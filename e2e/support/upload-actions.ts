import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { expect, test as base } from './test'

/** A journey with a folder of the user's own, where the files are that are given. */
export const test = base.extend<{ readonly sourceFolder: string }>({
  sourceFolder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-desk-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
})

export { expect }

/** The two calls of an upload, and the listings. */
export const mediaCalls = { method: 'POST', path: /\/api\/media\/upload/ } as const
export const attachCalls = { method: 'POST', path: /\/assets\/\d+\?/ } as const
export const listingCalls = { method: 'GET', path: /\/assets\/(\d+\/)?list/ } as const

/** The dialog that says what goes where. */
export function uploadPlan(page: Page): Locator {
  return page.getByRole('dialog', { name: /^(Upload|Copy|Nothing to)/ })
}

export function planField(page: Page, name: 'Segment' | 'Language' | 'Folder'): Locator {
  return uploadPlan(page).getByRole('combobox', { name })
}

/** Types into a field and leaves it, so that what it offers is out of the way. */
export async function fillField(
  page: Page,
  name: 'Segment' | 'Language' | 'Folder',
  text: string | number,
): Promise<void> {
  await planField(page, name).fill(String(text))
  await planField(page, name).press('Tab')
  await expect(planField(page, name)).toHaveValue(String(text))
}

/** Where the dialog says that it goes. */
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

/** What becomes of this file, whose place is taken. */
export function conflictChoice(page: Page, name: string): Locator {
  return uploadPlan(page).getByRole('radiogroup', { name: `What to do with ${name}, which already exists` })
}

/** Begins what the dialog says. */
export async function startUpload(page: Page): Promise<void> {
  await uploadPlan(page).getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(uploadPlan(page)).toBeHidden()
}

/** What the queue shows of files that were given at once, newest first. */
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
