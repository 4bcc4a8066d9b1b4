import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Locator, Page } from '@playwright/test'
import { askToDelete, count, grid, openSegments, question, row } from './support/actions'
import { dropFiles } from './support/drop'
import { makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import { expect, test, uploadPlan } from './support/upload-actions'

/** Keyboards, input methods, clipboards, junk and remembered windows, as people have them. */

const second = 'file2.txt, all, -, 27665604'

interface LayoutKey {
  readonly key: string
  readonly code: string
  readonly keyCode: number
}

/** Presses a key with Ctrl as another layout reports it. */
async function pressControl(page: Page, { key, code, keyCode }: LayoutKey): Promise<void> {
  const client = await page.context().newCDPSession(page)
  const event = { key, code, windowsVirtualKeyCode: keyCode, modifiers: 2 }
  await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  await client.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
}

for (const [layout, a, f] of [
  ['Russian', 'ф', 'а'],
  ['Greek', 'α', 'φ'],
  ['Hebrew', 'ש', 'כ'],
  ['Arabic', 'ش', 'ب'],
] as const)
  test(`shortcuts work on a layout without Latin letters: ${layout}`, async ({ page, server }) => {
    await openSegments(page, server, segmentIds)
    await row(page, second).click()
    await pressControl(page, { key: a, code: 'KeyA', keyCode: 65 })
    await expect(count(page)).toHaveText('10 of 10 selected')
    await pressControl(page, { key: f, code: 'KeyF', keyCode: 70 })
    await expect(page.getByRole('searchbox', { name: 'Search assets' })).toBeFocused()
  })

test('Enter and Escape of an input method choose a candidate and run no command', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  const search = page.getByRole('searchbox', { name: 'Search assets' })
  await search.click()
  const client = await page.context().newCDPSession(page)
  await client.send('Input.imeSetComposition', { text: 'がいど', selectionStart: 3, selectionEnd: 3 })
  for (const key of ['Enter', 'Escape', 'ArrowDown'])
    await client.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 })
  await expect(search).toBeFocused()
  await client.send('Input.insertText', { text: 'file2' })
  await expect(search).toHaveValue(/file2/)
  await search.fill('ＦＩＬＥ２')
  await expect(row(page, 'file10.txt, all, -, 27665604')).toHaveCount(0)
  await expect(row(page, second).locator('mark')).toHaveText('file2')
})

test('a deletion is confirmed with full-width digits', async ({ page, startServer }) => {
  const server = await startServer({
    seed: {
      projects: [{ id: 7214 }],
      documents: [{ did: 1, pid: 7214 }],
      segments: [{ sid: 5, did: 1 }],
      assets: Array.from({ length: 30 }, (_, n) => ({
        segmentId: 5,
        locale: 'en',
        name: `${n}.txt`,
        bytes: 'x',
      })),
    },
  })
  await openSegments(page, server, [5])
  await grid(page).getByRole('row').nth(1).click()
  await page.keyboard.press('ControlOrMeta+a')
  await askToDelete(page)
  const confirm = question(page).getByRole('button', { name: 'Delete permanently' })
  await expect(confirm).toBeDisabled()
  await question(page).getByRole('textbox', { name: 'Type the number of files to confirm' }).fill('３０')
  await expect(confirm).toBeEnabled()
})

const leftOut = (page: Page): Locator => uploadPlan(page).getByRole('list', { name: 'Left out' })

test('junk of a dropped folder is left out and can be included, and files can be unticked', async ({
  page,
  server,
  sourceFolder,
}) => {
  const junk = { 'photos/.DS_Store': 'x', 'photos/._a.png': 'x', 'photos/.git/config': 'x' }
  await makeTree(sourceFolder, { 'photos/a.png': 'a', 'photos/b.png': 'b', ...junk })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, [path.join(sourceFolder, 'photos')], row(page, second))
  await expect(page.getByRole('dialog', { name: 'Upload 2 files' })).toBeVisible()
  await expect(leftOut(page).getByRole('listitem')).toHaveCount(3)
  await leftOut(page).getByRole('listitem').filter({ hasText: '.git' }).getByRole('button').click()
  await expect(page.getByRole('dialog', { name: 'Upload 3 files' })).toBeVisible()
  await expect(leftOut(page).getByRole('listitem')).toHaveCount(2)
  await uploadPlan(page).getByRole('checkbox', { name: 'Include b.png' }).uncheck()
  await uploadPlan(page).getByRole('checkbox', { name: 'Include config' }).uncheck()
  await uploadPlan(page).getByRole('button', { name: 'Upload' }).click()
  await expect(page.getByText('Uploaded and verified').first()).toBeAttached()
  const names = server.store.ofSegment(27_665_604).map(({ name }) => name)
  expect(names).toContain('a.png')
  expect(names).not.toContain('b.png')
})

test('a picture of the clipboard is offered by its bytes, and text says why nothing happens', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  await row(page, second).click()
  await app.evaluate(({ clipboard }) => void clipboard.writeText('no file'))
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByText(/^The clipboard contains text, not files/)).toBeVisible()
  await app.evaluate(({ clipboard, nativeImage }) => {
    // Exists in the trial runtime; newer majors replaced it and dropped its type.
    const { writeImage } = clipboard as unknown as { writeImage: (image: Electron.NativeImage) => void }
    const size = { width: 4, height: 4 }
    writeImage.call(clipboard, nativeImage.createFromBitmap(Buffer.alloc(64, 200), size))
  })
  await grid(page).focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(page.getByRole('dialog', { name: 'Upload 1 file' })).toBeVisible()
  await expect(uploadPlan(page).getByText(/^image \d{4}-\d\d-\d\d/)).toBeVisible()
  await uploadPlan(page).getByRole('button', { name: 'Upload' }).click()
  await expect
    .poll(() => server.store.ofSegment(27_665_604).some(({ name }) => /^image .*\.png$/.test(name)))
    .toBe(true)
})

test('a dropped link says why nothing happens', async ({ page, server }) => {
  await openSegments(page, server, segmentIds)
  await row(page, second).evaluate((element) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.setData('text/uri-list', 'https://example.com/a.png')
    element.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }))
  })
  await expect(page.getByText(/^That was a link, not a file/)).toBeVisible()
})

function isOnScreen(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]?.getNormalBounds()
    if (bounds === undefined) return false
    const { workArea } = screen.getDisplayMatching(bounds)
    const isInside = bounds.x >= workArea.x && bounds.y >= workArea.y
    const isWithin = bounds.x + bounds.width <= workArea.x + workArea.width
    return isInside && isWithin && bounds.width >= 800 && bounds.height >= 560
  })
}

for (const [name, text] of [
  ['0×0', '{"v":1,"bounds":{"x":0,"y":0,"width":0,"height":0},"maximized":false}'],
  ['huge', '{"v":1,"bounds":{"x":1e300,"y":-9e15,"width":1e9,"height":0.5},"maximized":false}'],
  ['off the screen', '{"v":1,"bounds":{"x":9000,"y":9000,"width":900.5,"height":700},"maximized":false}'],
  ['no JSON', '\0\0{'],
] as const)
  test(`a remembered window that is ${name} opens usable`, async ({ launch, userData }) => {
    const file = path.join(userData, 'window.json')
    await writeFile(file, text)
    const { app } = await launch()
    await expect.poll(() => isOnScreen(app)).toBe(true)
    if (name === 'no JSON') expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ v: 1 })
  })
