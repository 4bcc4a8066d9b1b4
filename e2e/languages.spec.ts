import { writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { DemoServer } from '../src/demo-server'
import { activityResults } from '../src/shared/activity'
import de from '../src/shared/messages/de.json'
import fr from '../src/shared/messages/fr.json'
import ja from '../src/shared/messages/ja.json'
import { pseudo } from '../src/shared/messages/pseudo'
import { pseudoLocale } from '../src/shared/settings'
import { expectClean } from './support/expect-clean'
import { journeySeed, segmentIds } from './support/journey-seed'
import { walkScreens } from './support/screens'
import { apiKey, expect, test } from './support/test'
import { findClipped, findUntranslated } from './support/visible-texts'

/** Sets the smallest supported window size. */
async function resize(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 700))
}

test('every text comes from the catalogue and fits when it is longer', async ({ launch, server }) => {
  test.setTimeout(180_000)
  const { app, page } = await launch({ language: pseudoLocale })
  await resize(app)
  page.setDefaultTimeout(10_000)
  const known = knownTexts(server.url)
  const found: string[] = []
  await walkScreens({
    app,
    page,
    server,
    messages: pseudo,
    onScreen: async (screen) => {
      const untranslated = await findUntranslated(page, known)
      const clipped = await findClipped(page)
      found.push(...untranslated.map((text) => `${screen}: not translated: ${text}`))
      found.push(...clipped.map((text) => `${screen}: cut off: ${text}`))
    },
  })
  expect(found).toEqual([])
})

for (const [language, messages] of [
  ['de', de],
  ['ja', ja],
] as const) {
  test(`every text fits on its screen, and axe finds nothing serious (${language})`, async ({
    launch,
    server,
  }) => {
    test.setTimeout(240_000)
    const { app, page } = await launch({ language })
    await resize(app)
    const found: string[] = []
    await walkScreens({
      app,
      page,
      server,
      messages,
      onScreen: async (screen) => {
        const clipped = await findClipped(page)
        found.push(...clipped.map((text) => `${screen}: cut off: ${text}`))
        await expectClean(page, screen, 'text')
      },
    })
    expect(found).toEqual([])
  })
}

const file = 'file2.txt, all, -, 27665604'

/** The language of the operating system, without the switch `--lang`. */
const french = { language: null, env: { LANG: 'fr_FR.UTF-8', LANGUAGE: 'fr', LC_ALL: '' } } as const

function shownLanguage(page: Page): Promise<string | null> {
  return page.locator('html').getAttribute('lang')
}

function menuLabels(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])
}

async function openInFrench(page: Page, server: DemoServer): Promise<void> {
  await page.getByRole('textbox', { name: fr['connect.serverUrl'] }).fill(server.url)
  await page.getByRole('textbox', { name: fr['connect.accountId'] }).fill(server.accountId)
  await page.getByRole('textbox', { name: fr['connect.apiKey'] }).fill(apiKey)
  await page.getByRole('button', { name: fr['connect.submit'], exact: true }).click()
  await page.getByRole('textbox', { name: fr['place.scope'] }).fill('pr7214')
  await page.getByRole('textbox', { name: fr['place.segments'] }).fill(segmentIds.join(', '))
  await page.getByRole('button', { name: fr['place.open'], exact: true }).click()
}

test('the app follows the system language until another is chosen, and the change loses nothing', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch(french)
  await expect(page.getByRole('heading', { name: fr['connect.title'] })).toBeVisible()
  expect(await shownLanguage(page)).toBe('fr')
  expect(await menuLabels(app)).toContain(fr['menu.view'])
  await openInFrench(page, server)
  await page.getByRole('row', { name: file.replace('all', fr['language.all']), exact: true }).click()
  const calls = server.calls.all.length

  await page.getByRole('button', { name: fr['screen.settings'], exact: true }).click()
  const choice = page.getByRole('combobox', { name: fr['field.language'], exact: true })
  await expect(choice.locator('option').first()).toHaveText('Comme le système (français)')
  await choice.focus()
  await choice.selectOption('Deutsch')
  await expect(page.getByRole('combobox', { name: de['field.language'], exact: true })).toBeFocused()
  expect(await shownLanguage(page)).toBe('de')
  await expect.poll(() => menuLabels(app)).toContain(de['menu.view'])
  await page.getByRole('button', { name: de['screen.assets'], exact: true }).click()
  const row = page.getByRole('row', { name: file.replace('all', de['language.all']), exact: true })
  await expect(row).toHaveAttribute('aria-selected', 'true')
  expect(server.calls.all.length).toBe(calls)
})

test('the chosen language is used at the next start, and --lang overrides it', async ({
  launch,
  userData,
}) => {
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ v: 1, language: 'ja' }))
  const { app, page } = await launch(french)
  await expect(page.getByRole('heading', { name: ja['connect.title'] })).toBeVisible()
  await app.close()
  const english = await launch()
  await expect(english.page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  expect(await shownLanguage(english.page)).toBe('en')
})

/** Texts that need no translation, longest first so that removing one never leaves part of another. */
function knownTexts(serverUrl: string): readonly string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  const { projects = [], documents = [], segments = [], assets = [] } = journeySeed
  const data = [
    ...projects.flatMap(({ reference, client }) => [reference, client]),
    ...documents.flatMap(({ name }) => [name, name?.split('\\').at(-1)]),
    ...segments.flatMap(({ texts = {} }) => Object.values(texts)),
    ...assets.flatMap(({ name, relativePath, locale }) => [
      name,
      relativePath,
      locale,
      typeof locale === 'string' ? names.of(locale) : undefined,
    ]),
  ]
  const day = new Intl.DateTimeFormat('en', { month: 'short' })
  const months = Array.from({ length: 12 }, (_, month) => day.format(new Date(2026, month)))
  const entered = [
    'ui',
    // A search marks the first part of a name.
    'narration',
    '.wav',
    'nonsense',
    'x, 0',
    'acme-loc',
    'pr7214',
    'https://',
    serverUrl,
    new URL(serverUrl).host,
  ]
  // From the server, the operating system and the component library, which has translations itself.
  const external = ['Invalid private key.', 'In progress', userInfo().username, 'Dismiss']
  // The receipt's keywords belong to its format and are never translated.
  const receiptKeywords = [
    'delete:',
    'restore:',
    ...activityResults,
    '(protected)',
    'SHA-256',
    ', 3 B',
    ', 15 B',
    'all /',
  ]
  return [...data, ...months, ...entered, ...external, ...receiptKeywords, 'AM', 'PM']
    .filter((text): text is string => typeof text === 'string' && text !== '')
    .sort((a, b) => b.length - a.length)
}
