import type { CDPSession, Locator, Page } from '@playwright/test'

/** A drag of files from the desktop over the window. */
export interface DesktopDrag {
  /** Moves to the middle of another element. */
  readonly over: (target: Locator) => Promise<void>
  /** Drops at the current point. */
  readonly drop: () => Promise<void>
  /** Leaves the window, or cancels with Escape: a page sees the same event for both. */
  readonly leave: () => Promise<void>
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Chromium's `DragOperationsMask`: the source allows a copy. */
const copyOperation = 1

/**
 * Drags local files and folders over an element, as a file manager does. It uses Chromium's input, so the page gets real
 * `File`s with paths. Files are read only on `drop`; the target must be visible.
 */
export async function dragFiles(page: Page, paths: readonly string[], target: Locator): Promise<DesktopDrag> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: copyOperation }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel', at: Point): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, ...at, data })
  let point = await middleOf(target)
  await send('dragEnter', point)
  await send('dragOver', point)
  return {
    async over(other) {
      point = await middleOf(other)
      await send('dragOver', point)
    },
    async drop() {
      await send('drop', point)
      await endDrag(session)
    },
    async leave() {
      await send('dragCancel', point)
      await endDrag(session)
    },
  }
}

/** Drags files to an element and drops them. */
export async function dropFiles(page: Page, paths: readonly string[], target: Locator): Promise<void> {
  const drag = await dragFiles(page, paths, target)
  await drag.drop()
}

async function endDrag(session: CDPSession): Promise<void> {
  await session.detach()
}

async function middleOf(target: Locator): Promise<Point> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('the drop target is not on the screen')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
