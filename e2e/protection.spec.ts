import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { SelectedAsset } from '../src/shared/deletion'
import {
  askToDelete,
  confirm,
  goTo,
  grid,
  openAndDelete,
  openPlace,
  openSegments,
  protect,
  question,
  result,
  row,
  select,
  signIn,
} from './support/actions'
import { segmentIds } from './support/journey-seed'
import { answerQuestions, recordedQuestions } from './support/native-questions'
import { expect, test } from './support/test'

const second = 'file2.txt, all, -, 27665604'
const third = 'file10.txt, all, -, 27665604'
const sound = 'narration.wav, fr, -, 27665603'
const deletes = { method: 'DELETE', path: /\/assets\// }
const uploads = { method: 'POST', path: /media\/upload/ }

const identity = {
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 27_665_604,
  locale: null,
  relativePath: '',
  name: 'file2.txt',
} as const
const selectedAsset: SelectedAsset = { ...identity, size: 3, modifiedDate: null }

function deleteButton(page: Page): Locator {
  return page
    .getByRole('toolbar', { name: 'Asset actions' })
    .getByRole('button', { name: 'Delete', exact: true })
}

function file(list: Locator, name: string): Locator {
  return list.getByRole('listitem').filter({ hasText: name })
}

async function backToAssets(page: Page): Promise<void> {
  const main = page.getByRole('navigation', { name: 'Main' })
  await main.getByRole('button', { name: 'Assets', exact: true }).click()
  await expect(grid(page)).toBeVisible()
}

/** What a compromised window would send: main must refuse it without the window's help. */
async function planAnyway(page: Page): Promise<string> {
  return page.evaluate(async (asset) => {
    const planned = await window.api.planDeletion({ assets: [asset] })
    return planned.ok ? 'planned' : planned.failure.kind
  }, selectedAsset)
}

test('a locked segment is excluded from a deletion, also after a restart', async ({ launch, server }) => {
  const first = await launch()
  await openSegments(first.page, server, segmentIds)
  await select(first.page, second)
  await protect(first.page, 'Whole segment')
  await expect(row(first.page, third)).toHaveAttribute('aria-description', 'Protected on this computer')
  await expect(row(first.page, sound)).not.toHaveAttribute('aria-description', /.*/)
  await first.app.close()

  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await expect(row(page, third)).toHaveAttribute('aria-description', 'Protected on this computer')
  await select(page, second, sound)
  await askToDelete(page)
  await expect(question(page)).toHaveAccessibleName('Delete 1 of 2 files?')
  const files = question(page).getByRole('list', { name: 'Files to delete' })
  await expect(file(files, 'file2.txt')).toContainText('protected on this computer')
  await confirm(page)
  await expect(file(result(page), 'narration.wav')).toContainText('Deleted and verified')
  await expect(file(result(page), 'file2.txt')).toContainText('Not deleted: protected on this computer')
  await expect(row(page, second)).toBeVisible()
  expect(server.calls.count(deletes)).toBe(1)
})

test('a locked file can be deleted once it is unlocked', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, second)
  await protect(page, 'File')
  await expect(row(page, second)).toHaveAttribute('aria-description', 'Protected on this computer')
  await expect(row(page, third)).not.toHaveAttribute('aria-description', /.*/)
  await page.getByRole('region', { name: 'Details' }).getByRole('button', { name: 'Unprotect' }).click()
  await expect(row(page, second)).not.toHaveAttribute('aria-description', /.*/)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
})

test('the context menu locks and unlocks the file it was opened on', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  // A native menu is not part of the page, so the test chooses its item in main.
  const choose = (labels: readonly string[]) =>
    app.evaluate(({ Menu }, wanted) => {
      const build = Menu.buildFromTemplate.bind(Menu)
      Menu.buildFromTemplate = (template) => {
        const menu = build(template)
        menu.popup = (options) => {
          const [first = '', second = ''] = wanted
          const item = menu.items.find(({ label }) => label === first)
          const chosenItem = item?.submenu?.items.find(({ label }) => label === second) ?? item
          if (chosenItem?.enabled === true) (chosenItem as unknown as { click: () => void }).click()
          const done = options?.callback
          done?.()
        }
        return menu
      }
    }, labels)
  const folder = 'pexels-gons3.jpg, en, public/views, 27665601'
  await choose(['Protect', 'Folder and everything in it'])
  await row(page, second).click({ button: 'right' })
  await row(page, folder).click({ button: 'right' })
  await expect(row(page, folder)).toHaveAttribute('aria-description', 'Protected on this computer')
  await expect(row(page, second)).not.toHaveAttribute('aria-description', /.*/)
  await choose(['Unprotect'])
  await row(page, folder).click({ button: 'right' })
  await expect(row(page, folder)).not.toHaveAttribute('aria-description', /.*/)
})

test('removing a lock asks in main first, with Cancel as the default', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await select(page, second)
  await protect(page, 'Whole segment')
  await goTo(page, 'Settings')
  const locks = page.getByRole('list', { name: 'Locks', exact: true })
  await expect(locks).toContainText('Whole segment 27665604')
  const remove = locks.getByRole('button', { name: /^Remove the lock: Whole segment 27665604/ })
  await answerQuestions(app, 'cancel')
  await remove.click()
  await expect
    .poll(() => recordedQuestions(app))
    .toMatchObject([{ buttons: ['Remove locks', 'Cancel'], defaultId: 1 }])
  expect((await recordedQuestions(app))[0]?.detail).toContain('Whole segment 27665604')
  // A page that was taken over gets no further.
  await page.evaluate(async () => {
    const { api } = window
    const locked = await api.readProtections()
    if (locked.ok) await api.unprotect({ lockIds: locked.value.locks.map(({ id }) => id) })
  })
  await expect(locks).toContainText('Whole segment 27665604')
  await answerQuestions(app, 'confirm')
  await remove.click()
  await expect(page.getByText('Nothing is protected.')).toBeVisible()
})

test('unreadable locks protect every file, and a new list starts only on request', async ({
  launch,
  server,
  userData,
}) => {
  const damagedJson = '{ "v": 1, "locks": ['
  await writeFile(path.join(userData, 'protections.json'), damagedJson)
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await expect(page.getByText('every file is treated as protected')).toBeVisible()
  await expect(row(page, sound)).toHaveAttribute('aria-description', 'Protected on this computer')
  await select(page, sound)
  await askToDelete(page)
  await expect(question(page)).toContainText('protected on this computer')
  await expect(question(page)).toContainText('Nothing will be deleted')
  await expect(question(page).getByRole('button')).toHaveText(['Cancel'])
  await expect(question(page).getByRole('checkbox')).toHaveCount(0)
  await question(page).getByRole('button', { name: 'Cancel' }).click()
  expect(server.calls.count(deletes)).toBe(0)
  expect(await readFile(path.join(userData, 'protections.json'), 'utf8')).toBe(damagedJson)
  await answerQuestions(app, 'cancel')
  await page.getByRole('button', { name: 'Start a new list' }).click()
  await expect
    .poll(() => recordedQuestions(app))
    .toMatchObject([{ message: expect.stringContaining('Start a new list?') }])
  await expect(row(page, sound)).toHaveAttribute('aria-description', 'Protected on this computer')
  await answerQuestions(app, 'confirm')
  await page.getByRole('button', { name: 'Start a new list' }).click()
  await expect(row(page, sound)).not.toHaveAttribute('aria-description', /.*/)
})

test('a read-only connection deletes nothing, whatever the window sends, until changes are allowed', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await page.getByRole('checkbox', { name: 'Read-only: nothing can be deleted or uploaded' }).check()
  await page.getByRole('checkbox', { name: 'Remember on this computer' }).check()
  await openSegments(page, server, segmentIds)
  await expect(page.getByRole('banner')).toContainText('Read-only')
  await select(page, second)
  await expect(deleteButton(page)).toBeDisabled()
  await expect(deleteButton(page)).toHaveAccessibleDescription('This connection is read-only.')
  await page.keyboard.press('Delete')
  await expect(page.getByRole('alert')).toContainText('This connection is read-only')
  await expect(question(page)).toBeHidden()
  expect(await planAnyway(page)).toBe('connection-read-only')
  expect(server.calls.count(deletes)).toBe(0)

  await goTo(page, 'Settings')
  await answerQuestions(app, 'cancel')
  await page.getByRole('checkbox', { name: 'Read-only for acme-loc' }).click()
  await expect
    .poll(() => recordedQuestions(app))
    .toMatchObject([{ message: expect.stringContaining('Allow changes on acme-loc?'), defaultId: 1 }])
  await expect(page.getByRole('banner')).toContainText('Read-only')
  await answerQuestions(app, 'confirm')
  await page.getByRole('checkbox', { name: 'Read-only for acme-loc' }).click()
  await expect(page.getByRole('banner')).not.toContainText('Read-only')
  await backToAssets(page)
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
})

test('a connection that becomes read-only refuses plans made before, and restores', async ({
  launch,
  server,
}) => {
  const { page } = await launch()
  await openAndDelete(page, server, second)
  await expect(result(page)).toContainText('Deleted and verified')
  const kinds = await page.evaluate(async (asset) => {
    const planned = await window.api.planDeletion({ assets: [{ ...asset, name: 'file10.txt' }] })
    const bin = await window.api.listBin()
    if (!planned.ok || !bin.ok) throw new Error('no plan')
    await window.api.setReadOnly({ id: 'session', readOnly: true })
    const answers = [
      await window.api.confirmDeletion({ planId: planned.value.planId, typedCount: '' }),
      await window.api.restoreCopies({ copyIds: bin.value.map(({ id }) => id) }),
    ]
    return answers.map((answer) => (answer.ok ? 'done' : answer.failure.kind))
  }, selectedAsset)
  expect(kinds).toEqual(['connection-read-only', 'connection-read-only'])
  expect(server.calls.count(deletes)).toBe(1)
  expect(server.calls.count(uploads)).toBe(0)
})

test('a running deletion sends nothing more once its connection is read-only', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  await row(page, second).click()
  await page.keyboard.press('ControlOrMeta+a')
  await askToDelete(page)
  const release = server.faults.hold(deletes)
  const arrived = server.faults.waitFor(deletes)
  await confirm(page)
  await arrived
  await goTo(page, 'Settings')
  await page.getByRole('checkbox', { name: 'Read-only for acme-loc' }).check()
  await expect(page.getByRole('banner')).toContainText('Read-only')
  release()
  await expect(result(page)).toContainText('the connection was set to read-only')
  await expect(result(page).getByText('Deleted and verified')).toHaveCount(1)
  expect(server.calls.count(deletes)).toBe(1)
})

test('a checkbox that main changes never jumps back while it is saved', async ({ launch, server }) => {
  const { page } = await launch()
  await signIn(page, server)
  await goTo(page, 'Settings')
  const box = page.getByRole('checkbox', { name: 'Read-only for acme-loc' })
  const shown = await box.evaluateHandle((element: HTMLInputElement) => {
    const values: boolean[] = []
    const property = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'checked')
    Object.defineProperty(element, 'checked', {
      get: () => property?.get?.call(element) as boolean,
      set: (value: boolean) => {
        values.push(value)
        property?.set?.call(element, value)
      },
    })
    return values
  })
  await box.click()
  await expect(page.getByRole('banner')).toContainText('Read-only')
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  const values = await shown.jsonValue()
  expect(values.slice(values.indexOf(true))).not.toContain(false)
  expect(values).toContain(true)
})

test('settings survive a restart, and the file limit refuses before anything is sent', async ({
  launch,
  server,
}) => {
  const first = await launch()
  await signIn(first.page, server)
  await goTo(first.page, 'Settings')
  await first.page.getByRole('textbox', { name: 'Maximum files per deletion' }).fill('2')
  await first.page.getByRole('textbox', { name: 'Days to keep a copy' }).fill('7')
  await first.page.keyboard.press('Enter')
  await expect(first.page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await first.app.close()

  const { page } = await launch()
  await signIn(page, server)
  await goTo(page, 'Settings')
  await expect(page.getByRole('textbox', { name: 'Maximum files per deletion' })).toHaveValue('2')
  await expect(page.getByRole('textbox', { name: 'Days to keep a copy' })).toHaveValue('7')
  await openPlace(page, 'pr7214', segmentIds)
  await select(page, second, third, sound)
  await deleteButton(page).click()
  await expect(page.getByRole('alert')).toContainText('more files than one deletion may include')
  await expect(question(page)).toBeHidden()
  expect(server.calls.count(deletes)).toBe(0)
  await select(page, second, third)
  await askToDelete(page)
})

test('main refuses invalid settings, locks and connections', async ({ launch, server }) => {
  const { page } = await launch()
  await openSegments(page, server, segmentIds)
  const kinds = await page.evaluate(async (asset) => {
    const calls = window.api as unknown as Record<
      string,
      (input: unknown) => Promise<{ ok: boolean; failure?: { kind: string } }>
    >
    const requests: [string, unknown][] = [
      ['changeSettings', { deletesInFlight: 9 }],
      ['changeSettings', { deletesInFlight: 0 }],
      ['changeSettings', { binDays: 1.5 }],
      ['changeSettings', { maxFilesPerJob: 5, more: true }],
      ['changeSettings', { v: 2 }],
      ['setReadOnly', { id: 'session', readOnly: 'no' }],
      ['setReadOnly', { id: '../session', readOnly: false }],
      ['setReadOnly', { id: 'nobody', readOnly: false }],
      ['protect', { assets: [asset], reach: 'everything' }],
      ['protect', { assets: [asset], reach: 'folder' }],
      ['protect', { assets: [], reach: 'file' }],
      ['protect', { assets: [{ ...asset, serverKey: 'other' }], reach: 'file' }],
      ['unprotect', { lockIds: ['../x'] }],
      ['findLocks', { assets: [{ ...asset, segmentId: -1 }] }],
    ]
    const answers: string[] = []
    for (const [name, input] of requests) answers.push((await calls[name]?.(input))?.failure?.kind ?? 'done')
    return answers
  }, identity)
  expect(kinds).toEqual(kinds.map(() => 'request-invalid'))
})
