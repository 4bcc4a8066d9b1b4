import type { Locator, Page } from '@playwright/test'
import { count, grid, openSegments, question, row } from './support/actions'
import { expectCleanInThemes } from './support/expect-clean'
import { downloadCount, previewFileNames, previewSegmentId, previewSeed } from './support/preview-files'
import { expect, test } from './support/test'
import type { DemoServer } from '../src/demo-server'

const region = (page: Page): Locator => page.getByRole('region', { name: 'Preview' })
const fullSizeDialog = (page: Page, name: string): Locator => page.getByRole('dialog', { name })

async function openPreviewPlace(page: Page, server: DemoServer): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 900 })
  await openSegments(page, server, [previewSegmentId])
  await expect(count(page)).toHaveText(`${String(previewFileNames.length)} assets`)
}

async function showPreview(page: Page, name: string): Promise<void> {
  await row(page, `${name}, all, -, ${String(previewSegmentId)}`).click()
  await expect(region(page)).toContainText(name)
}

/** Whether the canvas has the size of a drawn picture. */
function isPainted(picture: Locator): Promise<boolean> {
  return picture.evaluate((element: HTMLCanvasElement) => element.width > 100 && element.height > 100)
}

test('each kind of file is shown as what it is, and no script in it runs', async ({
  launch,
  startServer,
}) => {
  const server = await startServer({ seed: previewSeed })
  const { app, page } = await launch()
  await openPreviewPlace(page, server)

  await showPreview(page, '1 coast.jpg')
  const picture = region(page).getByRole('img', { name: '1 coast.jpg' })
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeGreaterThan(100)

  await showPreview(page, '2 lantern.svg')
  const vector = region(page).getByRole('img', { name: '2 lantern.svg' })
  await expect.poll(() => isPainted(vector)).toBe(true)

  await showPreview(page, '3 pan.webm')
  const film = region(page).getByLabel('3 pan.webm')
  await expect.poll(() => film.evaluate((player: HTMLVideoElement) => player.readyState)).toBeGreaterThan(0)
  const position = await film.evaluate(async (player: HTMLVideoElement) => {
    const seeked = new Promise((resolve) => player.addEventListener('seeked', resolve, { once: true }))
    player.currentTime = player.duration * 0.9
    await seeked
    return player.currentTime / player.duration
  })
  expect(position).toBeCloseTo(0.9, 1)

  await showPreview(page, '4 tone.wav')
  const sound = region(page).getByLabel('4 tone.wav')
  await expect.poll(() => sound.evaluate((player: HTMLAudioElement) => Math.round(player.duration))).toBe(4)

  await showPreview(page, '5 guide.pdf')
  await expect(region(page).getByText('Page 1 of 3')).toBeVisible()
  await region(page).getByRole('button', { name: 'Next page' }).click()
  await expect(region(page).getByText('Page 2 of 3')).toBeVisible()
  const drawn = region(page).getByRole('img', { name: '5 guide.pdf' })
  await expect(drawn).toHaveAttribute('aria-busy', 'false')
  expect(await isPainted(drawn)).toBe(true)

  await showPreview(page, '6 strings.json')
  await expect(region(page)).toContainText('"count": 12345678901234567890')

  await showPreview(page, '7 page.html')
  await expect(region(page)).toContainText('<script>window.top.document.title')
  await expect(region(page)).toContainText('HTML, shown as source')

  await showPreview(page, '8 notes.txt')
  await expect(region(page)).toContainText('Änderung: die Laterne steht links.')

  // No call is spent automatically on a file that probably has no preview.
  await showPreview(page, '9 model.blend')
  expect(downloadCount(server)).toBe(previewFileNames.length - 1)
  await region(page).getByRole('button', { name: 'Load preview, 1 API call' }).click()
  await expect(region(page)).toContainText('There is no preview for this kind of file.')
  await expect(region(page).getByRole('button', { name: 'Save as' })).toBeEnabled()

  expect(await page.title()).toBe('Refshelf')
  expect(app.windows()).toHaveLength(1)
  expect(downloadCount(server)).toBe(previewFileNames.length)
})

test('a file loads once the selection rests, and never twice', async ({ page, startServer }) => {
  const server = await startServer({ seed: previewSeed })
  await openPreviewPlace(page, server)
  await grid(page).focus()
  await page.keyboard.press('Home')
  for (let moves = 0; moves < 7; moves += 1) await page.keyboard.press('ArrowDown')
  await expect(region(page)).toContainText('Änderung')
  expect(downloadCount(server)).toBe(1)
  await page.keyboard.press('Home')
  await expect(region(page).getByRole('img', { name: '1 coast.jpg' })).toBeVisible()
  await page.keyboard.press('End')
  await expect(region(page).getByRole('button', { name: 'Load preview, 1 API call' })).toBeVisible()
  await page.keyboard.press('Home')
  await expect(region(page).getByRole('img', { name: '1 coast.jpg' })).toBeVisible()
  expect(downloadCount(server)).toBe(2)
})

test('the full-size preview steps through the list by keyboard only', async ({ page, startServer }) => {
  const server = await startServer({ seed: previewSeed })
  await openPreviewPlace(page, server)
  await page.setViewportSize({ width: 1024, height: 700 })
  const { keyboard } = page
  await grid(page).focus()
  await keyboard.press('Home')
  await keyboard.press('Space')
  const first = fullSizeDialog(page, '1 coast.jpg')
  await expect(first).toBeVisible()
  await expect(first).toContainText('1 of 9')
  await expect(first.getByRole('img', { name: '1 coast.jpg' })).toBeVisible()
  expect(downloadCount(server)).toBe(1)

  await keyboard.press('1')
  await expect(first.getByRole('button', { name: 'Actual size, 100%' })).toBeVisible()
  await keyboard.press('+')
  await expect(first.getByRole('button', { name: 'Actual size, 125%' })).toBeVisible()
  await keyboard.press('0')
  await expect(first.getByRole('button', { name: 'Fit to window' })).toBeDisabled()

  await keyboard.press('ArrowRight')
  await expect(
    fullSizeDialog(page, '2 lantern.svg').getByRole('img', { name: '2 lantern.svg' }),
  ).toBeVisible()
  for (const _ of [3, 4, 5]) await keyboard.press('ArrowDown')
  const guide = fullSizeDialog(page, '5 guide.pdf')
  await expect(guide.getByText('Page 1 of 3')).toBeVisible()
  await keyboard.press('PageDown')
  await expect(guide.getByText('Page 2 of 3')).toBeVisible()
  await expect(guide).toContainText('5 of 9')
  // Files shown for longer are loaded, none of them twice. Whether a file passed quickly is loaded depends on the debounce.
  expect(downloadCount(server)).toBeGreaterThanOrEqual(3)
  expect(downloadCount(server)).toBeLessThanOrEqual(5)

  await keyboard.press('Escape')
  await expect(guide).toHaveCount(0)
  await expect(grid(page)).toBeFocused()
  await expect(row(page, `5 guide.pdf, all, -, ${String(previewSegmentId)}`)).toHaveAttribute(
    'aria-selected',
    'true',
  )

  await keyboard.press('Space')
  await expect(guide).toBeVisible()
  await keyboard.press('Space')
  await expect(guide).toHaveCount(0)
  await expect(grid(page)).toBeFocused()

  await keyboard.press('Enter')
  await expect(guide).toBeVisible()
  await keyboard.press('Delete')
  await expect(question(page)).toContainText('5 guide.pdf')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
})

test('while a deletion waits for confirmation, no preview loads automatically', async ({
  page,
  startServer,
}) => {
  const server = await startServer({ seed: previewSeed })
  await openPreviewPlace(page, server)
  await grid(page).focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('Delete')
  await expect(question(page)).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(question(page)).toHaveCount(0)
  // The dialog is closed, so the preview loads.
  await expect(region(page).getByRole('img', { name: '1 coast.jpg' })).toBeVisible()
  expect(downloadCount(server)).toBe(1)
})

test('previews are accessible, light and dark', async ({ page, startServer }) => {
  test.setTimeout(180_000)
  const server = await startServer({ seed: previewSeed })
  await openPreviewPlace(page, server)
  for (const name of ['1 coast.jpg', '3 pan.webm', '5 guide.pdf', '6 strings.json', '9 model.blend']) {
    await showPreview(page, name)
    await expect(region(page).getByText('Loading preview')).toHaveCount(0)
    await expectCleanInThemes(page, `the preview of ${name}`, ['light', 'dark'])
    await page.keyboard.press('Space')
    await expect(fullSizeDialog(page, name)).toBeVisible()
    await expectCleanInThemes(page, `the full size of ${name}`, ['light', 'dark'])
    await page.keyboard.press('Escape')
    await expect(fullSizeDialog(page, name)).toHaveCount(0)
  }
})
