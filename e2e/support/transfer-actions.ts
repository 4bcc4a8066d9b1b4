import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { answerDialogs } from './desktop-stubs'
import type { DemoServer } from '../../src/demo-server'
import { apiKey, expect, test as base, type LaunchOptions, type RunningApp } from './test'

/** Common steps of the transfer journeys. */

export const test = base.extend<{
  /** The user's folder: the source of uploads and the destination of downloads. */
  readonly desktop: string
}>({
  desktop: async ({}, use) => {
    const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'refshelf-desktop-')))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

export function operations(page: Page): Locator {
  return page.getByRole('region', { name: 'Operations' })
}

/** A batch of the queue by its name, such as `Upload 3 files`. */
export function batch(page: Page, name: string): Locator {
  return operations(page).getByRole('group', { name, exact: true })
}

/** The row of a file in any batch. */
export function fileLine(page: Page, name: string): Locator {
  return operations(page).getByRole('listitem').filter({ hasText: name })
}

export function assetActions(page: Page): Locator {
  return page.getByRole('toolbar', { name: 'Asset actions' })
}

/** Chooses files in the system's dialog, and waits for the upload plan. */
export async function planUpload({ app, page }: RunningApp, paths: readonly string[]): Promise<Locator> {
  await answerDialogs(app, [paths])
  await assetActions(page).getByRole('button', { name: 'Upload' }).click()
  await page.getByRole('menuitem', { name: 'Files…' }).click()
  const dialog = page.getByRole('dialog', { name: /^Upload \d+ files?$/ })
  await expect(dialog.getByRole('list', { name: 'Files to upload' })).toBeVisible()
  return dialog
}

/** Uploads files to the only segment of the open place. */
export async function upload(running: RunningApp, paths: readonly string[]): Promise<void> {
  const dialog = await planUpload(running, paths)
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Launch options that sign in and open these segments of the first project. */
export function openAt(
  server: Pick<DemoServer, 'url' | 'accountId'>,
  ...segmentIds: readonly number[]
): LaunchOptions {
  return {
    args: ['--scope=pr7214', `--segments=${segmentIds.join(',')}`],
    env: {
      REFSHELF_SERVER_URL: server.url,
      REFSHELF_ACCOUNT_ID: server.accountId,
      REFSHELF_API_KEY: apiKey,
    },
  }
}

/** Downloads the selected files to a folder. */
export async function download({ app, page }: RunningApp, folder: string): Promise<void> {
  await answerDialogs(app, [[folder]])
  await assetActions(page).getByRole('button', { name: 'Download' }).click()
}
