import type { Page } from '@playwright/test'
import { askToDelete, confirm, count, openSegments, question, result } from './support/actions'
import { expect, test } from './support/test'

/** A Hebrew and an Arabic name; without isolation, part of each would be reordered with the text around it. */
const names: readonly [string, string] = ['דוח 2026 (סופי).txt', 'تقرير 12.pdf']

/** The elements that show such a name without bidirectional isolation from the text around it. */
function elementsWithoutIsolation(page: Page): Promise<readonly string[]> {
  return page.evaluate((all) => {
    const elements = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some(
        (node) =>
          node.nodeType === Node.TEXT_NODE && all.some((name) => (node.textContent ?? '').includes(name)),
      ),
    )
    const isIsolated = (element: Element): boolean =>
      element.closest('bdi') !== null || getComputedStyle(element).unicodeBidi.startsWith('isolate')
    return elements
      .filter((element) => !isIsolated(element))
      .map((element) => element.outerHTML.slice(0, 200))
  }, names)
}

/** The titles that mix a name with other text on one line. FSI and PDI around a name are ignored. */
function titlesWithMixedDirections(page: Page): Promise<readonly string[]> {
  return page.evaluate((all) => {
    const titles = [...document.querySelectorAll('[title]')].map(
      (element) => element.getAttribute('title') ?? '',
    )
    const titlesWithNames = titles.filter((title) => all.some((name) => title.includes(name)))
    return titlesWithNames.filter(
      (title) =>
        !title.split('\n').some((line) => all.some((name) => name === line.replace(/[\u2066-\u2069]/g, ''))),
    )
  }, names)
}

test('right-to-left names do not reorder the text around them, on any screen', async ({
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
  const expectIsolated = async (): Promise<void> => {
    expect(await elementsWithoutIsolation(page)).toEqual([])
    expect(await titlesWithMixedDirections(page)).toEqual([])
  }
  await page.getByRole('row').filter({ hasText: names[0] }).click()
  await expectIsolated()
  await page.keyboard.press('ControlOrMeta+a')
  await expectIsolated()
  await askToDelete(page)
  await expect(question(page).getByText(names[1])).toBeVisible()
  await expectIsolated()
  await confirm(page)
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await expectIsolated()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Recycle bin' }).click()
  await expect(page.getByRole('grid', { name: 'Recycle bin' }).getByText(names[0])).toBeVisible()
  await expectIsolated()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Activity' }).click()
  await expect(page.getByRole('grid', { name: 'Activity' }).getByText(names[0]).first()).toBeVisible()
  await expectIsolated()
})
