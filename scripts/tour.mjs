import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { artifacts, inRoot } from './lib/paths.mjs'
import { runScript, log, secondsSince } from './lib/log.mjs'
import { openTourApp } from './lib/tour-app.mjs'

/**
 * A scripted tour of the main tasks that takes screenshots; `npm run demo` runs it on a virtual display. It finds elements by
 * role and accessible name, and fails like a test if the app does not behave as expected.
 */
const large = /** @type {[number, number]} */ ([1440, 900])
const small = /** @type {[number, number]} */ ([1024, 700])
const readmePictures = ['connect', 'assets-light', 'assets-dark', 'preview', 'question', 'verified', 'upload']

const rowsOf = (page) => page.getByRole('grid', { name: 'Assets' }).getByRole('row', { selected: false })
const namesOf = (rows) => rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''))

async function tourConnect(pictures) {
  log('1. connect screen')
  const tour = await openTourApp({ pictures })
  try {
    await tour.resize(large)
    await tour.show('light')
    await expect(tour.page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
    await tour.picture('connect')
    await tour.show('dark')
    await tour.picture('connect-dark')
  } finally {
    await tour.close()
  }
}

async function openMenuDocument(page) {
  const tree = page.getByRole('tree', { name: 'Projects' })
  for (const name of [/Paper Harbour/, /menu\.docx/])
    await tree.getByRole('treeitem', { name }).first().click()
  await expect(page.getByRole('grid', { name: 'Assets' })).toBeVisible()
  await expect(rowsOf(page).nth(3)).toBeVisible()
}

/** Loads the thumbnails of the visible files and previews one file. */
async function previewFiles(page) {
  const loadButton = page.getByRole('button', { name: /^Load previews for these/ })
  await loadButton.click()
  await expect(page.getByText(/previews? pending$/)).toBeHidden({ timeout: 60_000 })
  await expect(loadButton).toBeHidden()
  await rowsOf(page).nth(7).click()
  await expectPreview(page.getByRole('region', { name: 'Preview' }))
}

async function expectPreview(container) {
  const picture = container.getByRole('img').first()
  await expect
    .poll(() => picture.evaluate((image) => image.complete && image.naturalWidth > 0), { timeout: 30_000 })
    .toBe(true)
}

async function tourPreview(tour) {
  const { page } = tour
  log('4. full-size preview of a file')
  await page.keyboard.press('Space')
  const dialog = page.getByRole('dialog')
  await expectPreview(dialog)
  await tour.picture('preview')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
}

async function tourDeletion(tour) {
  const { page } = tour
  log('5. selection of three files')
  const names = (await namesOf(rowsOf(page))).slice(1, 4)
  await page.getByRole('row', { name: names[0], exact: true }).click()
  await page.getByRole('row', { name: names[2], exact: true }).click({ modifiers: ['Shift'] })
  await expect(page.getByRole('status', { name: 'Asset count' })).toHaveText(/^3 of /)
  await tour.picture('selected')

  log('6. confirmation of the deletion')
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Delete' }).click()
  const question = page.getByRole('alertdialog', { name: /^Delete 3 files/ })
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await tour.picture('question')

  log('7. deletion, verified by a listing')
  await question.getByRole('button', { name: 'Delete permanently' }).click()
  const result = page.getByRole('status', { name: 'Delete result' })
  await expect(result.getByText('Deleted and verified')).toHaveCount(3, { timeout: 60_000 })
  for (const name of names) {
    await expect(page.getByRole('row', { name, exact: true })).toHaveCount(0)
  }
  await tour.picture('verified')
}

/** Two files with new names, and one with a name that is taken. */
function filesToUpload(takenName) {
  const folder = mkdtempSync(join(tmpdir(), 'refshelf-tour-files-'))
  const texts = {
    'lantern-notes.txt': 'The lantern stands on the left.\n',
    [takenName]: 'A newer version.\n',
    'menu-captions.srt': '1\n00:00:01,000 --> 00:00:03,000\nContinue\n',
  }
  return Object.entries(texts).map(([name, text]) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
}

async function tourUpload(tour) {
  const { page } = tour
  log('8. plan of an upload')
  const [, rowName = ''] = await namesOf(rowsOf(page))
  await tour.chooseFiles(filesToUpload(rowName.split(', ')[0]))
  await page.getByRole('row', { name: rowName, exact: true }).click()
  await page.getByRole('toolbar', { name: 'Asset actions' }).getByRole('button', { name: 'Upload' }).click()
  await page.getByRole('menuitem', { name: 'Files…' }).click()
  const plan = page.getByRole('dialog', { name: 'Upload 3 files' })
  await expect(plan.getByRole('list', { name: 'Files to upload' }).getByRole('listitem')).toHaveCount(3)
  await tour.picture('upload')

  log('9. upload, verified by a listing')
  await plan.getByRole('button', { name: 'Upload', exact: true }).click()
  await expect(page.getByRole('row', { name: /^lantern-notes\.txt/ })).toBeVisible({ timeout: 30_000 })
  await tour.picture('uploaded')
}

async function tourWorkspace(pictures) {
  const tour = await openTourApp({ pictures, args: ['--demo'] })
  try {
    await tour.resize(large)
    await tour.show('light')
    log('2. demo workspace')
    await expect(tour.page.getByRole('tree', { name: 'Projects' })).toBeVisible({ timeout: 30_000 })
    await tour.picture('projects')

    log('3. reference material of a document')
    await openMenuDocument(tour.page)
    await previewFiles(tour.page)
    await tour.picture('assets-light')
    await tour.show('dark')
    await tour.picture('assets-dark')
    await tour.resize(small)
    await tour.picture('assets-dark-small')
    await tour.show('light')
    await tour.picture('assets-light-small')
    await tour.resize(large)

    await tourPreview(tour)
    await tourDeletion(tour)
    await tour.resize(small)
    await tour.picture('verified-small')
    await tour.resize(large)
    await tour.show('dark')
    await tour.picture('verified-dark')
    await tour.show('light')
    await tourUpload(tour)
  } finally {
    await tour.close()
  }
}

await runScript(async (args) => {
  const since = performance.now()
  await tourConnect(artifacts)
  await tourWorkspace(artifacts)
  if (args.includes('--update')) {
    const screenshots = inRoot('docs', 'screenshots')
    mkdirSync(screenshots, { recursive: true })
    for (const name of readmePictures)
      cpSync(join(artifacts, `${name}.png`), join(screenshots, `${name}.png`))
    log('docs/screenshots is updated')
  }
  log(`the tour passed in ${secondsSince(since)}, its pictures are in artifacts/`)
})
