import { appendFile, unlink, writeFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { DemoServer, Fault } from '../src/demo-server'
import { openSegments, row } from './support/actions'
import { dropFiles } from './support/drop'
import { makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import {
  attachCalls,
  queuedBatch,
  expect,
  queuedFile,
  listingCalls,
  mediaCalls,
  uploadPlan,
  plannedFile,
  startUpload,
  test,
} from './support/upload-actions'

/** Server and disk faults during an upload: a file reported as done is complete, and no other file exists. */

const segmentId = 27_665_604
const second = 'file2.txt, all, -, 27665604'
const megabyte = 1_048_576

type Tree = Readonly<Record<string, string | { readonly bytes: number }>>

/** Opens the segments and drops the files; returns when the dialog shows its plan. */
async function openAndDrop(page: Page, server: DemoServer, files: readonly string[]): Promise<void> {
  await openSegments(page, server, segmentIds)
  await dropOnRow(page, files)
}

async function dropOnRow(page: Page, files: readonly string[]): Promise<void> {
  await dropFiles(page, files, row(page, second))
  await expect(uploadPlan(page)).toContainText('About')
}

async function upload(
  page: Page,
  { server, sourceFolder }: { readonly server: DemoServer; readonly sourceFolder: string },
  tree: Tree,
): Promise<string[]> {
  const files = await makeTree(sourceFolder, tree)
  await openAndDrop(page, server, files)
  await startUpload(page)
  return files
}

const retry = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name: `Retry ${name}` }).click()

const sizeOf = (server: DemoServer, name: string): number | undefined =>
  server.store.find({ segmentId, name })?.size

test('a refused upload shows the server’s message beside ours: an empty file, and one over its limit', async ({
  page,
  startServer,
  sourceFolder,
}) => {
  const server = await startServer({ switches: { emptyFileUpload: '400', uploadLimitBytes: 1_000 } })
  const files = await makeTree(sourceFolder, {
    'empty.txt': '',
    'large.bin': { bytes: 5_000 },
    'small.txt': 'small',
  })
  await openAndDrop(page, server, files)
  await expect(plannedFile(page, 'empty.txt')).toContainText('Empty: the server may refuse a file of 0 bytes')
  await startUpload(page)
  await expect(queuedFile(page, 'empty.txt')).toContainText('The server refused the request.')
  await expect(queuedFile(page, 'empty.txt')).toContainText('Original message: The file is empty.')
  await expect(queuedFile(page, 'large.bin')).toContainText('The file exceeds the maximum size.')
  await expect(queuedFile(page, 'small.txt')).toContainText('Uploaded and verified')
  await expect(queuedBatch(page, 'Upload 3 files')).toContainText('1 uploaded · 2 failed')
  server.switches.emptyFileUpload = 'accepted'
  server.switches.uploadLimitBytes = 10_000
  await queuedBatch(page, 'Upload 3 files').getByRole('button', { name: 'Retry all failed' }).click()
  await expect(queuedFile(page, 'Uploaded and verified')).toHaveCount(3)
  expect([sizeOf(server, 'empty.txt'), sizeOf(server, 'large.bin')]).toEqual([0, 5_000])
  expect(server.calls.count(attachCalls)).toBe(3)
})

test('an HTML page with status 413 fails only that file, and a server that requires lengths gets them', async ({
  page,
  startServer,
  sourceFolder,
}) => {
  const server = await startServer({
    switches: { uploadLimitBytes: 1_000, uploadLimitAnswer: '413-html', chunkedBody: '411' },
  })
  await upload(page, { server, sourceFolder }, { 'large.bin': { bytes: megabyte }, 'small.txt': 'small' })
  await expect(queuedFile(page, 'large.bin')).toContainText('refuses files of this size')
  await expect(queuedFile(page, 'small.txt')).toContainText('Uploaded and verified')
  expect(sizeOf(server, 'large.bin')).toBeUndefined()
  expect(server.calls.count(attachCalls)).toBe(1)
})

test('a file too large to buffer for its length says to ask the administrator', async ({
  page,
  startServer,
  sourceFolder,
}) => {
  const server = await startServer({ switches: { chunkedBody: '411' } })
  await upload(
    page,
    { server, sourceFolder },
    { 'huge.bin': { bytes: 17 * megabyte }, 'held.bin': { bytes: megabyte } },
  )
  await expect(queuedFile(page, 'huge.bin')).toContainText('Ask your administrator to allow chunked uploads')
  await expect(queuedFile(page, 'held.bin')).toContainText('Uploaded and verified')
  expect(sizeOf(server, 'huge.bin')).toBeUndefined()
})

test('a file that the server truncates is never reported as done', async ({ page, server, sourceFolder }) => {
  server.faults.add({ match: { ...mediaCalls, nth: 1 }, fault: { kind: 'short-store', storedBytes: 3 } })
  await upload(page, { server, sourceFolder }, { 'a.txt': 'whole file', 'b.txt': 'whole file' })
  await expect(queuedFile(page, 'a.txt')).toContainText(
    'The server lists a different size from the one sent.',
  )
  await expect(queuedFile(page, 'b.txt')).toContainText('Uploaded and verified')
  expect(sizeOf(server, 'a.txt')).toBe(3)
})

const faults: readonly (readonly [string, 'media' | 'attach', Fault])[] = [
  ['500 before the work', 'media', { kind: 'status', status: 500, body: 'x' }],
  ['reset in the middle', 'media', { kind: 'mid-upload', afterBytes: 200_000, then: 'reset' }],
  ['cut in the middle', 'media', { kind: 'mid-upload', afterBytes: 200_000, then: 'close' }],
  [
    'refusal in the middle',
    'media',
    { kind: 'mid-upload', afterBytes: 200_000, then: { status: 503, rest: 'refused' } },
  ],
  ['500 before the work of the attach call', 'attach', { kind: 'status', status: 500, body: 'x' }],
]

test('an upload with a fault in the middle ends complete, or leaves no file', async ({
  page,
  server,
  sourceFolder,
}) => {
  await openSegments(page, server, segmentIds)
  for (const [index, [title, call, fault]] of faults.entries()) {
    const name = `file-${String(index)}.bin`
    server.faults.add({ match: { ...(call === 'media' ? mediaCalls : attachCalls), nth: 1 }, fault })
    await dropOnRow(page, await makeTree(sourceFolder, { [name]: { bytes: megabyte } }))
    await startUpload(page)
    await expect(queuedFile(page, name), title).toContainText(/Uploaded and verified|Retry/)
    const isDone = (await queuedFile(page, 'Uploaded and verified').count()) === 1
    expect(sizeOf(server, name), title).toBe(isDone ? megabyte : undefined)
    if (!isDone) await retry(page, name)
    await expect(queuedFile(page, name), title).toContainText('Uploaded and verified')
    expect(sizeOf(server, name), title).toBe(megabyte)
  }
  expect(server.store.ofSegment(segmentId)).toHaveLength(3 + faults.length)
})

const lostResponses: readonly (readonly [string, Fault])[] = [
  ['dropped', { kind: 'drop', when: 'after-work', reset: true }],
  ['500 after the work', { kind: 'status', status: 500, body: 'x', afterWork: true }],
  ['HTML page of a proxy', { kind: 'html', status: 502, afterWork: true }],
]

test('the listing decides when the last response is lost, and nothing is sent twice', async ({
  page,
  server,
  sourceFolder,
}) => {
  await openSegments(page, server, segmentIds)
  for (const [index, [title, fault]] of lostResponses.entries()) {
    const name = `file-${String(index)}.txt`
    server.faults.add({ match: { ...attachCalls, nth: 1 }, fault })
    await dropOnRow(page, await makeTree(sourceFolder, { [name]: 'once' }))
    await startUpload(page)
    await expect(queuedFile(page, name), title).toContainText('Uploaded and verified')
    expect(sizeOf(server, name), title).toBe(4)
    expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)], title).toEqual([
      index + 1,
      index + 1,
    ])
  }
})

test('files that change or vanish between plan and start are reported, and sent only if the user accepts', async ({
  page,
  server,
  sourceFolder,
}) => {
  const [changed = '', vanished = '', unchanged = ''] = await makeTree(sourceFolder, {
    'changed.txt': 'as planned',
    'gone.txt': 'soon gone',
    'kept.txt': 'kept',
  })
  await openAndDrop(page, server, [changed, vanished, unchanged])
  await appendFile(changed, ' and more')
  await unlink(vanished)
  await startUpload(page)
  await expect(queuedFile(page, 'changed.txt')).toContainText('The file changed since it was chosen.')
  await expect(queuedFile(page, 'gone.txt')).toContainText('The file no longer exists.')
  await expect(queuedFile(page, 'kept.txt')).toContainText('Uploaded and verified')
  await retry(page, 'gone.txt')
  await expect(queuedFile(page, 'gone.txt')).toContainText('The file no longer exists.')
  const listingsBefore = server.calls.count(listingCalls)
  await page.getByRole('button', { name: 'Retry all failed' }).click()
  await expect.poll(() => server.calls.count(listingCalls)).toBeGreaterThan(listingsBefore)
  await expect(queuedBatch(page, 'Upload 3 files')).toContainText('1 uploaded · 2 failed')
  expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)]).toEqual([1, 1])
  await queuedFile(page, 'changed.txt').getByRole('button', { name: 'Use it as is' }).click()
  await expect(queuedFile(page, 'changed.txt')).toContainText('Uploaded and verified')
  expect(sizeOf(server, 'changed.txt')).toBe('as planned and more'.length)
  expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)]).toEqual([2, 2])
})

for (const [change, message] of [
  ['changes', 'The file changed since it was chosen.'],
  ['is deleted', 'The file no longer exists.'],
] as const) {
  test(`a file that ${change} while it is being sent is not attached`, async ({
    page,
    server,
    sourceFolder,
  }) => {
    const slow = { kind: 'bandwidth', direction: 'up', bytesPerSecond: 2 * megabyte } as const
    server.faults.add({ match: mediaCalls, fault: slow })
    const [file = ''] = await makeTree(sourceFolder, { 'a.bin': { bytes: 6 * megabyte } })
    await openAndDrop(page, server, [file])
    const arrived = server.faults.waitFor(mediaCalls)
    await startUpload(page)
    await arrived
    await expect(queuedFile(page, 'a.bin')).toContainText(/Uploading: [1-9]/)
    if (change === 'changes') await writeFile(file, 'another one altogether')
    else await unlink(file)
    await expect(queuedFile(page, 'a.bin')).toContainText(message)
    expect(server.calls.count(attachCalls)).toBe(0)
    expect(sizeOf(server, 'a.bin')).toBeUndefined()
    expect(server.calls.count(listingCalls)).toBeGreaterThan(0)
  })
}
