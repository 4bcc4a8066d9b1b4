import { rename, symlink } from 'node:fs/promises'
import type { ElectronApplication, Page } from '@playwright/test'
import { callChannel, windowCallNames } from '../src/shared/ipc/contract'
import type { UploadTarget } from '../src/shared/transfers'
import { openSegments, row } from './support/actions'
import { dropFiles } from './support/drop'
import { makeTree } from './support/file-trees'
import { segmentIds } from './support/journey-seed'
import {
  attachCalls,
  expect,
  queuedFile,
  mediaCalls,
  uploadPlan,
  startUpload,
  test,
} from './support/upload-actions'

/** A compromised window can have only those files read and sent that the user granted. */

const second = 'file2.txt, all, -, 27665604'

const target: UploadTarget = {
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 27_665_604,
  locale: null,
  folder: '',
  keepsFolders: false,
}

/** Plans an upload of a grant; returns `ok` or the kind of the failure. */
async function planFor(page: Page, grantId: string): Promise<string> {
  return page.evaluate(
    async (options) => {
      const result = await window.api.planUpload(options)
      return result.ok ? 'ok' : result.failure.kind
    },
    { source: { kind: 'files', grantId } as const, target },
  )
}

test('paths that a page invents are refused: nothing is granted, and nothing is sent', async ({
  page,
  server,
}) => {
  await openSegments(page, server, segmentIds)
  const callsBefore = server.calls.count()
  expect(windowCallNames).not.toContain('grantPaths')
  const answers = await page.evaluate(async () => {
    const secret = '/etc/passwd'
    const named = new File(['x'], secret)
    const marked = Object.defineProperty(new File(['x'], 'x'), 'path', { value: secret })
    Object.defineProperty(File.prototype, 'path', { get: () => secret, configurable: true })
    const forged = Object.setPrototypeOf({ path: secret, name: 'passwd' }, File.prototype) as File
    const lookalike = { path: secret, name: 'passwd', size: 1 } as unknown as File
    const text = secret as unknown as File
    const attempts = [[named], [marked], [forged], [lookalike], [text], [], [named, marked, lookalike, text]]
    const kinds: string[] = []
    for (const files of attempts) {
      const outcome = await window.api.grantFiles(files).then(
        (result) => (result.ok ? `ok ${JSON.stringify(result.value)}` : result.failure.kind),
        // The bridge rejects these itself.
        () => 'request-invalid',
      )
      kinds.push(outcome)
    }
    return { kinds, hasPaths: 'grantPaths' in window.api }
  })
  expect(answers).toEqual({ kinds: Array(7).fill('request-invalid'), hasPaths: false })
  expect(server.calls.count()).toBe(callsBefore)
})

test('guessed ids, and the id of a discarded grant, plan nothing', async ({ page, server, sourceFolder }) => {
  const files = await makeTree(sourceFolder, { 'a.txt': 'given' })
  await openSegments(page, server, segmentIds)
  const callsBefore = server.calls.count()
  for (const guess of ['0'.repeat(32), 'a', '/etc/passwd', '../../etc/passwd', files[0] ?? '']) {
    expect(['plan-unknown', 'request-invalid']).toContain(await planFor(page, guess))
  }
  expect(server.calls.count()).toBe(callsBefore)
  const grantId = await takeGrant(page, files)
  expect(await planFor(page, grantId)).toBe('ok')
  await page.evaluate((id) => window.api.discardGrant({ grantId: id }), grantId)
  const callsBeforeReuse = server.calls.count()
  expect(await planFor(page, grantId)).toBe('plan-unknown')
  expect(server.calls.count()).toBe(callsBeforeReuse)
})

test('a grant serves one upload, and a plan starts once: neither can be reused', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await makeTree(sourceFolder, { 'a.txt': 'given' })
  await openSegments(page, server, segmentIds)
  const grantId = await takeGrant(page, files)
  const outcomes = await page.evaluate(
    async (options) => {
      const plan = await window.api.planUpload(options)
      if (!plan.ok) return [plan.failure.kind]
      const start = { planId: plan.value.planId, choices: [] }
      const results = [await window.api.startUpload(start), await window.api.startUpload(start)]
      return results.map((result) => (result.ok ? 'ok' : result.failure.kind))
    },
    { source: { kind: 'files', grantId } as const, target },
  )
  expect(outcomes).toEqual(['ok', 'plan-unknown'])
  expect(await planFor(page, grantId)).toBe('plan-unknown')
  await expect(queuedFile(page, 'a.txt')).toContainText('Uploaded and verified')
  expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)]).toEqual([1, 1])
})

test('a plan contains no local path, and a call with a path is refused', async ({
  page,
  server,
  sourceFolder,
}) => {
  const files = await makeTree(sourceFolder, { 'kit/a.txt': 'given' })
  await openSegments(page, server, segmentIds)
  const grantId = await takeGrant(page, files)
  const outcome = await page.evaluate(
    async (options) => {
      const plan = await window.api.planUpload(options)
      const paths = { kind: 'files', grantId: options.source.grantId, paths: ['/etc/passwd'] } as const
      const withPaths = await window.api.planUpload({ source: paths, target: options.target })
      return { plan: JSON.stringify(plan), withPaths: withPaths.ok ? 'ok' : withPaths.failure.kind }
    },
    { source: { kind: 'files', grantId } as const, target },
  )
  expect(outcome.plan).toContain('a.txt')
  expect(outcome.plan).not.toContain(sourceFolder)
  expect(outcome.withPaths).toBe('request-invalid')
})

test('a granted file that was replaced by a link is not followed', async ({ page, server, sourceFolder }) => {
  const [file = '', other = ''] = await makeTree(sourceFolder, { 'a.txt': 'given', 'private.txt': 'never' })
  await openSegments(page, server, segmentIds)
  await dropFiles(page, [file], row(page, second))
  await expect(uploadPlan(page)).toContainText('About')
  await rename(file, `${file}.old`)
  await symlink(other, file)
  await startUpload(page)
  await expect(queuedFile(page, 'a.txt')).toContainText('The file changed since it was chosen.')
  expect([server.calls.count(mediaCalls), server.calls.count(attachCalls)]).toEqual([0, 0])
})

test('another page that can call main is refused, whatever it requests', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openSegments(page, server, segmentIds)
  const callsBefore = server.calls.count()
  const channels = (['grantPaths', 'chooseUploads', 'planUpload', 'startUpload'] as const).map(callChannel)
  const answers = await callFromOtherWindow(app, channels)
  expect(answers).toEqual(
    channels.map(() => ({ ok: false, failure: { kind: 'request-invalid', retry: 'no' } })),
  )
  expect(server.calls.count()).toBe(callsBefore)
})

/** Takes a grant as the page itself can: for files that are dropped onto it. */
async function takeGrant(page: Page, files: readonly string[]): Promise<string> {
  await page.evaluate(() => {
    const take = (event: DragEvent): void => {
      event.preventDefault()
      event.stopImmediatePropagation()
      const grant = window.api.grantFiles([...(event.dataTransfer?.files ?? [])])
      Object.assign(window, { grant })
    }
    window.addEventListener('drop', take, { capture: true, once: true })
  })
  await dropFiles(page, files, row(page, second))
  const isGranted = () => page.evaluate(() => 'grant' in window)
  await expect.poll(isGranted).toBe(true)
  return page.evaluate(async () => {
    const { grant } = window as unknown as { grant: ReturnType<typeof window.api.grantFiles> }
    const result = await grant
    return result.ok ? result.value.grantId : result.failure.kind
  })
}

/** Calls main from the worst possible page: in its own window, with Node and without the navigation guard. */
function callFromOtherWindow(app: ElectronApplication, channels: readonly string[]): Promise<unknown[]> {
  return app.evaluate(async ({ BrowserWindow }, names) => {
    const other = new BrowserWindow({
      show: false,
      webPreferences: { nodeIntegration: true, contextIsolation: false, sandbox: false },
    })
    other.webContents.removeAllListeners('did-navigate')
    await other.loadURL('about:blank')
    const answers: unknown[] = []
    for (const name of names) {
      const call = `require('electron').ipcRenderer.invoke(${JSON.stringify(name)}, { paths: ['/etc/passwd'], what: 'files' })`
      answers.push(await other.webContents.executeJavaScript(call))
    }
    other.destroy()
    return answers
  }, channels)
}
