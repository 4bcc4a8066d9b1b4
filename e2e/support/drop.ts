import type { CDPSession, Locator, Page } from '@playwright/test'

/** A drag of files from the desktop that is over the window. */
export interface DesktopDrag {
  /** Over the middle of another part of the window. */
  readonly over: (target: Locator) => Promise<void>
  /** Let go where it is. */
  readonly drop: () => Promise<void>
  /** Out of the window, or ended by Escape: the desktop has the keyboard then, and a page sees the same of both. */
  readonly leave: () => Promise<void>
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Chromium's `DragOperationsMask`: whoever drags allows a copy. */
const copy = 1

/**
 * Drags files and folders of this computer over a part of the window, as a file manager does: by Chromium's own input, so
 * that the page gets real `File`s, which know their paths. Nothing is read before `drop`, so what vanishes before it has
 * vanished for the page too. Coordinates are those of the page: the target must be in sight.
 */
export async function dragFiles(page: Page, paths: readonly string[], target: Locator): Promise<DesktopDrag> {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: copy }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop' | 'dragCancel', at: Point): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, ...at, data })
  let at = await middleOf(target)
  await send('dragEnter', at)
  await send('dragOver', at)
  return {
    async over(other) {
      at = await middleOf(other)
      await send('dragOver', at)
    },
    async drop() {
      await send('drop', at)
      await over(session)
    },
    async leave() {
      await send('dragCancel', at)
      await over(session)
    },
  }
}

/** All of it at once. */
export async function dropFiles(page: Page, paths: readonly string[], target: Locator): Promise<void> {
  const drag = await dragFiles(page, paths, target)
  await drag.drop()
}

async function over(session: CDPSession): Promise<void> {
  await session.detach()
}

async function middleOf(target: Locator): Promise<Point> {
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('nothing can be dropped on what is not in sight')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
