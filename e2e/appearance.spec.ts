import type { ElectronApplication, Page } from '@playwright/test'
import { chooseMenu, crashWindow, goTo, grid, openPlace, openSegments, row, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { expect, test } from './support/test'

const background = (page: Page): Promise<string> =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)

const dark = 'rgb(27, 27, 26)'
const light = 'rgb(247, 247, 245)'

const zoomOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(({ BrowserWindow }) =>
    Math.round((BrowserWindow.getAllWindows()[0]?.webContents.getZoomFactor() ?? 0) * 100),
  )

/** Sets the size of the window's content, in device-independent pixels. */
async function resize(
  app: ElectronApplication,
  page: Page,
  [width, height]: [number, number],
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height)
    },
    { width, height },
  )
  await page.waitForFunction(
    (wanted) => Math.abs(window.outerWidth - wanted) < 20 || Math.abs(window.innerWidth - wanted) < 20,
    width,
  )
}

/** Labels of the controls that are outside the window and cannot be scrolled into view. */
function controlsOutsideWindow(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const isScrolled = (element: Element): boolean => {
      for (let ancestor = element.parentElement; ancestor !== null; ancestor = ancestor.parentElement)
        if (/auto|scroll/.test(getComputedStyle(ancestor).overflow)) return true
      return false
    }
    const controls = [
      ...document.querySelectorAll('button, input, select, textarea, [role="row"], [role="treeitem"]'),
    ]
    return controls
      .filter((element) => {
        const box = element.getBoundingClientRect()
        const isVisible = box.width > 1 && box.height > 1
        const isInside =
          box.left >= -1 && box.top >= -1 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1
        return isVisible && !isInside && !isScrolled(element)
      })
      .map((element) => element.getAttribute('aria-label') ?? element.textContent)
  })
}

test('the theme follows the setting at once, and from the first paint of the next start', async ({
  launch,
}) => {
  const { app, page } = await launch({ args: ['--demo'] })
  // Without this, Playwright forces the light scheme.
  await page.emulateMedia({ colorScheme: null })
  await goTo(page, 'Settings')
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  await expect.poll(() => background(page)).toBe(dark)
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Light')
  await expect.poll(() => background(page)).toBe(light)
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark')
  await expect.poll(() => background(page)).toBe(dark)
  await app.close()
  const second = await launch()
  const painted = await second.app.evaluate(({ BrowserWindow, nativeTheme }) => ({
    window: BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    source: nativeTheme.themeSource,
  }))
  expect(painted).toEqual({ window: '#1B1B1A', source: 'dark' })
})

test('the zoom level survives a reload, a crash and a restart', async ({ launch }) => {
  const { app, page } = await launch({ args: ['--demo'] })
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()
  await chooseMenu(app, 'View', 'Zoom in')
  await expect.poll(() => zoomOf(app)).toBe(110)
  await chooseMenu(app, 'View', 'Zoom in')
  await expect.poll(() => zoomOf(app)).toBe(125)
  await goTo(page, 'Settings')
  await expect(page.getByRole('combobox', { name: 'Zoom level' })).toHaveValue('125')
  await page.getByRole('combobox', { name: 'Zoom level' }).selectOption('150%')
  await expect.poll(() => zoomOf(app)).toBe(150)
  await page.reload()
  await expect(page.getByRole('tree', { name: 'Projects' })).toBeVisible()
  expect(await zoomOf(app)).toBe(150)
  await crashWindow(app)
  expect(await zoomOf(app)).toBe(150)
  await app.close()
  const second = await launch()
  await expect(second.page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  expect(await zoomOf(second.app)).toBe(150)
  await chooseMenu(second.app, 'View', 'Actual size')
  await expect.poll(() => zoomOf(second.app)).toBe(100)
})

for (const [percent, size] of [
  ['200%', [1440, 900]],
  ['150%', [1024, 700]],
  ['80%', [1024, 700]],
] as const) {
  test(`at ${percent} on ${size.join('x')} every control is inside the window, and clicks hit their target`, async ({
    launch,
    server,
  }) => {
    const { app, page } = await launch()
    await openSegments(page, server, segmentIds)
    await resize(app, page, [...size])
    await goTo(page, 'Settings')
    await page.getByRole('combobox', { name: 'Zoom level' }).selectOption(percent)
    await expect.poll(() => zoomOf(app)).toBe(Number.parseInt(percent))
    expect(await controlsOutsideWindow(page)).toEqual([])
    for (const screen of ['Recycle bin', 'Activity'] as const) {
      await goTo(page, screen)
      expect(await controlsOutsideWindow(page), screen).toEqual([])
    }
    await page.getByRole('navigation', { name: 'Main' }).getByRole('button', { name: 'Assets' }).click()
    await expect(grid(page)).toBeVisible()
    expect(await controlsOutsideWindow(page), 'assets').toEqual([])
    const last = 'style-guide.pdf, all, docs, 27665602'
    await grid(page).focus()
    await page.keyboard.press('End')
    await expect(row(page, last)).toBeInViewport()
    await row(page, last).click()
    await expect(row(page, last)).toHaveAttribute('aria-selected', 'true')
    await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('button', { name: 'Delete permanently' })).toBeInViewport()
  })
}

test('nothing is animated when reduced motion is preferred', async ({ page, server }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' })
  await signIn(page, server)
  const release = server.faults.hold({ method: 'GET', path: /\/assets\/list/ })
  await openPlace(page, 'pr7214', segmentIds)
  const animationCount = (): Promise<number> => page.evaluate(() => document.getAnimations().length)
  await expect.poll(animationCount).toBeGreaterThan(0)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await expect.poll(animationCount).toBe(0)
  release()
})

test('in forced colours the selection, the meter and the current screen use the system highlight', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  await page.emulateMedia({ forcedColors: 'active' })
  const selected = row(page, 'file2.txt, all, -, 27665604')
  await selected.click()
  const colors = await page.evaluate(() => {
    const probe = document.createElement('i')
    probe.style.cssText = 'background: Highlight; forced-color-adjust: none'
    document.body.append(probe)
    const fill = (selector: string): string | undefined => {
      const element = document.querySelector(selector)
      return element === null ? undefined : getComputedStyle(element).backgroundColor
    }
    return {
      system: getComputedStyle(probe).backgroundColor,
      row: fill('[role="row"][aria-selected="true"]'),
      meter: fill('.budget-bar-ours'),
      part: fill('[aria-current="page"]'),
    }
  })
  expect(colors).toEqual({
    system: colors.system,
    row: colors.system,
    meter: colors.system,
    part: colors.system,
  })
})
