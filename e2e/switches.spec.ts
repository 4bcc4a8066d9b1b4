import type { Page } from '@playwright/test'
import type { DemoServer, SeedSpec } from '../src/demo-server'
import { chooseMenu, count, grid, openPlace, row, signIn } from './support/actions'
import { expect, test } from './support/test'

/** The list and its search against each server variant of docs/platform-api.md#open-questions. */

const files = 45
const ids = Array.from({ length: files }, (_, index) => 100 + index)

const seed: SeedSpec = {
  projects: [{ id: 7214, reference: 'Game UI 2026' }],
  documents: [{ did: 1, pid: 7214, name: 'ui\\menu.docx' }],
  segments: ids.map((sid) => ({ sid, did: 1, texts: { en: `Lantern ${String(sid)}` } })),
  assets: ids.map((segmentId) => ({
    segmentId,
    name: `shot ${String(segmentId)}.png`,
    ...(segmentId % 2 === 0 ? { locale: 'de' } : { relativePath: 'public/views' }),
    bytes: 'x'.repeat(segmentId),
  })),
}

const german = 'shot 100.png, de, -, 100'
const neutral = 'shot 101.png, all, public/views, 101'
const last = 'shot 144.png, de, -, 144'

type Switches = Partial<DemoServer['switches']>

async function openDocument(page: Page, server: DemoServer): Promise<void> {
  await signIn(page, server)
  const projects = page.getByRole('tree', { name: 'Projects' })
  await projects.getByRole('treeitem', { name: /Game UI 2026/ }).click()
  await projects.getByRole('treeitem', { name: /menu\.docx/ }).click()
  await expect(count(page)).toHaveText(`${String(files)} assets`)
}

/** Expects the same files under the same names, found by folder and by name. */
async function expectSameList(page: Page): Promise<void> {
  const search = page.getByRole('searchbox', { name: 'Search assets' })
  for (const [text, matches, name] of [
    ['public/views/shot 101', 1, neutral],
    ['PUBLIC\\views', 22, neutral],
    ['shot 100', 1, german],
    ['144', 1, last],
  ] as const) {
    await search.fill(text)
    await expect(grid(page)).toHaveAttribute('aria-rowcount', String(matches + 1))
    await expect(row(page, name)).toBeVisible()
  }
  await search.fill('')
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(files + 1))
}

const variantGroups: readonly (readonly [string, readonly Switches[]])[] = [
  [
    'of assets',
    [
      { neutralLocale: 'empty' },
      { classicSeparator: '\\' },
      { downloadUrl: 'absolute' },
      { neutralLocale: 'empty', classicSeparator: '\\', unknownSegmentInList: '400', longQuery: 414 },
    ],
  ],
  ['of documents', [{ documentsList: 'items' }, { documentsList: 'rows' }, { documentsList: 'hasmore' }]],
  [
    'of segments in pages',
    [
      { segmentSearch: 'pages', searchPageSize: 20 },
      { segmentSearch: 'pages', searchPageSize: 20, searchPaging: 'query' },
      { segmentSearch: 'pages', searchPageSize: 20, searchTotal: 'absent' },
      { segmentSearch: 'all-rows', searchTotal: 'absent' },
    ],
  ],
]

for (const [group, variants] of variantGroups) {
  test(`the list is the same for every format of lists ${group}`, async ({ launch, startServer }) => {
    const { app, page } = await launch()
    for (const switches of variants) {
      await test.step(JSON.stringify(switches), async () => {
        const server = await startServer({ seed, switches })
        await openDocument(page, server)
        await expectSameList(page)
        await chooseMenu(app, 'File', 'Sign out')
        await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
      })
    }
  })
}

test('the details show the text of a segment in every format, and none if the server sends none', async ({
  launch,
  startServer,
}) => {
  const { app, page } = await launch()
  const details = page.getByRole('region', { name: 'Details' })
  for (const segmentTexts of ['by-locale', 'columns', 'absent'] as const) {
    await openDocument(page, await startServer({ seed, switches: { segmentTexts } }))
    await row(page, german).click()
    await expect(details).toContainText('shot 100.png')
    if (segmentTexts === 'absent') await expect(details).not.toContainText('Lantern')
    else await expect(details).toContainText('Lantern 100')
    await chooseMenu(app, 'File', 'Sign out')
  }
})

test('a segment that the server refuses is named, and the others are listed', async ({
  launch,
  startServer,
}) => {
  const { app, page } = await launch()
  for (const unknownSegmentInList of ['empty', '400'] as const) {
    const server = await startServer({ seed, switches: { unknownSegmentInList } })
    await signIn(page, server)
    await openPlace(page, 'pr7214', [100, 101, 999])
    await expect(count(page)).toHaveText('2 assets')
    await expect(row(page, neutral)).toBeVisible()
    const refused = page.getByText('The server refused to list 1 segment:')
    await expect(refused).toHaveCount(unknownSegmentInList === '400' ? 1 : 0)
    await chooseMenu(app, 'File', 'Sign out')
  }
})

test('a session lost between two listings is renewed, for either status of the server', async ({
  launch,
  startServer,
}) => {
  const { app, page } = await launch()
  for (const tokenErrorStatus of [400, 401] as const) {
    const server = await startServer({ seed, switches: { tokenErrorStatus } })
    await openDocument(page, server)
    server.expireTokens()
    await server.store.put({ segmentId: 100, name: 'fresh.png', bytes: 'new' })
    await page.getByRole('button', { name: 'Refresh' }).click()
    await expect(row(page, 'fresh.png, all, -, 100')).toContainText('New')
    await chooseMenu(app, 'File', 'Sign out')
  }
})
