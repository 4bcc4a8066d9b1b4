import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'
import type { MessageKey, Messages } from '../../src/shared/messages/catalogue'
import { segmentIds } from './journey-seed'
import { namePattern, LocalizedScreens, type LocaleTexts } from './localized-screens'
import { apiKey } from './test'

interface Walk extends LocaleTexts {
  readonly app: ElectronApplication
  readonly server: DemoServer
  /** Called on each screen once it is shown. */
  readonly onScreen: (screen: string) => Promise<void>
}

type Screens = LocalizedScreens<Walk>

/** Every screen and every dialog of the app, in the order in which a user meets them. */
export async function walkScreens(walk: Walk): Promise<void> {
  const screens = new LocalizedScreens(walk)
  await visitConnect(screens)
  await visitPlaces(screens)
  await visitList(screens)
  await visitListTools(screens)
  await visitDeletion(screens)
  await visitRecycleBin(screens)
  await visitActivity(screens)
  await visitSettings(screens)
  await visitDialogs(screens)
}

async function signIn(screens: Screens, key: string, within?: Page | Locator): Promise<void> {
  const { server } = screens.walk
  await screens.fill('connect.serverUrl', server.url, within)
  await screens.fill('connect.accountId', server.accountId, within)
  await screens.fill('connect.apiKey', key, within)
  await screens.press('connect.submit', within)
}

async function visitConnect(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await expect(screens.get('heading', 'connect.title')).toBeVisible()
  await onScreen('connect')
  await screens.press('connect.submit')
  await onScreen('connect, nothing typed')
  await signIn(screens, 'not-the-key')
  await expect(page.getByRole('alert')).toBeVisible()
  await onScreen('connect, refused')
  await screens.get('checkbox', 'connect.remember').check()
  await signIn(screens, apiKey)
  await expect(screens.get('textbox', 'place.scope')).toBeVisible()
}

async function visitPlaces(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  const tree = screens.get('tree', 'projects.title')
  await tree.getByRole('treeitem', { name: /Game UI 2026/ }).click()
  await tree.getByRole('treeitem', { name: /menu\.docx/ }).waitFor()
  await onScreen('nothing open')
  for (const source of ['kept.short', 'jobs.short', 'flex.short', 'projects.short'] as const) {
    await screens.press(source)
    await onScreen(`places: ${source}`)
  }
  await screens.fill('place.scope', 'nonsense')
  await screens.fill('place.segments', 'x, 0')
  await screens.press('place.open')
  await onScreen('an invalid place')
  await screens.fill('place.scope', 'pr7214')
  await screens.fill('place.segments', segmentIds.join(', '))
  await screens.press('place.open')
  await expect(page.getByRole('row').nth(2)).toBeVisible()
}

async function visitList(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await onScreen('table')
  await screens.row('file2.txt').click()
  await onScreen('one selected')
  await page.keyboard.press('ControlOrMeta+a')
  await onScreen('all selected')
  await screens.get('radio', 'view.grid').click()
  await expect(page.getByRole('gridcell').first()).toBeVisible()
  await onScreen('grid')
  await screens.get('radio', 'view.table').click()
  const search = screens.get('searchbox', 'assets.search')
  await search.fill('no such file')
  await onScreen('no match')
  await search.fill('')
}

async function visitListTools(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  const groupings = ['segment', 'language', 'folder', 'kind', 'duplicates'] as const
  for (const by of groupings) {
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: groupName(screens.walk.messages) })
      .click()
    if (by === 'segment') await onScreen('group menu')
    await screens.get('menuitem', by === 'duplicates' ? 'group.by.duplicates' : `field.${by}`).click()
    await onScreen(`grouped by ${by}`)
  }
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: groupName(screens.walk.messages) })
    .click()
  await screens.get('menuitem', 'group.by.none').click()
  await screens.press('columns.title')
  await onScreen('columns')
  await screens.leave()
  await screens.press('filter.title')
  await onScreen('filter bar')
  const filters = ['kinds', 'languages', 'folders', 'segments', 'size', 'modified', 'protection'] as const
  const bar = screens.get('group', 'filter.bar')
  for (const [index, name] of filters.entries()) {
    await bar.getByRole('button').nth(index).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await onScreen(`filter ${name}`)
    await screens.leave()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
  await filterAndHide(screens, bar)
}

/** Sets a filter that hides selected files, then one without any match. */
async function filterAndHide(screens: Screens, bar: Locator): Promise<void> {
  const { page, onScreen } = screens.walk
  await screens.row('file2.txt').click()
  await page.keyboard.press('ControlOrMeta+a')
  await bar.getByRole('button').first().click()
  await page.getByRole('dialog').getByRole('checkbox').first().check()
  await screens.leave()
  await onScreen('filtered, with hidden files selected')
  await screens.get('searchbox', 'assets.search').fill('narration')
  await onScreen('filters without a match')
  await screens.get('searchbox', 'assets.search').fill('')
  await screens.press('filter.clearAll')
}

function groupName(words: Messages): RegExp {
  return new RegExp(
    `${namePattern(words['group.title']).source}|${namePattern(words['group.active']).source}`,
  )
}

async function visitDeletion(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await screens.row('file10.txt').click()
  await screens.press('action.protect', page.getByRole('toolbar'))
  await onScreen('protect menu')
  await screens.get('menuitem', 'protect.segment').click()
  await expect(screens.row('file10.txt')).toHaveAttribute('aria-description', /./)
  await onScreen('protected')
  await screens.row('style-guide.pdf').click({ modifiers: ['ControlOrMeta'] })
  await screens.row('narration.wav').click({ modifiers: ['ControlOrMeta'] })
  await screens.press('action.delete', page.getByRole('toolbar'))
  const question = page.getByRole('alertdialog')
  await expect(question).toBeVisible()
  await onScreen('question')
  await question.getByRole('checkbox').first().click()
  await onScreen('question, without copies')
  await question.getByRole('checkbox').first().click()
  await screens.press('question.confirm', question)
  await expect(page.getByText(screens.walk.messages['outcome.deleted-and-verified']).first()).toBeVisible()
  await onScreen('result')
}

async function goTo(screens: Screens, part: MessageKey): Promise<void> {
  await screens.press(part, screens.get('navigation', 'nav.main'))
}

async function visitRecycleBin(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await goTo(screens, 'screen.recycle-bin')
  await screens.get('grid', 'screen.recycle-bin').getByRole('row').nth(1).click()
  await onScreen('recycle bin')
  await screens.press('action.restore', page.getByRole('toolbar'))
  await expect(page.getByText(screens.walk.messages['restore.restored']).first()).toBeVisible()
  await onScreen('restored')
  await screens.get('searchbox', 'bin.search').fill('no such copy')
  await onScreen('recycle bin, no match')
}

async function visitActivity(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await goTo(screens, 'screen.activity')
  await screens.get('grid', 'screen.activity').getByRole('row').nth(1).click()
  await onScreen('activity')
  await screens.press('activity.export')
  await onScreen('export menu')
  await screens.leave()
  await screens.press('activity.receipt.of')
  await expect(page.getByRole('dialog')).toBeVisible()
  await onScreen('receipt')
  await screens.press('action.close', page.getByRole('dialog'))
  await screens.get('searchbox', 'activity.search').fill('no such entry')
  await expect(screens.get('button', 'activity.noMatch.clear')).toBeVisible()
  await onScreen('activity, no match')
}

async function visitSettings(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await goTo(screens, 'screen.settings')
  await expect(screens.get('heading', 'screen.settings')).toBeVisible()
  await onScreen('settings')
  await screens.fill('settings.deletesInFlight', '99')
  await page.keyboard.press('Enter')
  await onScreen('settings, with an error')
}

async function visitDialogs(screens: Screens): Promise<void> {
  const { page, onScreen } = screens.walk
  await goTo(screens, 'screen.assets')
  await screens.press('budget.details')
  await onScreen('budget details')
  await screens.leave()
  await screens.press('switcher.button')
  await onScreen('switcher')
  await screens.get('menuitem', 'switcher.add').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await onScreen('another connection')
  await screens.press('action.cancel', page.getByRole('dialog'))
  await screens.press('switcher.button')
  await screens.get('menuitem', 'switcher.edit').click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await onScreen('edit connection')
  await screens.press('action.cancel', page.getByRole('dialog'))
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog')).toBeVisible()
  await onScreen('shortcuts')
  await screens.press('action.close', page.getByRole('dialog'))
}
