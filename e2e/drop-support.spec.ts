import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, type ElectronApplication, type Page } from '@playwright/test'
import {
  answerDialogs,
  copyFilesAsDesktop,
  recordedDialogs,
  recordedDrags,
  recordDrags,
} from './support/desktop-stubs'
import { dragFiles, dropFiles } from './support/drop'
import { makeManyFiles, makeOddNames, makeTree, oddNames } from './support/file-trees'
import { displayTest } from './support/worker-display'

/** Checks that simulated drops match those of a desktop, on a page that only records its events. */

interface Fixtures {
  readonly folder: string
  readonly app: ElectronApplication
  readonly page: Page
}

const recorderPage = `<body><div id="a">A</div><div id="b">B</div><textarea></textarea><script>
  window.seen = []
  const note = (event, files) => window.seen.push({ type: event.type, on: event.target.id, files })
  for (const type of ['dragenter', 'dragover', 'dragleave']) addEventListener(type, (event) => {
    event.preventDefault()
    note(event, [...event.dataTransfer.types])
  })
  addEventListener('drop', (event) => {
    event.preventDefault()
    const folders = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()?.isDirectory ?? null)
    note(event, [...event.dataTransfer.files].map((file, at) => ({ path: file.path, isFolder: folders[at] })))
  })
  addEventListener('paste', (event) => note(event, [...event.clipboardData.files].map((file) => file.path)))
</script><style>div { height: 100px }</style>`

const main = `
const { app, BrowserWindow } = require('electron')
app.whenReady().then(() => new BrowserWindow({ width: 400, height: 400 }).loadFile('page.html'))
`

const test = displayTest.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'refshelf-drop-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },
  app: async ({ folder }, use) => {
    await writeFile(path.join(folder, 'package.json'), '{"name":"drops","main":"main.cjs"}')
    await writeFile(path.join(folder, 'main.cjs'), main)
    await writeFile(path.join(folder, 'page.html'), recorderPage)
    const app = await _electron.launch({
      args: [folder, `--user-data-dir=${path.join(folder, 'profile')}`],
    })
    await use(app)
    await app.close()
  },
  page: async ({ app }, use) => {
    const page = await app.firstWindow()
    await expect(page.locator('#b')).toBeVisible()
    await use(page)
  },
})

interface SeenEvent {
  readonly type: string
  readonly on: string
  readonly files: readonly unknown[]
}

const seenEvents = (page: Page): Promise<readonly SeenEvent[]> =>
  page.evaluate(() => (window as unknown as { seen: SeenEvent[] }).seen)

async function droppedFiles(page: Page): Promise<readonly unknown[] | undefined> {
  await expect.poll(async () => (await seenEvents(page)).some(({ type }) => type === 'drop')).toBe(true)
  return (await seenEvents(page)).find(({ type }) => type === 'drop')?.files
}

test('a drag passes over the elements of a page, and can leave it', async ({ page, folder }) => {
  const files = await makeTree(folder, { 'in/a.txt': 'a' })
  const drag = await dragFiles(page, files, page.locator('#a'))
  await drag.over(page.locator('#b'))
  await drag.leave()
  await expect.poll(async () => (await seenEvents(page)).at(-1)?.type).toBe('dragleave')
  const events = await seenEvents(page)
  expect(events.filter(({ type }) => type === 'dragenter').map(({ on }) => on)).toEqual(['a', 'b'])
  expect(events[0]?.files).toEqual(['Files'])
  expect(events.some(({ type }) => type === 'drop')).toBe(false)
})

test('files, a folder and a link arrive with their paths', async ({ page, folder }) => {
  const [file, , link] = await makeTree(folder, {
    'in/a.txt': 'a',
    'in/deep/b.txt': 'b',
    'in/link.txt': { linkTo: '/etc/hostname' },
  })
  const inner = path.join(folder, 'in/deep')
  await dropFiles(page, [file ?? '', inner, link ?? ''], page.locator('#b'))
  expect(await droppedFiles(page)).toEqual([
    { path: file, isFolder: false },
    { path: inner, isFolder: true },
    { path: link, isFolder: false },
  ])
})

test('every odd name arrives unchanged', async ({ page, folder }) => {
  const files = await makeOddNames(path.join(folder, 'in'))
  expect(files).toHaveLength(oddNames.length)
  await dropFiles(page, files, page.locator('#a'))
  expect(await droppedFiles(page)).toEqual(files.map((file) => ({ path: file, isFolder: false })))
})

test('500 files arrive at once', async ({ page, folder }) => {
  const many = await makeManyFiles(folder, 500)
  const files = Array.from({ length: 500 }, (_, index) =>
    path.join(many, `shelf-${String(index).padStart(4, '0')}.txt`),
  )
  await dropFiles(page, files, page.locator('#a'))
  expect(await droppedFiles(page)).toHaveLength(500)
})

test('a file that is deleted during the drag still arrives as a path', async ({ page, folder }) => {
  const [file = ''] = await makeTree(folder, { 'in/gone.txt': 'a' })
  const drag = await dragFiles(page, [file], page.locator('#a'))
  await unlink(file)
  await drag.drop()
  expect(await droppedFiles(page)).toMatchObject([{ path: file }])
})

test('files on the clipboard are pasted with their paths', async ({ app, page, folder }) => {
  const files = await makeTree(folder, { 'in/a b.txt': 'a', 'in/é.png': 'b' })
  await copyFilesAsDesktop(app, files)
  await page.locator('textarea').focus()
  await page.keyboard.press('Control+V')
  await expect.poll(async () => (await seenEvents(page)).at(-1)).toMatchObject({ type: 'paste', files })
})

test('outgoing drags and dialogs are recorded, and no dialog opens', async ({ app, page, folder }) => {
  await expect(page.locator('#a')).toBeVisible()
  await recordDrags(app)
  await answerDialogs(app, [[folder], null])
  const [chosen, closed, saved] = await app.evaluate(
    async ({ BrowserWindow, dialog, nativeImage }, where) => {
      const [window] = BrowserWindow.getAllWindows()
      const icon = nativeImage.createFromBitmap(Buffer.alloc(4, 255), { width: 1, height: 1 })
      window?.webContents.startDrag({ file: where, files: [where, `${where}/b`], icon })
      return [
        await dialog.showOpenDialog({ properties: ['openDirectory'] }),
        await dialog.showOpenDialog({}),
        await dialog.showSaveDialog({ defaultPath: 'a.png' }),
      ]
    },
    folder,
  )
  expect(chosen).toEqual({ canceled: false, filePaths: [folder] })
  expect(closed).toEqual({ canceled: true, filePaths: [] })
  expect(saved).toEqual({ canceled: true, filePath: '' })
  expect(await recordedDrags(app)).toEqual([{ file: folder, files: [folder, `${folder}/b`], hasIcon: true }])
  expect(await recordedDialogs(app)).toMatchObject([
    { kind: 'open', properties: ['openDirectory'] },
    { kind: 'open', properties: [] },
    { kind: 'save', defaultPath: 'a.png' },
  ])
})
