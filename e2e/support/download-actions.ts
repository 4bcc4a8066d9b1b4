import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'
import { batch } from './transfer-actions'

/** Steps of the download journeys: controls of the queue, drags, and the files on disk. */

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

/** Sorted paths of all files and links below a folder, relative to it and separated by `/`. */
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

/** A drag of rows in progress, made with real pointer input. */
export interface DraggedRows {
  /** Moves the pointer to the middle of another element. */
  readonly over: (target: Locator) => Promise<void>
  readonly drop: () => Promise<void>
}

/** Starts to drag a row and what is selected with it. Once the desktop takes the drag over, the page gets no more events. */
export async function startRowDrag(page: Page, row: Locator): Promise<DraggedRows> {
  // Hover waits for a stable position: a closing pane or a new message would move the row away.
  await row.hover({ position: { x: 40, y: 10 } })
  const box = await boundingBoxOf(row)
  const start = { x: box.x + 40, y: box.y + 10 }
  await page.mouse.down()
  // Well past the distance at which a press becomes a drag.
  await page.mouse.move(start.x + 24, start.y + 6, { steps: 8 })
  return {
    over: async (target) => {
      const { x, y, width, height } = await boundingBoxOf(target)
      await page.mouse.move(x + width / 2, y + height / 2, { steps: 2 })
    },
    drop: () => page.mouse.up(),
  }
}

async function boundingBoxOf(
  target: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('the element is not on the screen')
  return box
}

/** `out` is left of the window; `nowhere` is (0, 0), which Chromium reports for an unknown position. The default is inside. */
type DragEventStep = readonly [
  type: 'dragstart' | 'dragover' | 'dragleave' | 'dragend',
  where?: 'inside' | 'out' | 'nowhere',
]

/** The events of a row that is dragged out of the window and dropped there. */
export const dragOutOfWindow = [['dragstart'], ['dragleave', 'out'], ['dragend', 'out']] as const

/**
 * Dispatches the drag events that Chromium would send. The desktop's part of a drag cannot be automated, but what the page
 * and main do with the events can be tested.
 */
export async function dispatchDrag(target: Locator, ...steps: readonly DragEventStep[]): Promise<void> {
  await target.evaluate((element, events) => {
    const points = {
      inside: { clientX: 400, clientY: 300 },
      out: { clientX: -5, clientY: 300 },
      nowhere: { clientX: 0, clientY: 0 },
    }
    for (const [type, where = 'inside'] of events) {
      const init = { bubbles: true, cancelable: true, dataTransfer: new DataTransfer(), ...points[where] }
      element.dispatchEvent(new DragEvent(type, init))
    }
  }, steps)
}

/** The status of files prepared for other apps. */
export function stagingStatus(page: Page): Locator {
  return page.getByRole('status', { name: 'Files for other apps' })
}

export function uploadDialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name, exact: true })
}

/** Expands a tree item by keyboard once it has the focus. */
export async function expandEntry(page: Page, name: string | RegExp): Promise<void> {
  const item = page.getByRole('treeitem', { name })
  // After a dialog the list takes the focus back, unless a key press shows that the user has moved on.
  await page.keyboard.press('Shift')
  await item.focus()
  await expect(item).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(item).toHaveAttribute('aria-expanded', 'true')
}
