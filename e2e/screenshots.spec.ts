import { execFileSync } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import de from '../src/shared/messages/de.json'
import { en, type Messages } from '../src/shared/messages/catalogue'
import { answerDialogs } from './support/desktop-stubs'
import { makeTree } from './support/file-trees'
import { LocalizedScreens } from './support/localized-screens'
import { expect, test } from './support/test'

const variants: readonly {
  readonly name: string
  readonly language: string
  readonly scheme: 'light' | 'dark'
  readonly messages: Messages
}[] = [
  { name: 'light', language: 'en', scheme: 'light', messages: en },
  { name: 'dark', language: 'en', scheme: 'dark', messages: en },
  { name: 'german', language: 'de', scheme: 'light', messages: de },
]

/** Why this computer's pixels cannot be compared with the committed screenshots; null if they can. */
function reasonToSkip(): string | null {
  if (process.platform !== 'linux') return 'the screenshots were taken on Linux'
  try {
    const fonts = execFileSync('fc-list', [':', 'family'], { encoding: 'utf8' })
    return fonts.includes('Noto Sans CJK')
      ? null
      : 'Noto Sans CJK, which has the glyphs that Inter lacks, is missing'
  } catch {
    return 'fc-list is missing, so the installed fonts are unknown'
  }
}

const day = Date.UTC(2026, 2, 2, 9, 30)

/** Freezes the clock in main and in the window. Timers still run. */
async function freezeTime(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate((_, instant) => {
    Date.now = () => instant
  }, day)
  await page.clock.setFixedTime(day)
}

async function setWindowSize(app: ElectronApplication, page: Page): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  await page.waitForFunction(() => innerWidth === 1280 && innerHeight === 800)
}

/** Hides what depends on this computer: the user's name and the system's language. */
async function hideComputer(page: Page): Promise<void> {
  await page.evaluate((user) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode())
      if (node.textContent === user) node.textContent = 'somebody'
    const system = document.querySelector('#language-choice option[value="system"]')
    if (system !== null) system.textContent = 'system'
  }, userInfo().username)
}

/** Waits until `within` has pictures and all of them are decoded. */
async function expectDecoded(within: Locator): Promise<void> {
  await expect
    .poll(() =>
      within.evaluate((element) => {
        const pictures = [...element.querySelectorAll('img')]
        return pictures.length > 0 && pictures.every((image) => image.complete && image.naturalWidth > 0)
      }),
    )
    .toBe(true)
}

for (const { name, language, scheme, messages } of variants) {
  test(`every screen looks as it did (${name})`, async ({ launch }) => {
    const reason = reasonToSkip()
    test.skip(reason !== null, reason ?? '')
    const { app, page } = await launch({ language, env: { TZ: 'UTC' } })
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
    await setWindowSize(app, page)
    const screens = new LocalizedScreens({ page, messages })
    const take = async (screen: string): Promise<void> => {
      await page.mouse.move(0, 0)
      await page.evaluate(() => document.fonts.ready.then(() => undefined))
      await hideComputer(page)
      await expect.soft(page).toHaveScreenshot(`${screen}-${name}.png`)
    }
    await walkAssets(screens, take)
    // From here on the screens show dates.
    await freezeTime(app, page)
    await walkDeletion(screens, take)
    await walkOtherScreens(screens, take)
    await walkUpload(app, screens, take)
  })
}

/** Rows of pictures; the first row of the list is not one. */
function pictureRows(screens: LocalizedScreens): Locator {
  return screens.get('grid', 'screen.assets').getByRole('row', { name: /\.(jpg|png|webp), / })
}

type Take = (screen: string) => Promise<void>

async function walkAssets(screens: LocalizedScreens, take: Take): Promise<void> {
  const { page } = screens.walk
  await expect(screens.get('heading', 'connect.title')).toBeVisible()
  await take('connect')
  await screens.press('connect.demo')
  await screens.fill('place.scope', 'pr7214')
  await screens.fill('place.segments', '27665601, 27665602')
  await screens.press('place.open')
  const list = screens.get('grid', 'screen.assets')
  await expect(list.getByRole('row').nth(4)).toBeVisible()
  await screens.press('thumbnails.load')
  await expectDecoded(list)
  await expect(screens.get('button', 'thumbnails.stop')).toBeHidden()
  await pictureRows(screens).first().click()
  await expectDecoded(screens.get('region', 'preview.title'))
  await take('table')
  await screens.get('radio', 'view.grid').click()
  await expectDecoded(list)
  await take('grid')
  await screens.get('radio', 'view.table').click()
  await pictureRows(screens).first().click()
  await page.keyboard.press('Space')
  await expectDecoded(page.getByRole('dialog'))
  await take('full-size')
  await page.keyboard.press('Escape')
}

async function walkDeletion(screens: LocalizedScreens, take: Take): Promise<void> {
  const { page, messages } = screens.walk
  const list = screens.get('grid', 'screen.assets')
  await list
    .getByRole('row')
    .nth(4)
    .click({ modifiers: ['Shift'] })
  await screens.press('action.delete', page.getByRole('toolbar'))
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await take('question')
  await screens.press('question.confirm', page.getByRole('alertdialog'))
  await expect(page.getByText(messages['outcome.deleted-and-verified'])).toHaveCount(2)
  await take('result')
}

/** Uploads three files, one of which exists already, and shows the result. */
async function walkUpload(app: ElectronApplication, screens: LocalizedScreens, take: Take): Promise<void> {
  const { page, messages } = screens.walk
  await screens.leave()
  await screens.press('screen.assets', screens.get('navigation', 'nav.main'))
  const files = await makeTree(await mkdtemp(path.join(tmpdir(), 'refshelf-pictures-')), {
    'lantern-notes.txt': 'The lantern stands on the left.',
    'menu-theme.wav': 'a newer sound',
    'captions.srt': 'Continue',
  })
  await answerDialogs(app, [files])
  await screens.row('menu-theme\\.wav').click()
  await screens.press('action.upload', page.getByRole('toolbar'))
  await screens.get('menuitem', 'upload.files').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem')).toHaveCount(3)
  await dialog.getByRole('radio', { name: messages['upload.choice.keep-both'] }).check()
  await take('upload')
  await screens.press('action.upload', dialog)
  await expect(page.getByText(messages['transfer.state.done.upload'])).toHaveCount(3)
  await take('uploaded')
}

async function walkOtherScreens(screens: LocalizedScreens, take: Take): Promise<void> {
  const { page } = screens.walk
  const parts = screens.get('navigation', 'nav.main')
  await screens.press('screen.recycle-bin', parts)
  await screens.get('grid', 'screen.recycle-bin').getByRole('row').nth(1).click()
  await take('recycle-bin')
  await screens.press('screen.activity', parts)
  await screens.get('grid', 'screen.activity').getByRole('row').nth(1).click()
  await take('activity')
  await screens.press('screen.settings', parts)
  await expect(screens.get('heading', 'screen.settings')).toBeVisible()
  await take('settings')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await take('shortcuts')
}
