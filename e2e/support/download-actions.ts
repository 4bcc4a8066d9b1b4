import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { batch } from './transfer-actions'

/** What journeys do with files on their way: roles and names of the queue, and what really lies on this computer. */

export function fileInBatch(page: Page, batchName: string, name: string): Locator {
  return batch(page, batchName)
    .getByRole('list', { name: `Files of ${batchName}` })
    .getByRole('listitem')
    .filter({ hasText: name })
}

export function transferResult(page: Page): Locator {
  return page.getByRole('status', { name: 'Transfer result' })
}

export function toolbarButton(page: Page, name: string): Locator {
  return page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name, exact: true })
}

/** Paths of all files and links below a folder, `/` between their parts, in order. */
export async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}

export async function sha256Of(file: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(file))
    .digest('hex')
}

/** Rows that hang at the pointer, lifted by Chromium's own input. */
export interface DraggedRows {
  /** Over the middle of something else in the window. */
  readonly over: (target: Locator) => Promise<void>
  readonly drop: () => Promise<void>
}

/** Begins to drag a row, and what is selected with it. Where the desktop takes the drag over, the page sees no more of it. */
export async function startRowDrag(page: Page, row: Locator): Promise<DraggedRows> {
  // Only where it stays: a pane that closes or a note that comes moves rows away under the pointer.
  await row.hover({ position: { x: 40, y: 10 } })
  const box = await boxOf(row)
  const at = { x: box.x + 40, y: box.y + 10 }
  await page.mouse.down()
  // As a hand does: well past where a press becomes a drag.
  await page.mouse.move(at.x + 24, at.y + 6, { steps: 8 })
  return {
    over: async (target) => {
      const { x, y, width, height } = await boxOf(target)
      await page.mouse.move(x + width / 2, y + height / 2, { steps: 2 })
    },
    drop: () => page.mouse.up(),
  }
}

async function boxOf(target: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('what is dragged, or dragged on, is not in sight')
  return box
}

/** `out`: beyond the left edge; `nowhere`: at the corner, as Chromium tells what it does not know. By default inside. */
type DragEventStep = readonly [
  type: 'dragstart' | 'dragover' | 'dragleave' | 'dragend',
  where?: 'inside' | 'out' | 'nowhere',
]

/** A row that is dragged out of the window and let go there. */
export const draggedOut = [['dragstart'], ['dragleave', 'out'], ['dragend', 'out']] as const

/**
 * Tells the page of a drag as Chromium does. A desktop that takes a drag over cannot be driven from here: what the page and main
 * make of it can.
 */
export async function dispatchDrag(target: Locator, ...told: readonly DragEventStep[]): Promise<void> {
  await target.evaluate((element, events) => {
    const places = {
      inside: { clientX: 400, clientY: 300 },
      out: { clientX: -5, clientY: 300 },
      nowhere: { clientX: 0, clientY: 0 },
    }
    for (const [type, where = 'inside'] of events) {
      const init = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer(), ...places[where] }
      element.dispatchEvent(new DragEvent(type, init))
    }
  }, told)
}

/** What files for other apps are told of. */
export function stagingStatus(page: Page): Locator {
  return page.getByRole('status', { name: 'Files for other apps' })
}

export function uploadDialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name, exact: true })
}

/** Opens an entry of the tree by its key, once the tree has the keyboard there. */
export async function expandEntry(page: Page, name: string | RegExp): Promise<void> {
  const item = page.getByRole('treeitem', { name })
  // After a dialog the list takes the keyboard back, unless a key tells that somebody goes on elsewhere.
  await page.keyboard.press('Shift')
  await item.focus()
  await expect(item).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(item).toHaveAttribute('aria-expanded', 'true')
}
