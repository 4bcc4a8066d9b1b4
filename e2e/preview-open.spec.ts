import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { fileNamed, openWith } from './support/preview-actions'
import { expect, test } from './support/test'

const large = 'x'.repeat(400_000)
const download = { method: 'GET', path: /filename=large\.txt/ }

/** Replaces the system's save dialog, which a test cannot click, with one that returns the user's choice. */
async function answerSaveDialog(app: ElectronApplication, filePath: string | null): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () =>
      Promise.resolve(
        chosen === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: chosen },
      )
  }, filePath)
}

test('a preview that is closed while it loads ends at once, and leaves nothing on disk', async ({
  launch,
  server,
  userData,
}) => {
  const { page } = await launch()
  await openWith(page, server, { 'large.txt': large })
  server.faults.add({ match: download, fault: { kind: 'trickle', bytes: 2_000, ms: 20 } })
  const asset = fileNamed('large.txt', large.length)
  const outcome = await page.evaluate(async (file) => {
    const reports: { received: number; at: number }[] = []
    const fiveReports = new Promise<void>((resolve) => {
      window.api.watchPreview(({ received }) => {
        reports.push({ received, at: performance.now() })
        if (reports.length === 5) resolve()
      })
    })
    const answer = window.api.openPreview({ requestId: 'one', asset: file, isRequested: true, anyway: false })
    await fiveReports
    const closedAt = performance.now()
    await window.api.closePreview({ requestId: 'one' })
    const result = await answer
    return { reports, result, ms: performance.now() - closedAt }
  }, asset)
  expect(outcome.result).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
  expect(outcome.ms).toBeLessThan(1_000)
  const { reports } = outcome
  expect(reports[4]?.received).toBeGreaterThan(reports[0]?.received ?? 0)
  expect((reports[4]?.at ?? 0) - (reports[0]?.at ?? 0)).toBeGreaterThan(300)
  await expect.poll(() => readdir(path.join(userData, 'previews'))).toEqual([])
})

test('signing out stops a preview that loads', async ({ page, server }) => {
  await openWith(page, server, { 'large.txt': large })
  const arrived = server.faults.waitFor(download)
  const release = server.faults.hold(download)
  const asset = fileNamed('large.txt', large.length)
  const answer = page.evaluate(
    (file) => window.api.openPreview({ requestId: 'one', asset: file, isRequested: true, anyway: false }),
    asset,
  )
  await arrived
  await page.evaluate(() => window.api.signOut())
  expect(await answer).toMatchObject({ ok: false, failure: { kind: 'stopped' } })
  release()
})

test('a file is saved completely or not at all, where the user chose', async ({
  launch,
  server,
  userData,
}) => {
  const { app, page } = await launch()
  await openWith(page, server, { 'large.txt': large })
  const asset = fileNamed('large.txt', large.length)
  const save = () => page.evaluate((file) => window.api.saveAsset({ asset: file }), asset)
  const folder = path.join(userData, 'saved')
  const target = path.join(folder, 'mine.txt')

  await answerSaveDialog(app, null)
  expect(await save()).toEqual({ ok: true, value: { fileName: null } })
  expect(server.calls.count(download)).toBe(0)

  await answerSaveDialog(app, target)
  expect(await save(), 'no such folder').toMatchObject({ ok: false, failure: { kind: 'save-failed' } })
  await mkdir(folder)
  await writeFile(target, 'what was there')
  const removeFault = server.faults.add({ match: download, fault: { kind: 'cut-body', afterBytes: 90_000 } })
  expect(await save()).toMatchObject({ ok: false, failure: { kind: 'answer-cut' } })
  expect(await readFile(target, 'utf8')).toBe('what was there')
  removeFault()
  expect(await save()).toEqual({ ok: true, value: { fileName: 'mine.txt' } })
  expect(await readFile(target, 'utf8')).toBe(large)
  expect(await readdir(folder)).toEqual(['mine.txt'])
})
