import type { CDPSession, Page } from '@playwright/test'
import { grid, openSegments, row } from './support/actions'
import { previewSegmentId, previewSeed } from './support/preview-files'
import { expect, test } from './support/test'

/** Nodes of all documents that nothing but the garbage collector could still end. */
async function nodesOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Memory.getDOMCounters')).nodes
}

async function openAndClose(page: Page, times: number): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '8 notes.txt' })
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press('Space')
    await expect(dialog).toContainText('die Laterne steht links.')
    await page.keyboard.press('Space')
    await expect(dialog).toBeHidden()
    // The list has the keyboard back a frame later.
    await expect(grid(page)).toBeFocused()
  }
}

test('a preview that was closed in full size leaves nothing of itself behind', async ({
  launch,
  startServer,
}) => {
  const server = await startServer({ seed: previewSeed })
  const { page } = await launch()
  await openSegments(page, server, [previewSegmentId])
  await row(page, `8 notes.txt, all, -, ${String(previewSegmentId)}`).click()
  await grid(page).focus()
  const session = await page.context().newCDPSession(page)

  await openAndClose(page, 3)
  const before = await nodesOf(session)
  await openAndClose(page, 12)
  // Some 1,300 for each opening that is held, and one in all where none is.
  expect((await nodesOf(session)) - before).toBeLessThan(700)
})
