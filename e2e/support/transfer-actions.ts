import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'

/** What journeys do with files on their way: roles and names of the queue, and what really lies on this computer. */

export function operations(page: Page): Locator {
  return page.getByRole('region', { name: 'Operations' })
}

/** Files that were given to the queue at once, by the name of their card: `Download 3 files`. */
export function batch(page: Page, name: string): Locator {
  return operations(page).getByRole('group', { name, exact: true })
}

export function fileIn(page: Page, batchName: string, name: string): Locator {
  return batch(page, batchName)
    .getByRole('list', { name: `Files of ${batchName}` })
    .getByRole('listitem')
    .filter({ hasText: name })
}

export function transferResult(page: Page): Locator {
  return page.getByRole('status', { name: 'Transfer result' })
}

export function tool(page: Page, name: string): Locator {
  return page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name, exact: true })
}

/** Paths of all files and links below a folder, `/` between their parts, in order. */
export async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.path, entry.name)).split(path.sep).join('/'))
    .sort()
}

export async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}
