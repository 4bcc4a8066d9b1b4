import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from '@playwright/test'
import type { DemoServer, SeedSpec } from '../src/demo-server'
import {
  askToDelete,
  confirm,
  count,
  crashWindow,
  grid,
  openPlace,
  question,
  result,
  select,
  signIn,
} from './support/actions'
import { answerDialogs, recordedDialogs } from './support/desktop-stubs'
import { makeTree } from './support/file-trees'
import { countedCalls } from './support/budget-meter'
import { apiKey, expect, type RunningApp } from './support/test'
import { batch, download, fileLine, openAt, operations, test, upload } from './support/transfer-actions'

/** Transfers across a quit, a sign-out, a suspend or a lost server: they wait and continue, and nothing is sent twice. */

const segmentId = 5
const mediaCalls = { method: 'POST', path: /\/media\/upload/ } as const
const attachCalls = { method: 'POST', path: /\/assets\/5\?/ } as const
const bodies = { method: 'GET', path: /\/assets\/5\?.*filename=/ } as const
const deletes = { method: 'DELETE', path: /\/assets\// } as const

const serverFiles = {
  'one.txt': 'first of all',
  'two.bin': 'x'.repeat(1_000_000),
  'three.txt': 'last of all',
}
const localFiles = { 'a.txt': 'sent first', 'b.bin': 'y'.repeat(1_100_000), 'c.txt': 'sent last' }
const uploadName = 'Upload 3 files'
const downloadName = 'Download 3 files'

const seed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [{ sid: segmentId, did: 1 }],
  assets: Object.entries(serverFiles).map(([name, bytes]) => ({ segmentId, name, bytes })),
}

test('quitting during an upload ends quickly, and the next start continues on Resume', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const first = await openSegment(launch, server)
  // The server attaches the file and never responds.
  server.faults.add({ match: { ...attachCalls, nth: 2 }, fault: { kind: 'hang', where: 'before-headers' } })
  await upload(first, await makeTree(desktop, localFiles))
  await expect.poll(() => server.store.find({ segmentId, name: 'b.bin' }) !== undefined).toBe(true)
  const start = performance.now()
  await first.app.close()
  expect(performance.now() - start).toBeLessThan(8_000)

  const { page } = await launch()
  await expect(batch(page, uploadName)).toContainText('Paused')
  const before = server.calls.count(mediaCalls)
  await signIn(page, server)
  await openPlace(page, 'pr7214', [segmentId])
  await expect(grid(page)).toBeVisible()
  expect(server.calls.count(mediaCalls)).toBe(before)
  await batch(page, uploadName).getByRole('button', { name: 'Resume' }).click()
  await expectUploaded(page, server)
  expect(server.calls.count(mediaCalls)).toBe(3)
})

test('files that changed or vanished while the app was closed can be accepted or chosen again', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const first = await openSegment(launch, server)
  const release = server.faults.hold({ ...mediaCalls, path: /filename=a\.txt/ })
  const arrived = server.faults.waitFor({ ...mediaCalls, path: /filename=a\.txt/ })
  const [, changedFile = '', vanishedFile = ''] = await makeTree(desktop, localFiles)
  await upload(first, [path.join(desktop, 'a.txt'), changedFile, vanishedFile])
  await arrived
  await first.app.close()
  release()
  await writeFile(changedFile, 'changed content')
  await rm(vanishedFile)

  const running = await launch(openAt(server, segmentId))
  const { page } = running
  await batch(page, uploadName).getByRole('button', { name: 'Resume' }).click()
  await expect(batch(page, uploadName)).toContainText('1 uploaded · 2 failed')
  await expect(fileLine(page, 'b.bin')).toContainText('The file changed since it was chosen.')
  await expect(fileLine(page, 'c.txt')).toContainText('The file no longer exists.')
  await expect(fileLine(page, 'b.bin').getByRole('button', { name: 'Retry' })).toHaveCount(0)

  await fileLine(page, 'b.bin').getByRole('button', { name: 'Use it as is' }).click()
  await expect(batch(page, uploadName)).toContainText('2 uploaded · 1 failed')
  const other = path.join(desktop, 'found again.txt')
  await writeFile(other, 'last of all, from elsewhere')
  await answerDialogs(running.app, [null, [other]])
  const chooseAgain = fileLine(page, 'c.txt').getByRole('button', { name: 'Choose again…' })
  await chooseAgain.click()
  await expect.poll(() => recordedDialogs(running.app)).toHaveLength(1)
  await expect(fileLine(page, 'c.txt')).toContainText('The file no longer exists.')
  await chooseAgain.click()
  await expect(batch(page, uploadName)).toContainText('3 uploaded')
  expect(await recordedDialogs(running.app)).toMatchObject([
    { properties: ['openFile'], defaultPath: desktop },
    { properties: ['openFile'], defaultPath: desktop },
  ])
  const bytesOf = async (name: string) =>
    Buffer.from(await server.store.readBytes({ segmentId, name })).toString()
  expect(await Promise.all(['a.txt', 'b.bin', 'c.txt'].map(bytesOf))).toEqual([
    localFiles['a.txt'],
    'changed content',
    'last of all, from elsewhere',
  ])
})

test('signing out interrupts the upload, and signing in continues it', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const running = await openSegment(launch, server)
  const { page } = running
  const release = server.faults.hold({ ...mediaCalls, path: /filename=b\.bin/ })
  const arrived = server.faults.waitFor({ ...mediaCalls, path: /filename=b\.bin/ })
  await upload(running, await makeTree(desktop, localFiles))
  await arrived
  await page.getByRole('banner').getByRole('button', { name: /acme-/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
  await expect(batch(page, uploadName)).toContainText('Waiting until its connection is open')
  release()
  const calls = server.calls.count(mediaCalls)
  await signIn(page, server)
  await expectUploaded(page, server)
  expect(server.calls.count(mediaCalls)).toBe(calls + 2)
})

test('a batch continues on its own server when another connection is opened', async ({
  launch,
  startServer,
  desktop,
}) => {
  const [live, trial] = [await startServer({ seed }), await startServer({ seed, accountId: 'acme-test' })]
  const running = await openSegment(launch, live)
  const { page } = running
  const release = live.faults.hold({ ...mediaCalls, path: /filename=b\.bin/ })
  const arrived = live.faults.waitFor({ ...mediaCalls, path: /filename=b\.bin/ })
  await upload(running, await makeTree(desktop, localFiles))
  await arrived
  await page.getByRole('button', { name: /^Connection: / }).click()
  await page
    .getByRole('menu', { name: 'Connections' })
    .getByRole('menuitem', { name: 'Add connection…' })
    .click()
  const dialog = page.getByRole('dialog', { name: 'Add a connection' })
  await dialog.getByRole('textbox', { name: 'Server URL' }).fill(trial.url)
  await dialog.getByRole('textbox', { name: 'Account ID' }).fill(trial.accountId)
  await dialog.getByRole('textbox', { name: 'API key' }).fill(apiKey)
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(operations(page)).toContainText('On another connection')
  release()
  await expectUploaded(page, live)
  expect(trial.calls.count(mediaCalls)).toBe(0)
  expect(trial.store.ofSegment(segmentId)).toHaveLength(3)
})

test('a suspend interrupts the upload, and a resume continues it', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const running = await openSegment(launch, server)
  const { app, page } = running
  const heldCall = { ...mediaCalls, path: /filename=b\.bin/ }
  const release = server.faults.hold(heldCall)
  const arrived = server.faults.waitFor(heldCall)
  await upload(running, await makeTree(desktop, localFiles))
  await arrived
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('suspend'))
  await expect(page.getByRole('listitem').filter({ hasText: 'b.bin' })).toContainText('Waiting')
  release()
  const mediaCallsBefore = server.calls.count(mediaCalls)
  await app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expectUploaded(page, server)
  expect(server.calls.count(mediaCalls)).toBe(mediaCallsBefore + 2)
})

test('transfers survive a crash of the window, and the new window shows them', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const running = await openSegment(launch, server)
  const heldCall = { ...bodies, path: /filename=two/ }
  const release = server.faults.hold(heldCall)
  const arrived = server.faults.waitFor(heldCall)
  await selectAll(running.page)
  await download(running, desktop)
  await arrived
  await crashWindow(running.app)
  // Playwright's page object is unusable after a crash, so read the text in main.
  const windowText = (): Promise<unknown> =>
    running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.body.innerText'),
    )
  await expect.poll(windowText).toMatch(/Download 3 files[\s\S]*2 of 3 files/)
  release()
  await expect.poll(windowText).toContain('3 downloaded')
  await expectDownloaded(desktop)
})

test('an upload waits while its server is unreachable, and then continues automatically', async ({
  launch,
  startServer,
  desktop,
  userData,
}) => {
  const serverOptions = { seed, dataDir: path.join(desktop, 'server') }
  const first = await startServer(serverOptions)
  const running = await openSegment(launch, first)
  const { page } = running
  const heldCall = { ...mediaCalls, path: /filename=b\.bin/ }
  first.faults.hold(heldCall)
  const arrived = first.faults.waitFor(heldCall)
  await upload(running, await makeTree(path.join(desktop, 'given'), localFiles))
  await arrived
  await first.close()
  await expect(batch(page, uploadName)).toContainText('Waiting until the server can be reached')
  await expect(batch(page, uploadName)).not.toContainText(/failed/i)

  const second = await startServer({ ...serverOptions, port: Number(new URL(first.url).port) })
  await expectUploaded(page, second)
  expect(second.calls.filter(mediaCalls).map(({ params }) => params['filename'])).toEqual(['b.bin', 'c.txt'])
  expect(await readFile(path.join(userData, 'transfers', 'transfers.log'), 'utf8')).not.toContain(
    'unreachable',
  )
})

test('a download waits while its server is unreachable, and then continues automatically', async ({
  launch,
  startServer,
  desktop,
}) => {
  const first = await startServer({ seed })
  const running = await openSegment(launch, first)
  const { page } = running
  first.faults.add({ match: { ...bodies, path: /filename=two/ }, fault: { kind: 'hang', where: 'mid-body' } })
  await selectAll(page)
  await download(running, desktop)
  await expect(batch(page, downloadName)).toContainText(/two\.binDownloading/)
  await first.close()
  await expect(batch(page, downloadName)).toContainText('Waiting until the server can be reached')
  await expect(batch(page, downloadName)).not.toContainText(/failed/i)

  await startServer({ seed, port: Number(new URL(first.url).port) })
  await expect(batch(page, downloadName)).toContainText('3 downloaded')
  await expectDownloaded(desktop)
})

test('a paused download continues where it was by a range, also after a restart', async ({
  launch,
  startServer,
  desktop,
}) => {
  const server = await startServer({ seed })
  const running = await openSegment(launch, server)
  const two = { ...bodies, path: /filename=two/ }
  const remove = server.faults.add({ match: two, fault: { kind: 'hang', where: 'mid-body' } })
  await selectAll(running.page)
  await download(running, desktop)
  await expect(batch(running.page, downloadName)).toContainText(/two\.binDownloading/)
  await batch(running.page, downloadName).getByRole('button', { name: 'Pause' }).click()
  await expect(batch(running.page, downloadName)).toContainText('Paused')
  await expect.poll(async () => (await readdir(desktop)).some((name) => name.endsWith('.part'))).toBe(true)
  await running.app.close()
  remove()

  const { page } = await launch(openAt(server, segmentId))
  await batch(page, downloadName).getByRole('button', { name: 'Resume' }).click()
  await expect(batch(page, downloadName)).toContainText('3 downloaded')
  await expect(batch(page, downloadName)).not.toContainText('Started over')
  await expectDownloaded(desktop)
  const calls = server.calls.filter(two)
  expect(calls.map(({ status }) => status)).toEqual([200, 206])
  expect(Number(/^bytes=(\d+)-$/.exec(calls[1]?.headers['range'] ?? '')?.[1])).toBeGreaterThan(100_000)
})

test('a throttled upload waits with a countdown', async ({ launch, startServer, desktop }) => {
  const server = await startServer({ seed })
  const running = await openSegment(launch, server)
  server.faults.add({ match: { ...mediaCalls, nth: 2 }, fault: { kind: 'throttle', retryAfter: 3 } })
  await upload(running, await makeTree(desktop, localFiles))
  await expect(batch(running.page, uploadName)).toContainText(/resumes in \d/i)
  await expectUploaded(running.page, server)
  expect(server.calls.count({ ...attachCalls })).toBe(3)
})

test('transfers wait instead of using the hourly reserve, and a deletion may use it', async ({
  launch,
  startServer,
  desktop,
  userData,
}) => {
  await writeFile(path.join(userData, 'settings.json'), JSON.stringify({ v: 1, hourlyAllowance: 100 }))
  const server = await startServer({ seed, switches: { jointUpload: '404' } })
  const running = await openSegment(launch, server)
  const { page } = running
  const manyFiles = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`z-${String(index)}.txt`, 'z']),
  )
  await upload(running, await makeTree(desktop, manyFiles))
  const name = 'Upload 60 files'
  await expect(batch(page, name)).toContainText(/resumes in \d/i)
  const mediaCallsBefore = server.calls.count(mediaCalls)
  // The upload in flight still finishes: its attach call and the verifying listing.
  expect(countedCalls(server)).toBeLessThanOrEqual(92)
  await select(page, `one.txt, all, -, ${String(segmentId)}`)
  await askToDelete(page)
  // Backups are transfers as well: they would wait.
  await question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' }).uncheck()
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
  expect(server.calls.count(deletes)).toBe(1)
  expect(server.calls.count(mediaCalls)).toBe(mediaCallsBefore)
  await expect(batch(page, name)).not.toContainText(/failed/i)
})

type Launch = (options?: ReturnType<typeof openAt>) => Promise<RunningApp>

async function openSegment(launch: Launch, server: DemoServer): Promise<RunningApp> {
  const running = await launch(openAt(server, segmentId))
  await expect(count(running.page)).toHaveText('3 assets')
  return running
}

async function selectAll(page: Page): Promise<void> {
  await grid(page).getByRole('row').nth(1).click()
  await page.keyboard.press('ControlOrMeta+a')
}

/** The server has all three uploaded files once, with their bytes, and its own files unchanged. */
async function expectUploaded(page: Page, server: DemoServer): Promise<void> {
  await expect(batch(page, uploadName)).toContainText('3 uploaded', { timeout: 20_000 })
  const files: Record<string, string> = { ...serverFiles, ...localFiles }
  expect(
    server.store
      .ofSegment(segmentId)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(files).sort())
  for (const [name, text] of Object.entries(files)) {
    const bytes = await server.store.readBytes({ segmentId, name })
    expect(Buffer.from(bytes).toString() === text, name).toBe(true)
  }
}

async function expectDownloaded(folder: string): Promise<void> {
  expect((await readdir(folder)).sort()).toEqual(Object.keys(serverFiles).sort())
  for (const [name, text] of Object.entries(serverFiles)) {
    expect((await readFile(path.join(folder, name), 'utf8')) === text, name).toBe(true)
  }
}
