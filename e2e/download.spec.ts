import { execFile } from 'node:child_process'
import { lstat, mkdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { ElectronApplication, Page } from '@playwright/test'
import type { AssetSpec, DemoServer, Fault, SeedSpec } from '../src/demo-server'
import { chooseMenu, count, grid, openSegments, row, select } from './support/actions'
import { answerDialogs, recordedDialogs } from './support/desktop-stubs'
import { segmentIds } from './support/journey-seed'
import { expect, test as base } from './support/test'
import { moveToBackground, systemNotices } from './support/system-notices'
import { fileInBatch, pathsBelow, sha256Of, toolbarButton, transferResult } from './support/download-actions'
import { batch, operations } from './support/transfer-actions'

const second = 'file2.txt, all, -, 27665604'
const tenth = 'file10.txt, all, -, 27665604'
const segmentId = 27_665_604

const test = base.extend<{ readonly target: string }>({
  /** The folder that the folder dialog returns. */
  target: async ({ userData }, use) => {
    const folder = path.join(userData, 'chosen')
    await mkdir(folder)
    await use(folder)
  },
})

const downloads = { method: 'GET', path: /\/assets\/\d+\?/ }

function downloadOf(name: string): { readonly method: string; readonly path: RegExp } {
  return { method: 'GET', path: new RegExp(`/assets/\\d+\\?.*filename=${name}`) }
}

/** Seeds a platform with one segment that has these files. */
function seedOf(assets: readonly Omit<AssetSpec, 'segmentId'>[]): SeedSpec {
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid: 5, did: 1 }],
    assets: assets.map((asset) => ({ segmentId: 5, ...asset })),
  }
}

const run = promisify(execFile)

/** Mounts a disk of about 2 MiB at the folder; false if mounting is not permitted. */
async function mount(folder: string): Promise<boolean> {
  return run('mount', ['-t', 'tmpfs', '-o', 'size=2200k', 'tmpfs', folder]).then(
    () => true,
    () => false,
  )
}

async function selectAll(page: Page): Promise<void> {
  await grid(page).focus()
  await page.keyboard.press('ControlOrMeta+a')
}

/** Opens the segment of `seedOf` and starts the download of all its files. */
async function downloadAll(app: ElectronApplication, page: Page, server: DemoServer): Promise<void> {
  await openSegments(page, server, [5])
  await selectAll(page)
  await toolbarButton(page, 'Download').click()
  await expect(operations(page)).toBeVisible()
  expect(await recordedDialogs(app)).toHaveLength(1)
}

test('a selection is downloaded to the chosen folder, byte for byte and with its folders', async ({
  launch,
  server,
  target,
}) => {
  const { app, page } = await launch()
  await answerDialogs(app, [null, [target]])
  await openSegments(page, server, segmentIds)
  await select(page, 'pexels-gons3.jpg, en, -, 27665601', 'pexels-gons3.jpg, en, public/views, 27665601')
  await toolbarButton(page, 'Download').click()
  await expect.poll(async () => (await recordedDialogs(app)).length).toBe(1)
  await expect(operations(page)).toHaveCount(0)
  // Selecting takes two clicks, and the first one may have loaded a preview.
  const downloadsBefore = server.calls.count(downloads)
  await toolbarButton(page, 'Download').click()
  await expect(transferResult(page)).toHaveText('Download 2 files: 2 downloaded.')
  expect((await recordedDialogs(app))[1]?.properties).toContain('openDirectory')
  await expect(batch(page, 'Download 2 files')).toContainText('To the folder chosen')
  await expect(batch(page, 'Download 2 files').getByText('Downloaded', { exact: true })).toHaveCount(2)
  expect(await pathsBelow(target)).toEqual(['pexels-gons3.jpg', 'public/views/pexels-gons3.jpg'])
  const nestedFile = path.join(target, 'public/views/pexels-gons3.jpg')
  expect(await readFile(nestedFile, 'utf8')).toBe('in a folder')
  expect((await stat(nestedFile)).mode & 0o777).toBe(0o600)
  expect(server.calls.count(downloads) - downloadsBefore).toBe(2)
  await batch(page, 'Download 2 files').getByRole('button', { name: 'Clear' }).click()
  await expect(operations(page)).toHaveCount(0)
})

for (const trigger of ['menu', 'keyboard'] as const) {
  test(`each segment and language gets a folder (by the ${trigger})`, async ({ launch, server, target }) => {
    const { app, page } = await launch()
    await answerDialogs(app, [[target]])
    await openSegments(page, server, segmentIds)
    await selectAll(page)
    if (trigger === 'menu') await chooseMenu(app, 'File', 'Download…')
    else await page.keyboard.press('ControlOrMeta+Shift+S')
    await expect(transferResult(page)).toHaveText('Download 10 files: 10 downloaded.')
    const downloaded = await pathsBelow(target)
    const listed = server.store.all()
    const expected = listed.map((file) => {
      const folders = [String(file.segmentId), file.locale ?? 'all', file.relativePath]
      return [...folders.filter((part) => part !== ''), file.name].join('/')
    })
    expect(downloaded).toEqual([...expected].sort())
    for (const [index, file] of listed.entries())
      expect(await sha256Of(path.join(target, expected[index] ?? ''))).toBe(await server.store.sha256(file))
  })
}

/** Names that, unchanged, would mean something else, leave the folder, or collide with another name. */
const hostileNames = [
  'CON',
  'con.txt',
  'aux.png',
  'LPT¹.txt',
  'nul',
  '.bashrc',
  '-rf',
  '~root',
  ' lead.png',
  'trail.png ',
  'dots...',
  'invoice\u202egpj.exe',
  '\u2067שלום\u2069.txt',
  'zero\u200bwidth.txt',
  'a:b*c?.txt',
  '<img src=x>.png',
  '%2e%2e',
  'caf\u00e9.txt',
  'cafe\u0301.txt',
  'Readme.TXT',
  'README.txt',
  'readme.txt',
  'STRASSE.md',
  'straße.md',
  'long '.repeat(60),
  `${'é'.repeat(296)}.txt`,
  '\u{1f98a}'.repeat(70),
  '日本語.txt',
]

test('files with hostile names are saved in the folder under safe names, each a separate one', async ({
  launch,
  startServer,
  target,
  userData,
}) => {
  const folders = ['CON/nul', '/etc', 'C:\\Windows', '.../up']
  const server = await startServer({
    seed: seedOf([
      ...hostileNames.map((name) => ({ name, bytes: `bytes of ${name}` })),
      ...folders.map((relativePath) => ({ name: 'in.txt', relativePath, bytes: `in ${relativePath}` })),
    ]),
  })
  const { app, page } = await launch()
  const before = await pathsBelow(userData)
  await answerDialogs(app, [[target]])
  await downloadAll(app, page, server)
  await expect(transferResult(page)).toContainText('downloaded')
  const saved = await pathsBelow(target)
  const savedFiles = saved.map((file) => path.join(target, file))
  const parts = saved.flatMap((file) => file.split('/'))
  for (const part of parts) {
    expect(part).not.toMatch(/^[\s.~-]|[\s.]$|[<>:"|?*\\]|\p{Cc}|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u)
    expect(part).not.toMatch(/^(con|aux|nul|prn|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i)
    expect(Buffer.byteLength(part)).toBeLessThanOrEqual(210)
  }
  const folded = saved.map((file) => file.normalize('NFC').toUpperCase().toLowerCase())
  expect(new Set(folded).size).toBe(saved.length)
  const actualHashes = (await Promise.all(savedFiles.map(sha256Of))).sort()
  const expectedHashes = await Promise.all(server.store.all().map((file) => server.store.sha256(file)))
  expect(actualHashes).toEqual(expectedHashes.sort())
  const elsewhere = (await pathsBelow(userData)).filter((file) => !file.startsWith('chosen/'))
  expect(elsewhere.filter((file) => file.endsWith('in.txt') || file.includes('up/'))).toEqual([])
  expect(before.filter((file) => file.includes('chosen'))).toEqual([])
})

test('existing files and links in the folder stay unchanged, and the result shows the name used instead', async ({
  launch,
  server,
  target,
  userData,
}) => {
  const outside = path.join(userData, 'outside.txt')
  await writeFile(outside, 'not yours')
  await writeFile(path.join(target, 'FILE2.txt'), 'mine')
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, segmentIds)
  await select(page, second, tenth)
  const release = server.faults.hold(downloads)
  const arrived = server.faults.waitFor(downloadOf('file10.txt'))
  await toolbarButton(page, 'Download').click()
  await arrived
  // The planned name is free, but something takes it before the download ends.
  await symlink(outside, path.join(target, 'file10.txt'))
  release()
  await expect(fileInBatch(page, 'Download 2 files', 'file2.txt')).toContainText(
    'Downloaded as file2 (2).txt',
  )
  await expect(fileInBatch(page, 'Download 2 files', 'file10.txt')).toContainText(
    'Downloaded as file10 (2).txt',
  )
  expect(await pathsBelow(target)).toEqual(['FILE2.txt', 'file10 (2).txt', 'file10.txt', 'file2 (2).txt'])
  expect(await readFile(path.join(target, 'FILE2.txt'), 'utf8')).toBe('mine')
  expect(await readFile(outside, 'utf8')).toBe('not yours')
  expect(await readlink(path.join(target, 'file10.txt'))).toBe(outside)
  expect((await lstat(path.join(target, 'file10 (2).txt'))).isFile()).toBe(true)
  expect(await readFile(path.join(target, 'file10 (2).txt'), 'utf8')).toBe('ten')
})

const mib = 1_048_576
const changed = 'The file on the server has changed.'
const cut = 'The server’s response was cut off.'
const compressed = 'The server sends this file in compressed form'

interface DownloadFault {
  readonly name: string
  readonly fault: Fault
  readonly message: string
}

/** Faults of a download, and the message that each shows. */
const faults: readonly DownloadFault[] = [
  { name: 'length.bin', fault: { kind: 'cut-body', afterBytes: 70_000, framing: 'length' }, message: cut },
  {
    name: 'chunked.bin',
    fault: { kind: 'cut-body', afterBytes: 70_000, framing: 'chunked' },
    message: cut,
  },
  { name: 'close.bin', fault: { kind: 'cut-body', afterBytes: 70_000, framing: 'close' }, message: cut },
  { name: 'more.bin', fault: { kind: 'wrong-length', by: 9 }, message: changed },
  { name: 'less.bin', fault: { kind: 'wrong-length', by: -9 }, message: changed },
  {
    name: 'status.bin',
    fault: { kind: 'status', status: 500, body: 'Stack 7f' },
    message: 'The server reported an error.',
  },
  { name: 'html.bin', fault: { kind: 'html', status: 200 }, message: 'not from a Wordbee platform' },
  { name: 'page.bin', fault: { kind: 'html', status: 502 }, message: 'HTTP 502' },
  { name: 'bomb.bin', fault: { kind: 'gzip-bomb', unpackedBytes: 64 * mib }, message: compressed },
  {
    name: 'refused.bin',
    fault: { kind: 'status', status: 400, body: '{"error":{"title":"Segment is locked."}}' },
    message: 'Segment is locked.',
  },
]

test('a failed download leaves no file, says why, and is complete after a retry', async ({
  launch,
  startServer,
  target,
}) => {
  const size = 200_000
  const names = [...faults.map(({ name }) => name), 'gone.bin', 'grown.bin', 'whole.bin']
  const server = await startServer({
    seed: seedOf(names.map((name) => ({ name, bytes: { size, fill: 7 } }))),
  })
  server.switches.downloadRanges = 'ignored'
  for (const { name, fault } of faults) server.faults.add({ match: downloadOf(name), fault })
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, [5])
  await selectAll(page)
  await server.store.remove({ segmentId: 5, name: 'gone.bin' })
  await server.store.put({ segmentId: 5, name: 'grown.bin', bytes: { size: size + 1, fill: 8 } })
  await toolbarButton(page, 'Download').click()
  const name = `Download ${String(names.length)} files`
  await expect(transferResult(page)).toHaveText(
    `${name}: 1 downloaded · ${String(names.length - 1)} failed.`,
    {
      timeout: 30_000,
    },
  )
  expect(await pathsBelow(target)).toEqual(['whole.bin'])
  for (const fault of faults) await expect(fileInBatch(page, name, fault.name)).toContainText(fault.message)
  await expect(fileInBatch(page, name, 'grown.bin')).toContainText(changed)
  await expect(fileInBatch(page, name, 'gone.bin')).not.toContainText('Downloaded')
  server.faults.clear()
  await server.store.put({ segmentId: 5, name: 'gone.bin', bytes: { size, fill: 7 } })
  await server.store.put({ segmentId: 5, name: 'grown.bin', bytes: { size, fill: 9 } })
  await batch(page, name).getByRole('button', { name: 'Retry close.bin' }).click()
  await expect(fileInBatch(page, name, 'close.bin')).toContainText('Downloaded')
  await batch(page, name).getByRole('button', { name: 'Retry all failed' }).click()
  await expect(transferResult(page)).toHaveText(`${name}: ${String(names.length)} downloaded.`)
  expect(await pathsBelow(target)).toEqual([...names].sort())
  for (const fileName of names)
    expect(await sha256Of(path.join(target, fileName))).toBe(
      await server.store.sha256({ segmentId: 5, name: fileName }),
    )
})

test('a download resumes automatically after the connection was reset', async ({
  launch,
  server,
  target,
}) => {
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, segmentIds)
  await select(page, second, tenth)
  // The fault is not limited to one call, because Chromium itself retries on a reused connection that was reset.
  server.faults.add({
    match: downloadOf('file2.txt'),
    fault: { kind: 'drop', when: 'before-work', reset: true },
  })
  await toolbarButton(page, 'Download').click()
  await expect(batch(page, 'Download 2 files')).toContainText('Waiting until the server can be reached')
  server.faults.clear()
  await expect(transferResult(page)).toHaveText('Download 2 files: 2 downloaded.', { timeout: 30_000 })
  expect(await pathsBelow(target)).toEqual(['file10.txt', 'file2.txt'])
})

test('a stalled download can be stopped, and leaves nothing behind', async ({ launch, server, target }) => {
  await server.store.put({ segmentId, name: 'slow.bin', bytes: { size: mib } })
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, segmentIds)
  await select(page, second, 'slow.bin, all, -, 27665604')
  server.faults.add({ match: downloadOf('slow.bin'), fault: { kind: 'hang', where: 'mid-body' } })
  await toolbarButton(page, 'Download').click()
  const name = 'Download 2 files'
  await expect(fileInBatch(page, name, 'file2.txt')).toContainText('Downloaded')
  await expect(fileInBatch(page, name, 'slow.bin')).toContainText(/of 1\sMB/)
  expect(await pathsBelow(target)).toHaveLength(2)
  await batch(page, name).getByRole('button', { name: 'Stop' }).click()
  await expect(transferResult(page)).toHaveText('Download 2 files: 1 downloaded · 1 skipped.')
  expect(await pathsBelow(target)).toEqual(['file2.txt'])
})

test('a destination that disappears or becomes a link is reported, and a retry works once it is back', async ({
  launch,
  server,
  target,
  userData,
}) => {
  const outside = path.join(userData, 'outside')
  await mkdir(outside)
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, segmentIds)
  await select(page, second, tenth)
  const release = server.faults.hold(downloads)
  const arrived = ['file2.txt', 'file10.txt'].map((name) => server.faults.waitFor(downloadOf(name)))
  await toolbarButton(page, 'Download').click()
  // The temporary files exist, so nothing more is created in the folder that is removed next.
  await Promise.all(arrived)
  await rm(target, { recursive: true })
  release()
  const card = batch(page, 'Download 2 files')
  const retry = card.getByRole('button', { name: 'Retry all failed' })
  await expect(card.getByText('The folder no longer exists.')).toHaveCount(2)
  await expect(stat(target)).rejects.toThrow()

  await mkdir(target)
  server.faults.add({ match: downloads, fault: { kind: 'cut-body', afterBytes: 1, framing: 'close' } })
  await retry.click()
  await expect(card.getByText(cut)).toHaveCount(2)
  server.faults.clear()
  await rm(target, { recursive: true })
  await symlink(outside, target)
  await retry.click()
  await expect(card.getByText('The folder no longer exists.')).toHaveCount(2)
  expect(await pathsBelow(outside)).toEqual([])

  await rm(target)
  await mkdir(target)
  await retry.click()
  await expect(transferResult(page)).toHaveText('Download 2 files: 2 downloaded.')
  expect(await pathsBelow(target)).toEqual(['file10.txt', 'file2.txt'])
})

test('a link in place of a folder is not followed', async ({ launch, server, target, userData }) => {
  const outside = path.join(userData, 'outside')
  await mkdir(outside)
  await symlink(outside, path.join(target, 'docs'))
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, segmentIds)
  await select(page, 'style-guide.pdf, all, docs, 27665602')
  await toolbarButton(page, 'Download').click()
  await expect(transferResult(page)).toHaveText('Download 1 file: 1 downloaded.')
  expect(await pathsBelow(target)).toEqual(['docs', 'docs (2)/style-guide.pdf'])
  expect(await pathsBelow(outside)).toEqual([])
})

test('a disk that fills up is left with no partial file, and a retry succeeds once there is space', async ({
  launch,
  server,
  userData,
}) => {
  const small = path.join(userData, 'small')
  await mkdir(small)
  const isMounted = await mount(small)
  // Mounting needs root and a permissive kernel; `download-faults.test.ts` covers a full disk without either.
  test.skip(!isMounted, 'no disk can be mounted here')
  try {
    for (const name of ['one.bin', 'two.bin'])
      await server.store.put({ segmentId, name, bytes: { size: mib } })
    const { app, page } = await launch()
    await answerDialogs(app, [[small], [small]])
    await openSegments(page, server, segmentIds)
    await select(page, 'one.bin, all, -, 27665604', 'two.bin, all, -, 27665604')
    await writeFile(path.join(small, 'mine.bin'), Buffer.alloc(mib / 2))
    await toolbarButton(page, 'Download').click()
    await expect(page.getByRole('alert')).toContainText('need more space than this disk has')
    expect(server.calls.count(downloadOf('(one|two).bin'))).toBe(0)
    await rm(path.join(small, 'mine.bin'))
    const release = server.faults.hold(downloadOf('two.bin'))
    await toolbarButton(page, 'Download').click()
    const name = 'Download 2 files'
    await expect(fileInBatch(page, name, 'one.bin')).toContainText('Downloaded')
    await writeFile(path.join(small, 'mine.bin'), Buffer.alloc(mib / 2))
    release()
    await expect(fileInBatch(page, name, 'two.bin')).toContainText('This computer’s disk is full.')
    expect(await pathsBelow(small)).toEqual(['mine.bin', 'one.bin'])
    await rm(path.join(small, 'mine.bin'))
    await batch(page, name).getByRole('button', { name: 'Retry two.bin' }).click()
    await expect(transferResult(page)).toHaveText('Download 2 files: 2 downloaded.')
    expect(await sha256Of(path.join(small, 'two.bin'))).toBe(
      await server.store.sha256({ segmentId, name: 'two.bin' }),
    )
    await app.close()
  } finally {
    await run('umount', [small])
  }
})

test('downloads are paused, resumed, stopped and cleared, one by one and all at once', async ({
  launch,
  server,
  target,
}) => {
  for (const name of ['one.bin', 'two.bin']) await server.store.put({ segmentId, name, bytes: { size: mib } })
  const { app, page } = await launch()
  await answerDialogs(app, [[target], [target]])
  await openSegments(page, server, segmentIds)
  const removeFault = server.faults.add({
    match: downloadOf('(one|two).bin'),
    fault: { kind: 'bandwidth', direction: 'down', bytesPerSecond: 100_000 },
  })
  await select(page, 'one.bin, all, -, 27665604')
  await toolbarButton(page, 'Download').click()
  await select(page, 'two.bin, all, -, 27665604', second)
  await toolbarButton(page, 'Download').click()
  const [one, two] = [batch(page, 'Download 1 file'), batch(page, 'Download 2 files')]
  await expect(one).toContainText(/\d\sKB of 1\sMB/)
  await expect(one).toContainText(/KB\/s · \d+\ss left/)
  await expect
    .poll(async () => Number(await one.getByRole('progressbar').getAttribute('aria-valuenow')))
    .toBeGreaterThan(5)
  await one.getByRole('button', { name: 'Pause' }).click()
  await expect(one).toContainText('Paused')
  await one.getByRole('button', { name: 'Resume' }).click()
  await expect(one).not.toContainText('Paused')
  await operations(page).getByRole('button', { name: 'Pause all' }).click()
  await expect(one).toContainText('Paused')
  await expect(two).toContainText('Paused')
  // What arrived stays under temporary names until it is continued or stopped.
  expect((await pathsBelow(target)).filter((file) => file.includes('.bin'))).toEqual([])
  removeFault()
  await one.getByRole('button', { name: 'Stop' }).click()
  await expect(one).toContainText('1 skipped')
  await operations(page).getByRole('button', { name: 'Resume all' }).click()
  await expect(transferResult(page)).toHaveText('Download 2 files: 2 downloaded.')
  await operations(page).getByRole('button', { name: 'Clear finished' }).click()
  await expect(operations(page)).toHaveCount(0)
  expect(await pathsBelow(target)).toEqual(['file2.txt', 'two.bin'])
})

test('the taskbar shows the progress of a download, and a notification its end while the app is in the background', async ({
  launch,
  startServer,
  target,
}) => {
  const names = Array.from({ length: 30 }, (_, index) => `shelf ${String(index)}.txt`)
  const server = await startServer({ seed: seedOf(names.map((name) => ({ name, bytes: name }))) })
  const { app, page } = await launch()
  await answerDialogs(app, [[target]])
  await openSegments(page, server, [5])
  await selectAll(page)
  await moveToBackground(app)
  const arrived = server.faults.waitFor(downloadOf('shelf%2020'))
  const release = server.faults.hold(downloadOf('shelf%2020'))
  await toolbarButton(page, 'Download').click()
  await arrived
  await expect
    .poll(async () => (await systemNotices(app)).progress.some((fraction) => fraction > 0.5 && fraction < 1))
    .toBe(true)
  release()
  await expect(transferResult(page)).toHaveText('Download 30 files: 30 downloaded.')
  await expect.poll(async () => (await systemNotices(app)).progress.at(-1)).toBe(-1)
  expect((await systemNotices(app)).notices).toHaveLength(1)
  expect(JSON.stringify((await systemNotices(app)).notices)).not.toContain('shelf')
  await app.evaluate(() => (globalThis as unknown as { press: () => void }).press())
  await expect(page.locator(':focus')).toContainText('Download 30 files')
  await expect(count(page)).toHaveText('30 of 30 selected')
  await expect(row(page, 'shelf 0.txt, all, -, 5')).toBeVisible()
})
