import type { Locator, Page } from '@playwright/test'
import { count, grid, openSegments, question, result, row, signIn } from './support/actions'
import { segmentIds } from './support/journey-seed'
import { apiKey, expect, test } from './support/test'

/** Journeys without a mouse: only keys are pressed, and text goes to the focused field. */

const second = 'file2.txt, all, -, 27665604'
const third = 'file10.txt, all, -, 27665604'
/** More tab stops than the window has. */
const maxStops = 80

/** Presses Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  for (let stop = 0; stop < maxStops; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

/** Moves along a toolbar, which is a single tab stop, until the target has the focus. */
async function arrowTo(
  page: Page,
  target: Locator,
  key: 'ArrowRight' | 'ArrowLeft' = 'ArrowRight',
): Promise<void> {
  for (let stop = 0; stop < maxStops; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press(key)
  }
  await expect(target).toBeFocused()
}

/** Checks that the focus was not lost to the document's body. */
async function expectFocusNotLost(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY')
}

/** Checks that the focused element, or its active row, shows an outline or a shadow. */
async function expectFocusRing(page: Page): Promise<void> {
  const isShown = () =>
    page.evaluate(() => {
      const focused = document.activeElement
      const active = focused?.getAttribute('aria-activedescendant') ?? null
      const row = active === null ? null : document.getElementById(active)
      const candidates = [focused, row, row?.closest('[data-active]')].filter(
        (candidate) => candidate instanceof Element,
      )
      return candidates.some((candidate) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate)
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
      })
    })
  await expect.poll(isShown).toBe(true)
}

interface Stop {
  readonly name: string
  readonly isFocusVisible: boolean
}

/** The name of the focused element, and whether it or an element drawn for it shows the focus. */
function readFocusedStop(page: Page): Promise<Stop | null> {
  return page.evaluate(() => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || focused === document.body) return null
    const textOf = (ids: string | null): string =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ')
    const labels = 'labels' in focused ? Array.from((focused.labels ?? []) as Iterable<HTMLElement>) : []
    const names = [
      focused.getAttribute('aria-label') ?? '',
      textOf(focused.getAttribute('aria-labelledby')),
      labels.map((label) => label.textContent).join(' '),
      focused.matches('button, a, [role=treeitem], [role=tab]') ? focused.textContent : '',
    ]
    const active = document.getElementById(focused.getAttribute('aria-activedescendant') ?? '')
    const candidates = [focused, focused.parentElement, focused.nextElementSibling, active]
    const isFocusVisible = candidates.some((candidate) => {
      if (candidate === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(candidate)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    })
    return { name: names.map((name) => name.trim()).find((name) => name !== '') ?? '', isFocusVisible }
  })
}

/** Tabs through this many stops, checks that each has a name and shows its focus, and returns the names in order. */
async function walkTabStops(page: Page, stops: number): Promise<readonly string[]> {
  const names: string[] = []
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press('Tab')
    const { name, isFocusVisible } = (await readFocusedStop(page)) ?? { name: '-', isFocusVisible: true }
    expect(name, `stop after ${names.at(-1) ?? 'the first'}`).not.toBe('')
    if (!isFocusVisible)
      await expect
        .poll(async () => (await readFocusedStop(page))?.isFocusVisible, { message: name })
        .toBe(true)
    names.push(name)
  }
  return names
}

function action(page: Page, name: string | RegExp): Locator {
  return page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name })
}

test('files are found, deleted and restored by keyboard alone, from the first screen on', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await typeInto(page, page.getByRole('textbox', { name: 'Server URL' }), server.url)
  await typeInto(page, page.getByRole('textbox', { name: 'Account ID' }), server.accountId)
  await typeInto(page, page.getByRole('textbox', { name: 'API key' }), apiKey)
  await page.keyboard.press('Enter')
  const main = page.getByRole('navigation', { name: 'Main' })
  await expect(main).toBeVisible()
  await expectFocusNotLost(page)

  await typeInto(page, page.getByRole('textbox', { name: 'Scope' }), 'pr7214')
  await typeInto(page, page.getByRole('textbox', { name: 'Segment IDs' }), segmentIds.join(' '))
  await tabTo(page, page.getByRole('button', { name: 'Open', exact: true }))
  await page.keyboard.press('Enter')
  await expect(count(page)).toHaveText('10 assets')

  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.type('file')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', '3')
  await page.keyboard.press('ArrowDown')
  await expect(grid(page)).toBeFocused()
  await expectFocusRing(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect(count(page)).toHaveText('2 of 10 selected')
  await expectFocusRing(page)
  await page.keyboard.press('ControlOrMeta+f')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('searchbox', { name: 'Search assets' })).toHaveValue('')
  await expect(question(page)).toHaveCount(0)
  await page.keyboard.press('Enter')
  await expect(count(page)).toHaveText('2 of 10 selected')

  await page.keyboard.press('Delete')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('Delete')
  await expect(question(page).getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(question(page).getByRole('button', { name: 'Delete permanently' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(2)
  await expect(grid(page)).toBeFocused()
  await page.keyboard.press('ControlOrMeta+a')
  await expect(count(page)).toHaveText('8 of 8 selected')

  await tabTo(page, main.getByRole('button', { name: 'Recycle bin', exact: true }))
  await page.keyboard.press('Enter')
  const bin = page.getByRole('grid', { name: 'Recycle bin' })
  await tabTo(page, bin)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expectFocusRing(page)
  const copies = page.getByRole('toolbar', { name: 'Copy actions' })
  await tabTo(page, copies.getByRole('button', { name: 'Delete the copy' }), 'Shift+Tab')
  await arrowTo(page, copies.getByRole('button', { name: 'Restore' }), 'ArrowLeft')
  await page.keyboard.press('Enter')
  const restored = page.getByRole('status', { name: 'Restore result' })
  await expect(restored.getByText('Restored and verified')).toHaveCount(2)
  await expectFocusNotLost(page)
  await tabTo(
    page,
    page.getByRole('region', { name: /^Restore 2 files/ }).getByRole('button', { name: 'Dismiss' }),
  )
  await page.keyboard.press('Enter')
  await expect(restored).toHaveCount(0)
  await expectFocusNotLost(page)

  await tabTo(page, bin)
  await page.keyboard.press('Delete')
  // The question is a dialog of the system, which the journeys confirm.
  await expect(bin).toHaveCount(0)
  await expectFocusNotLost(page)
  await tabTo(page, main.getByRole('button', { name: 'Assets', exact: true }), 'Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(row(page, second)).toBeVisible()
  await expect(row(page, third)).toBeVisible()
})

for (const theme of ['light', 'dark'] as const) {
  test(`filters, groups, columns and locks work by keyboard and return the focus (${theme})`, async ({
    launch,
    server,
  }) => {
    const { page } = await launch()
    await page.emulateMedia({ colorScheme: theme })
    await openSegments(page, server, segmentIds)
    await page.keyboard.press('ControlOrMeta+f')
    const filter = action(page, /^Filter$/)
    await tabTo(page, action(page, 'Upload'))
    await arrowTo(page, filter)
    await expectFocusRing(page)
    await page.keyboard.press('Enter')
    const bar = page.getByRole('group', { name: 'Filters' })
    const byKind = bar.getByRole('button', { name: 'Filter by Kind' })
    await tabTo(page, byKind)
    await expectFocusRing(page)
    await page.keyboard.press('Enter')
    const kinds = page.getByRole('dialog', { name: 'Kind' })
    await tabTo(page, kinds.getByRole('checkbox', { name: /^Text/ }))
    await expectFocusRing(page)
    await page.keyboard.press('Space')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '4')
    await page.keyboard.press('Escape')
    await expect(bar.getByRole('button', { name: 'Kind: Text' })).toBeFocused()
    await page.keyboard.press('Tab')
    await expect(bar.getByRole('button', { name: 'Clear the filter Kind' })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(grid(page)).toHaveAttribute('aria-rowcount', '11')
    await expect(byKind).toBeFocused()

    const group = action(page, /^Group/)
    await tabTo(page, filter, 'Shift+Tab')
    await arrowTo(page, group)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Not grouped' })).toBeFocused()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(group).toHaveText('Group: Segment')
    await expect(group).toBeFocused()

    await arrowTo(page, action(page, 'Columns'))
    await page.keyboard.press('Enter')
    const columns = page.getByRole('dialog', { name: 'Columns' })
    await tabTo(page, columns.getByRole('checkbox', { name: 'Created' }))
    await page.keyboard.press('Space')
    await expect(grid(page).getByRole('columnheader', { name: 'Created' })).toBeVisible()
    await tabTo(page, columns.getByRole('button', { name: 'Reset columns' }))
    await page.keyboard.press('Enter')
    await expect(grid(page).getByRole('columnheader', { name: 'Created' })).toHaveCount(0)
    await expectFocusNotLost(page)
    await page.keyboard.press('Escape')
    await expect(action(page, 'Columns')).toBeFocused()

    await tabTo(page, grid(page))
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Shift+Tab')
    await tabTo(page, action(page, 'Columns'), 'Shift+Tab')
    const lock = action(page, 'Protect')
    await arrowTo(page, lock, 'ArrowLeft')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: 'Details' }).getByText('Protected')).toBeVisible()
    await expect(lock).toBeFocused()
    const unlock = page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Unprotect' })
    await tabTo(page, unlock)
    await page.keyboard.press('Enter')
    await expect(unlock).toHaveCount(0)
    await expectFocusNotLost(page)

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expectFocusNotLost(page)
  })
}

test('every tab stop of each screen has a name and a visible focus', async ({ launch, server }) => {
  const { page } = await launch()
  await typeInto(page, page.getByRole('textbox', { name: 'Server URL' }), server.url)
  const connect = await walkTabStops(page, 9)
  expect(connect).toEqual(expect.arrayContaining(['Account ID', 'API key', 'Connect']))
  await signIn(page, server)
  const main = page.getByRole('navigation', { name: 'Main' })
  const screens = [
    ['Settings', ['Language', 'Days to keep a copy', 'API calls per hour']],
    ['Recycle bin', ['Search copies']],
    ['Activity', ['Search activity', 'Export']],
  ] as const
  for (const [screen, wanted] of screens) {
    await tabTo(page, main.getByRole('button', { name: screen, exact: true }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: screen, exact: true })).toBeVisible()
    expect(await walkTabStops(page, screen === 'Settings' ? 45 : 22)).toEqual(
      expect.arrayContaining([...wanted]),
    )
  }
})

test('the preview and its full size work by keyboard and return the focus', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await tabTo(page, grid(page))
  await page.keyboard.press('Home')
  const pane = page.getByRole('region', { name: 'Preview' })
  await expect(pane).toBeVisible()
  await tabTo(page, pane.getByRole('button', { name: 'Save as' }))
  await expectFocusRing(page)
  await tabTo(page, grid(page), 'Shift+Tab')
  await page.keyboard.press('Space')
  const full = page.getByRole('dialog')
  await expect(full).toBeVisible()
  for (const name of await walkTabStops(page, 6)) expect(name).not.toBe('-')
  expect(await full.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true)
  await page.keyboard.press('Escape')
  await expect(full).toHaveCount(0)
  await expect(grid(page)).toBeFocused()
})

test('files are looked at and deleted one after another with two keys each', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await grid(page).getByRole('row').nth(1).click()
  for (let left = 10; left > 7; left -= 1) {
    const current = grid(page).locator('[aria-selected="true"]')
    await expect(current).toHaveCount(1)
    const name = (await current.getAttribute('aria-label')) ?? ''
    expect(name).not.toBe('')
    await page.keyboard.press('Delete')
    await expect(question(page)).toContainText(name.split(', ')[0] ?? '')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(count(page)).toHaveText(`${String(left - 1)} assets`)
    await expect(row(page, name)).toHaveCount(0)
    await expect(grid(page)).toBeFocused()
  }
  // The neighbour of the last deleted file, which was the first of the list.
  await expect(grid(page).getByRole('row').nth(1)).toHaveAttribute('aria-selected', 'true')
})
