import { readdir, readFile, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { CallMatch, DemoServer, Fault, FaultMatch, SeedSpec } from '../src/demo-server'
import { chooseMenu, confirm, count, goTo, grid, openPlace, select, signIn } from './support/actions'
import { makeTree } from './support/file-trees'
import { expect, type LaunchOptions, type RunningApp } from './support/test'
import {
  batch,
  download,
  fileLine,
  openAt,
  operations,
  planUpload,
  test,
  upload,
} from './support/transfer-actions'

/** Kills the app during transfers. Nothing resumes without the user, and no file is lost or damaged (docs/rules.md#p5). */

const segmentId = 5
const mib = 1_048_576
const mediaCalls = { method: 'POST', path: /\/media\/upload/ } as const
const attachCalls = { method: 'POST', path: /\/assets\/5\?/ } as const
const listings = { method: 'GET', path: /\/assets\/(list|\d+\/list)/ } as const
const bodies = { method: 'GET', path: /\/assets\/5\?.*filename=/ } as const
const deletes = { method: 'DELETE', path: /\/assets\// } as const
const signIns = { method: 'POST', path: /auth\/token/ } as const

const serverFiles = { 'one.txt': 'first of all', 'two.bin': 'x'.repeat(2 * mib), 'three.txt': 'last of all' }
const localFiles = { 'a.txt': 'sent first', 'b.bin': 'y'.repeat(3 * mib), 'c.txt': 'sent last' }

const seed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [{ sid: segmentId, did: 1 }],
  assets: Object.entries(serverFiles).map(([name, bytes]) => ({ segmentId, name, bytes })),
}

interface Moment {
  readonly name: string
  readonly match: FaultMatch
  readonly fault: Fault
  /** What the window must show before the kill, besides the arrival of the call. */
  readonly shows?: RegExp
  /** Whether the server has done its work; the kill waits for it. */
  readonly until?: (server: DemoServer) => boolean
}

const hangs = (where: Extract<Fault, { kind: 'hang' }>['where']): Fault => ({ kind: 'hang', where })

const uploads: readonly (Moment & {
  /** Files that the server has at the kill; they are not sent again. */
  readonly received: readonly string[]
})[] = [
  {
    name: 'before the first listing',
    match: { ...listings, nth: 1 },
    fault: hangs('before-work'),
    received: [],
  },
  {
    name: 'while bytes flow',
    match: { ...mediaCalls, nth: 2 },
    fault: { kind: 'bandwidth', direction: 'up', bytesPerSecond: 400_000 },
    shows: /b\.binUploading/,
    received: ['a.txt'],
  },
  {
    name: 'after the bytes arrived and before they are attached',
    match: { ...mediaCalls, nth: 2 },
    fault: hangs('before-headers'),
    received: ['a.txt'],
  },
  {
    name: 'during the attach call, before its work',
    match: { ...attachCalls, nth: 2 },
    fault: hangs('before-work'),
    received: ['a.txt'],
  },
  {
    name: 'between the work of the attach call and its response',
    match: { ...attachCalls, nth: 2 },
    fault: hangs('before-headers'),
    received: ['a.txt', 'b.bin'],
    until: (server) => server.store.find({ segmentId, name: 'b.bin' }) !== undefined,
  },
  {
    name: 'before the final listing',
    match: { ...listings, nth: 2 },
    fault: hangs('before-work'),
    received: ['a.txt', 'b.bin', 'c.txt'],
  },
]

for (const { received, ...moment } of uploads) {
  test(`an upload killed ${moment.name} continues on Resume and sends nothing twice`, async ({
    launch,
    startServer,
    desktop,
  }) => {
    const server = await startServer({ seed })
    const files = await makeTree(desktop, localFiles)
    const first = await openSegment(launch, server)
    await killAt(first, { server, moment }, () => upload(first, files))

    const name = 'Upload 3 files'
    const { page, startedAt } = await restart(launch, server, name)
    const callsBeforeResume = server.calls.all.length
    await resume(page, name)
    await expect(batch(page, name)).toContainText('3 uploaded')
    await expect(batch(page, name).getByText('Uploaded and verified')).toHaveCount(3)
    expect(startedAt).toBeLessThanOrEqual(callsBeforeResume)
    await expectStored(server, { ...serverFiles, ...localFiles })
    const sentAgain = server.calls.filter(mediaCalls).filter(({ seq }) => seq > startedAt)
    const remaining = Object.keys(localFiles).filter((file) => !received.includes(file))
    expect(sentAgain.map(({ params }) => params['filename'])).toEqual(remaining)
  })
}

test('files that changed or vanished after the kill are reported, and not sent', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const [a = '', , c = ''] = await makeTree(desktop, localFiles)
  const first = await openSegment(launch, server)
  const moment = { name: '', match: { ...mediaCalls, nth: 1 }, fault: hangs('before-work') }
  await killAt(first, { server, moment }, () => upload(first, [a, path.join(desktop, 'b.bin'), c]))
  await makeTree(desktop, { 'a.txt': 'something else by now' })
  await unlink(c)

  const name = 'Upload 3 files'
  const { page } = await restart(launch, server, name)
  await resume(page, name)
  await expect(batch(page, name)).toContainText('1 uploaded · 2 failed')
  await expect(fileLine(page, 'a.txt')).toContainText('The file changed since it was chosen')
  await expect(fileLine(page, 'c.txt')).toContainText('The file no longer exists')
  await expectStored(server, { ...serverFiles, 'b.bin': localFiles['b.bin'] })
})

const downloads: readonly Moment[] = [
  {
    name: 'at the first bytes',
    match: { ...bodies, path: /filename=two/, nth: 1 },
    fault: hangs('after-headers'),
  },
  {
    name: 'in the middle',
    match: { ...bodies, path: /filename=two/, nth: 1 },
    fault: hangs('mid-body'),
    shows: /two\.binDownloading/,
  },
]

for (const moment of downloads) {
  test(`a download killed ${moment.name} leaves no truncated file, and continues on Resume`, async ({
    launch,
    startServer,
    desktop,
  }) => {
    const server = await startServer({ seed })
    await makeTree(desktop, { 'three.txt': 'of the user' })
    const first = await openSegment(launch, server)
    await killAt(first, { server, moment }, () => downloadAll(first, desktop))
    await expectNoTruncatedFile(desktop)

    const name = 'Download 3 files'
    const { page } = await restart(launch, server, name)
    await expect.poll(() => partsIn(desktop)).toEqual([])
    await expectNoTruncatedFile(desktop)
    await resume(page, name)
    await expect(batch(page, name)).toContainText('3 downloaded')
    await expectAllDownloaded(desktop)
  })
}

for (const when of ['before', 'after'] as const) {
  test(`a download killed ${when} its file is renamed results in one complete file`, async ({
    launch,
    startServer,
    desktop,
  }) => {
    const server = await startServer({ seed })
    await makeTree(desktop, { 'three.txt': 'of the user' })
    const first = await openSegment(launch, server)
    await blockRename(first.app, 'two.bin', when)
    await downloadAll(first, desktop)
    await expect.poll(() => isRenameBlocked(first.app)).toBe(true)
    await expect(fileLine(first.page, 'one.txt')).toContainText('Downloaded')
    await kill(first)

    const name = 'Download 3 files'
    const { page } = await restart(launch, server, name)
    await expect.poll(() => partsIn(desktop)).toEqual([])
    await expectNoTruncatedFile(desktop)
    await resume(page, name)
    await expect(batch(page, name)).toContainText('3 downloaded')
    await expectAllDownloaded(desktop)
  })
}

test('a copy killed in either half continues on Resume, and leaves nothing in the private folder', async ({
  launch,
  startServer,
  userData,
}) => {
  const server = await startServer({ seed })
  const first = await openSegment(launch, server)
  const name = 'Copy 1 file'
  const duringDownload = {
    name: '',
    match: { ...bodies, nth: 1 },
    fault: hangs('mid-body'),
    shows: /two\.binDownloading/,
  }
  await killAt(first, { server, moment: duringDownload }, () => copyTo(first, 'two.bin', 'de'))
  expect(await filesIn(path.join(userData, 'staging'))).not.toEqual([])

  const second = await restart(launch, server, name)
  await expect.poll(() => filesIn(path.join(userData, 'staging'))).toEqual([])
  const isCopied = () => server.store.find({ segmentId, locale: 'de', name: 'two.bin' }) !== undefined
  const duringAttach = {
    name: '',
    match: { ...attachCalls, nth: 1 },
    fault: hangs('before-headers'),
    until: isCopied,
  }
  await killAt(second, { server, moment: duringAttach }, () => resume(second.page, name))

  const { page, startedAt } = await restart(launch, server, name)
  await expect.poll(() => filesIn(path.join(userData, 'staging'))).toEqual([])
  await resume(page, name)
  await expect(batch(page, name)).toContainText('1 copied')
  expect(server.calls.filter(mediaCalls).filter(({ seq }) => seq > startedAt)).toEqual([])
  const stored = server.store.ofSegment(segmentId).map((file) => `${file.locale ?? ''}/${file.name}`)
  expect(stored.sort()).toEqual(['/one.txt', '/three.txt', '/two.bin', 'de/two.bin'])
})

test('a replacement killed before its bytes are sent continues on Resume; the old file is in the bin', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const files = await makeTree(desktop, { 'one.txt': 'the new first' })
  const first = await openSegment(launch, server)
  const name = 'Upload 1 file'
  const moment = { name: '', match: { ...mediaCalls, nth: 1 }, fault: hangs('before-work') }
  await killAt(first, { server, moment }, () => replace(first, files))

  const { page } = await restart(launch, server, name)
  await resume(page, name)
  await expect(batch(page, name)).toContainText('1 uploaded')
  await expectStored(server, { ...serverFiles, 'one.txt': 'the new first' })
  await goTo(page, 'Recycle bin')
  await expect(
    page.getByRole('grid', { name: 'Recycle bin' }).getByRole('row', { name: /one\.txt/ }),
  ).toHaveCount(1)
})

test('a replacement killed during its deletion sends nothing, says so, and continues on Retry', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const files = await makeTree(desktop, { 'one.txt': 'the new first' })
  const first = await openSegment(launch, server)
  const isGone = () => server.store.find({ segmentId, name: 'one.txt' }) === undefined
  const moment = { name: '', match: { ...deletes, nth: 1 }, fault: hangs('before-headers'), until: isGone }
  await killAt(first, { server, moment }, () => replace(first, files))

  const { page } = await launch()
  const name = 'Upload 1 file'
  await signIn(page, server)
  await openPlace(page, 'pr7214', [segmentId])
  await expect(count(page)).toHaveText('2 assets')
  await expect(batch(page, name)).toContainText(
    'closed while the old file was being deleted, so nothing was sent',
  )
  expect(server.calls.count(mediaCalls)).toBe(0)
  await batch(page, name).getByRole('button', { name: 'Retry one.txt' }).click()
  await expect(batch(page, name)).toContainText('1 uploaded')
  await expectStored(server, { ...serverFiles, 'one.txt': 'the new first' })
})

type Launch = (options?: LaunchOptions) => Promise<RunningApp>

async function openSegment(launch: Launch, server: DemoServer): Promise<RunningApp> {
  const running = await launch(openAt(server, segmentId))
  await expect(count(running.page)).toHaveText('3 assets')
  return running
}

/** Starts `work`, then kills the app once the server has the call and the window shows it. */
async function killAt(
  running: RunningApp,
  { server, moment }: { readonly server: DemoServer; readonly moment: Moment },
  work: () => Promise<void>,
): Promise<void> {
  const { match, fault, shows, until } = moment
  // Planning an upload makes a listing as well.
  const nth = (match.nth ?? 1) + (match.path === listings.path ? 1 : 0)
  const call: CallMatch = match
  const before = server.calls.count(call)
  const removeFault = server.faults.add({ match: { ...match, nth }, fault })
  await work()
  await expect.poll(() => server.calls.count(call) - before).toBeGreaterThanOrEqual(nth)
  if (until !== undefined) await expect.poll(() => until(server)).toBe(true)
  if (shows !== undefined) await expect(operations(running.page)).toContainText(shows)
  await kill(running)
  removeFault()
}

async function kill({ app }: RunningApp): Promise<void> {
  app.process().kill('SIGKILL')
  await app.waitForEvent('close')
}

/** Starts the app again. The batch is paused before and after the sign-in, and nothing is sent. */
async function restart(
  launch: Launch,
  server: DemoServer,
  name: string,
): Promise<RunningApp & { readonly startedAt: number }> {
  const running = await launch()
  const { page } = running
  await expect(batch(page, name)).toContainText('Paused')
  const startedAt = server.calls.all.at(-1)?.seq ?? 0
  await signIn(page, server)
  await openPlace(page, 'pr7214', [segmentId])
  await expect(grid(page)).toBeVisible()
  await expect(batch(page, name)).toContainText('Paused')
  const callsSinceStart = server.calls.filter({}).filter(({ seq }) => seq > startedAt)
  expect(
    callsSinceStart.filter(({ method, path: url }) => method !== 'GET' && url.includes('/assets/')),
  ).toEqual([])
  expect(server.calls.filter(mediaCalls).filter(({ seq }) => seq > startedAt)).toEqual([])
  expect(server.calls.filter(signIns).filter(({ seq }) => seq > startedAt)).toHaveLength(1)
  return { ...running, startedAt }
}

/** Copies one file to another language of the same segment. */
async function copyTo({ app, page }: RunningApp, name: string, language: string): Promise<void> {
  await select(page, `${name}, all, -, ${String(segmentId)}`)
  await chooseMenu(app, 'Edit', 'Copy to…')
  const dialog = page.getByRole('dialog', { name: 'Copy 1 file' })
  await dialog.getByRole('combobox', { name: 'Language' }).fill(language)
  await dialog.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(dialog).toBeHidden()
}

/** Replaces a file on the server, and confirms the deletion. */
async function replace(running: RunningApp, files: readonly string[]): Promise<void> {
  const dialog = await planUpload(running, files)
  await dialog.getByRole('radio', { name: 'Replace' }).check()
  await dialog.getByRole('button', { name: 'Upload', exact: true }).click()
  await confirm(running.page)
}

async function filesIn(folder: string): Promise<string[]> {
  return readdir(folder, { recursive: true }).catch(() => [])
}

async function resume(page: Page, name: string): Promise<void> {
  await batch(page, name).getByRole('button', { name: 'Resume' }).click()
}

async function downloadAll(running: RunningApp, folder: string): Promise<void> {
  await grid(running.page).getByRole('row').nth(1).click()
  await running.page.keyboard.press('ControlOrMeta+a')
  await download(running, folder)
}

/** The server has exactly these files with these bytes. */
async function expectStored(server: DemoServer, files: Readonly<Record<string, string>>): Promise<void> {
  const names = server.store.ofSegment(segmentId).map(({ name }) => name)
  expect(names.sort()).toEqual(Object.keys(files).sort())
  for (const [name, text] of Object.entries(files)) {
    const bytes = await server.store.readBytes({ segmentId, name })
    expect(Buffer.from(bytes).toString() === text, name).toBe(true)
  }
}

/** Every file with a final name is complete, and the user's own file is untouched. */
async function expectNoTruncatedFile(folder: string): Promise<void> {
  const texts = Object.values<string>({ ...serverFiles, own: 'of the user' })
  for (const name of await readdir(folder)) {
    if (name.endsWith('.part')) continue
    const text = await readFile(path.join(folder, name), 'utf8')
    expect(texts.includes(text), name).toBe(true)
  }
  expect(await readFile(path.join(folder, 'three.txt'), 'utf8')).toBe('of the user')
}

/** All three files exist once; the one whose name was taken has the next free name. */
async function expectAllDownloaded(folder: string): Promise<void> {
  expect((await readdir(folder)).sort()).toEqual(['one.txt', 'three (2).txt', 'three.txt', 'two.bin'])
  await expectNoTruncatedFile(folder)
  expect(await readFile(path.join(folder, 'three (2).txt'), 'utf8')).toBe(serverFiles['three.txt'])
}

async function partsIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.part'))
}

/** Makes the rename of this file in the app never return, before or after it is done. */
async function blockRename(app: ElectronApplication, name: string, when: 'before' | 'after'): Promise<void> {
  await app.evaluate(
    (_, [file, moment]) => {
      const { mainModule } = process as unknown as { mainModule: { require: (id: string) => unknown } }
      const disk = mainModule.require('node:fs/promises') as {
        link: (from: string, to: string) => Promise<void>
      }
      const link = disk.link
      disk.link = async (from, to) => {
        if (!to.endsWith(file)) return link(from, to)
        if (moment === 'after') await link(from, to)
        Object.assign(globalThis, { isRenameBlocked: true })
        return new Promise<void>(() => undefined)
      }
    },
    [name, when] as const,
  )
}

function isRenameBlocked(app: ElectronApplication): Promise<boolean> {
  return app.evaluate(() => (globalThis as { isRenameBlocked?: boolean }).isRenameBlocked === true)
}
