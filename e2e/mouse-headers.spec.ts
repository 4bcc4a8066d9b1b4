import type { Locator, Page } from '@playwright/test'
import { grid, openSegments } from './support/actions'
import { clickAt, drag, pointIn } from './support/mouse'
import { expect, test } from './support/test'

/** Three files whose order differs from column to column. */
const seed = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [5, 6, 7].map((sid) => ({ sid, did: 1 })),
  assets: [
    {
      segmentId: 6,
      locale: 'fr',
      relativePath: 'a',
      name: 'one.png',
      bytes: 'xx',
      created: '2025-01-03T09:00:00Z',
      modified: '2025-02-01T09:00:00Z',
    },
    {
      segmentId: 7,
      locale: 'de',
      relativePath: 'c',
      name: 'three.txt',
      bytes: 'x',
      created: '2025-01-02T09:00:00Z',
      modified: '2025-02-03T09:00:00Z',
    },
    {
      segmentId: 5,
      locale: 'en',
      relativePath: 'b',
      name: 'two.pdf',
      bytes: 'xxx',
      created: '2025-01-01T09:00:00Z',
      modified: '2025-02-02T09:00:00Z',
    },
  ],
}

/** The files in ascending order of each column. */
const orders: Readonly<Record<string, readonly string[]>> = {
  Folder: ['one.png', 'two.pdf', 'three.txt'],
  Language: ['three.txt', 'two.pdf', 'one.png'],
  Segment: ['two.pdf', 'one.png', 'three.txt'],
  Size: ['three.txt', 'one.png', 'two.pdf'],
  Kind: ['one.png', 'two.pdf', 'three.txt'],
  Modified: ['one.png', 'two.pdf', 'three.txt'],
  Created: ['two.pdf', 'three.txt', 'one.png'],
  Type: ['two.pdf', 'one.png', 'three.txt'],
  Name: ['one.png', 'three.txt', 'two.pdf'],
}

function header(page: Page, name: string): Locator {
  return grid(page).getByRole('columnheader', { name, exact: true })
}

function headerNames(page: Page): Promise<string[]> {
  return grid(page).getByRole('columnheader').allInnerTexts()
}

async function expectFirst(page: Page, names: readonly string[]): Promise<void> {
  await expect.poll(async () => (await headerNames(page)).slice(0, names.length)).toEqual(names)
}

/** The names of the files in the order of the rows on the screen. */
function fileNames(page: Page): Promise<string[]> {
  return grid(page)
    .locator('[role="row"][aria-selected]')
    .evaluateAll((rows) =>
      rows
        .map((row) => ({
          top: row.getBoundingClientRect().top,
          name: row.getAttribute('aria-label')?.split(', ')[0] ?? '',
        }))
        .sort((first, second) => first.top - second.top)
        .map(({ name }) => name),
    )
}

async function expectSorted(page: Page, name: string, direction: 'ascending' | 'descending'): Promise<void> {
  await expect(header(page, name)).toHaveAttribute('aria-sort', direction)
  const order = orders[name] ?? []
  await expect.poll(() => fileNames(page)).toEqual(direction === 'ascending' ? order : [...order].reverse())
}

async function widthOf(page: Page, name: string): Promise<number> {
  return (await header(page, name).boundingBox())?.width ?? 0
}

test('each column header sorts at a click, and reverses the order at the next', async ({
  launch,
  startServer,
}) => {
  const { page } = await launch({ motion: true })
  await openSegments(page, await startServer({ seed }), [5, 6, 7])
  await clickAt(page.getByRole('button', { name: 'Columns' }))
  const columns = page.getByRole('dialog', { name: 'Columns' })
  for (const name of ['Created', 'Type']) await clickAt(columns.getByRole('checkbox', { name }))
  await page.keyboard.press('Escape')
  await expect(columns).toHaveCount(0)
  await expect.poll(async () => new Set(await headerNames(page))).toEqual(new Set(Object.keys(orders)))
  for (const name of Object.keys(orders)) {
    await clickAt(header(page, name))
    await expectSorted(page, name, 'ascending')
    await expect(grid(page).locator('[aria-sort="ascending"], [aria-sort="descending"]')).toHaveCount(1)
    await clickAt(header(page, name))
    await expectSorted(page, name, 'descending')
  }
  await test.step('a double click is two clicks', async () => {
    await clickAt(header(page, 'Folder'), { isDouble: true })
    await expectSorted(page, 'Folder', 'descending')
  })
  await test.step('a click with a slightly moving pointer still sorts', async () => {
    const from = await pointIn(header(page, 'Size'))
    await drag(page, { from, to: { x: from.x + 3, y: from.y + 2 } })
    await expectSorted(page, 'Size', 'ascending')
  })
})

test('dragging a header moves its column, dragging its edge resizes it, and neither sorts', async ({
  launch,
  startServer,
}) => {
  const { page } = await launch({ motion: true })
  await openSegments(page, await startServer({ seed }), [5, 6, 7])
  const expectOrderUnchanged = () => expectSorted(page, 'Name', 'ascending')

  await test.step('move', async () => {
    const from = await pointIn(header(page, 'Segment'))
    await drag(page, { from, to: await pointIn(header(page, 'Folder')) })
    await expectFirst(page, ['Name', 'Segment', 'Folder', 'Language'])
    await expectOrderUnchanged()
  })

  await test.step('a quick drag is one move', async () => {
    const from = await pointIn(header(page, 'Segment'))
    await drag(page, { from, to: await pointIn(header(page, 'Language')), steps: 1 })
    await expectFirst(page, ['Name', 'Folder', 'Language', 'Segment'])
    await expectOrderUnchanged()
  })

  await test.step('a drag that returns to its start changes nothing', async () => {
    const from = await pointIn(header(page, 'Language'))
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 80, from.y, { steps: 4 })
    await page.mouse.move(from.x, from.y, { steps: 4 })
    await page.mouse.up()
    await expectOrderUnchanged()
    await expectFirst(page, ['Name', 'Folder', 'Language', 'Segment'])
  })

  await test.step('a drag that is released outside the header ends there', async () => {
    const from = await pointIn(header(page, 'Language'))
    await drag(page, { from, to: { x: from.x, y: from.y + 200 }, steps: 1 })
    await page.mouse.move(from.x, from.y)
    await page.mouse.move(from.x + 120, from.y, { steps: 4 })
    await expect(grid(page).locator('[data-moving]')).toHaveCount(0)
    await expectOrderUnchanged()
    await expectFirst(page, ['Name', 'Folder', 'Language', 'Segment'])
  })

  await test.step('resize', async () => {
    for (const delta of [60, -40]) {
      const before = await widthOf(page, 'Language')
      const from = await pointIn(header(page, 'Language'), { x: before, y: 15 })
      await drag(page, { from, to: { x: from.x + delta, y: from.y } })
      await expect.poll(() => widthOf(page, 'Language')).toBe(before + delta)
      await expectOrderUnchanged()
    }
    await expectFirst(page, ['Name', 'Folder', 'Language', 'Segment'])
  })

  await test.step('a click on an edge does nothing', async () => {
    const before = await widthOf(page, 'Language')
    const at = { x: before, y: 15 }
    await clickAt(header(page, 'Language'), { at })
    await clickAt(header(page, 'Language'), { at, isDouble: true })
    await expectOrderUnchanged()
    expect(await widthOf(page, 'Language')).toBe(before)
  })

  await test.step('after a drag the header still sorts, by mouse and by keyboard', async () => {
    const from = await pointIn(header(page, 'Segment'))
    await drag(page, { from, to: await pointIn(header(page, 'Folder')) })
    await expectFirst(page, ['Name', 'Segment', 'Folder', 'Language'])
    await header(page, 'Segment').getByRole('button').press('Enter')
    await expectSorted(page, 'Segment', 'ascending')
    await clickAt(header(page, 'Segment'))
    await expectSorted(page, 'Segment', 'descending')
  })
})
