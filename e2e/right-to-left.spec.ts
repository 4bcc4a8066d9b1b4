import type { Page } from '@playwright/test'
import { askToDelete, confirm, count, openSegments, question, result } from './support/actions'
import { expect, test } from './support/test'

/** A Hebrew and an Arabic name, each with a part that would trade places with what stands beside it. */
const names: readonly [string, string] = ['דוח 2026 (סופי).txt', 'تقرير 12.pdf']

/** Every element whose own text is such a name, that is not cut off from the direction of what surrounds it. */
function notIsolated(page: Page): Promise<readonly string[]> {
  return page.evaluate((all) => {
    const holders = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some(
        (node) =>
          node.nodeType === Node.TEXT_NODE && all.some((name) => (node.textContent ?? '').includes(name)),
      ),
    )
    const isIsolated = (element: Element): boolean =>
      element.closest('bdi') !== null || getComputedStyle(element).unicodeBidi.startsWith('isolate')
    return holders.filter((element) => !isIsolated(element)).map((element) => element.outerHTML.slice(0, 200))
  }, names)
}

/** Attributes have no elements to isolate with: there it is the characters FSI and PDI, or the name stands alone. */
function mixedTitles(page: Page): Promise<readonly string[]> {
  return page.evaluate((all) => {
    const titles = [...document.querySelectorAll('[title]')].map(
      (element) => element.getAttribute('title') ?? '',
    )
    const named = titles.filter((title) => all.some((name) => title.includes(name)))
    return named.filter(
      (title) =>
        !title.split('\n').some((line) => all.some((name) => name === line.replace(/[\u2066-\u2069]/g, ''))),
    )
  }, names)
}

test('names that run from right to left turn nothing around them, wherever they stand', async ({
  page,
  startServer,
}) => {
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: 5, did: 1 }],
      assets: names.map((name) => ({ segmentId: 5, relativePath: 'מסמכים', name, bytes: 'x' })),
    },
  })
  await openSegments(page, server, [5])
  await expect(count(page)).toHaveText('2 assets')
  const isWhole = async (): Promise<void> => {
    expect(await notIsolated(page)).toEqual([])
    expect(await mixedTitles(page)).toEqual([])
  }
  await page.getByRole('row').filter({ hasText: names[0] }).click()
  await isWhole()
  await page.keyboard.press('ControlOrMeta+a')
  await isWhole()
  await askToDelete(page)
  await expect(question(page).getByText(names[1])).toBeVisible()
  await isWhole()
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await isWhole()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' }).click()
  await expect(page.getByRole('grid', { name: 'Recycle bin' }).getByText(names[0])).toBeVisible()
  await isWhole()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Activity' }).click()
  await expect(page.getByRole('grid', { name: 'Activity' }).getByText(names[0]).first()).toBeVisible()
  await isWhole()
})
