import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { SeedSpec } from '../src/demo-server'
import { askToDelete, confirm, goTo, grid, openSegments, result, row, select } from './support/actions'
import { countedCalls, budgetMeter, expectMeterMatchesServer } from './support/budget-meter'
import { paintPng, pngHeader } from './support/pictures'
import { downloadCount } from './support/preview-files'
import { expect, test } from './support/test'

const segmentId = 27_665_601
const names = Array.from({ length: 8 }, (_, index) => `shot-${String(index + 1)}.png`)

function seedOf(files: Readonly<Record<string, Buffer | string>>): SeedSpec {
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid: segmentId, did: 1 }],
    assets: Object.entries(files).map(([name, bytes]) => ({ segmentId, name, bytes })),
  }
}

const shots = seedOf({
  ...Object.fromEntries(names.map((name) => [name, paintPng(640, 400)])),
  'notes.txt': 'no picture',
})

function loadButton(page: Page): Locator {
  return page.getByRole('button', { name: /^Load previews? for th/ })
}

/** Number of files whose thumbnail is decoded. */
function decodedThumbnails(page: Page): Promise<number> {
  return grid(page).evaluate(
    (list) => [...list.querySelectorAll('img')].filter((image) => image.naturalWidth > 0).length,
  )
}

async function cachedFiles(userData: string): Promise<string[]> {
  return (await readdir(path.join(userData, 'previews')).catch(() => [])).filter(
    (name) => !name.startsWith('.'),
  )
}

test('visible thumbnails cost one call each, once, and only on request', async ({
  launch,
  startServer,
  userData,
}) => {
  const server = await startServer({ seed: shots })
  const first = await launch()
  await openSegments(first.page, server, [segmentId])
  await expect(loadButton(first.page)).toHaveText('Load previews for these 8 (8 calls)')
  expect(downloadCount(server)).toBe(0)
  await loadButton(first.page).click()
  await expect.poll(() => decodedThumbnails(first.page)).toBe(8)
  await expect(loadButton(first.page)).toBeHidden()
  expect(downloadCount(server)).toBe(8)
  await first.page
    .getByRole('radio', { name: 'Grid' })
    .or(first.page.getByRole('button', { name: 'Grid' }))
    .click()
  await expect.poll(() => decodedThumbnails(first.page)).toBe(8)
  await first.app.close()
  expect((await cachedFiles(userData)).length).toBe(16)

  const { page } = await launch()
  await openSegments(page, server, [segmentId])
  await expect.poll(() => decodedThumbnails(page)).toBe(8)
  await expect(loadButton(page)).toBeHidden()
  expect(downloadCount(server)).toBe(8)
})

test('a file selected while thumbnails load is previewed, and the loading continues', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: shots })
  await page.setViewportSize({ width: 1440, height: 900 })
  await openSegments(page, server, [segmentId])
  await loadButton(page).click()
  await row(page, `shot-8.png, all, -, ${String(segmentId)}`).click()
  const preview = page.getByRole('region', { name: 'Preview' }).getByRole('img')
  await expect
    .poll(() => preview.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBe(640)
  await expect.poll(() => decodedThumbnails(page)).toBe(8)
  expect(downloadCount(server)).toBe(8)
})

test('a verified deletion removes the cached files of its asset, and no others', async ({
  launch,
  startServer,
  userData,
}) => {
  const server = await startServer({ seed: shots })
  const { page } = await launch()
  await openSegments(page, server, [segmentId])
  await loadButton(page).click()
  await expect.poll(() => decodedThumbnails(page)).toBe(8)
  const before = await cachedFiles(userData)
  await select(page, `shot-3.png, all, -, ${String(segmentId)}`)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  await expect.poll(async () => (await cachedFiles(userData)).length).toBe(14)
  expect((await cachedFiles(userData)).filter((name) => !before.includes(name))).toEqual([])
  await expect.poll(() => decodedThumbnails(page)).toBe(7)
})

test('a replaced file loses its thumbnail', async ({ launch, startServer, userData }) => {
  const server = await startServer({ seed: shots })
  const { page } = await launch()
  await openSegments(page, server, [segmentId])
  await loadButton(page).click()
  await expect.poll(() => decodedThumbnails(page)).toBe(8)
  await server.store.put({ segmentId, name: 'shot-5.png', bytes: paintPng(10, 10, 512) })
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Refresh' }).click()
  await expect(loadButton(page)).toHaveText('Load preview for this file (1 call)')
  await expect.poll(() => decodedThumbnails(page)).toBe(7)
  await expect.poll(async () => (await cachedFiles(userData)).length).toBe(14)
})

test('thumbnails do not use the hourly reserve', async ({ page, startServer }) => {
  const server = await startServer({ seed: shots })
  await openSegments(page, server, [segmentId])
  await goTo(page, 'Settings')
  const allowance = page.getByRole('textbox', { name: 'API calls per hour' })
  await expectMeterMatchesServer(page, server)
  const usedCalls = countedCalls(server)
  // A tenth of the allowance is reserved, which leaves four calls for thumbnails.
  const hourly = Math.ceil((usedCalls + 4) / 0.9)
  await allowance.fill(String(hourly))
  await allowance.press('Enter')
  await expect(budgetMeter(page)).toHaveAttribute('aria-valuemax', String(hourly))
  await page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('button', { name: 'Assets', exact: true })
    .click()
  await loadButton(page).click()
  await expect(page.getByText('No API calls are left for previews right now.')).toBeVisible()
  const callsLeft = hourly - Math.floor(hourly / 10) - usedCalls
  // The last call may still be in flight.
  await expect.poll(() => downloadCount(server)).toBe(callsLeft)
  await expect(loadButton(page)).toHaveText(
    `Load previews for these ${String(8 - callsLeft)} (${String(8 - callsLeft)} calls)`,
  )
})

test('files that are not pictures or too large get no thumbnail, and the others load', async ({
  page,
  startServer,
}) => {
  const server = await startServer({
    seed: seedOf({
      'a-script.png': '<script>document.title = "run"</script>',
      'b-bomb.png': pngHeader(30_000, 30_000),
      'c-cut.png': paintPng(640, 400, 4_096).subarray(0, 2_000),
      'd-uses.svg': exponentialSvg(),
      'e-drawn.svg':
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3"/></svg>',
      'f-shot.png': paintPng(640, 400),
    }),
  })
  await openSegments(page, server, [segmentId])
  await loadButton(page).click()
  await expect(loadButton(page)).toBeHidden()
  await expect(page.getByText(/pending$/)).toBeHidden({ timeout: 30_000 })
  await expect(loadButton(page)).toBeHidden()
  const drawn = async (name: string) =>
    row(page, `${name}, all, -, ${String(segmentId)}`)
      .locator('img')
      .count()
  expect(await drawn('a-script.png')).toBe(0)
  expect(await drawn('b-bomb.png')).toBe(0)
  expect(await drawn('d-uses.svg')).toBe(0)
  expect(await drawn('e-drawn.svg')).toBe(1)
  expect(await drawn('f-shot.png')).toBe(1)
})

/** An SVG in which each group uses the one before ten times, as in the "billion laughs" attack. */
function exponentialSvg(): string {
  const uses = (index: number) => `<use href="#g${String(index)}"/>`.repeat(10)
  const groups = Array.from({ length: 9 }, (_, index) => `<g id="g${String(index + 1)}">${uses(index)}</g>`)
  return `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g id="g0"><rect width="9" height="9"/></g>${groups.join('')}</svg>`
}
