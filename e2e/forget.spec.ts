import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { DemoServer, SeedSpec } from '../src/demo-server'
import {
  askToDelete,
  confirm,
  count,
  openPlace,
  protect,
  result,
  row,
  select,
  signIn,
} from './support/actions'
import { expectClean } from './support/expect-clean'
import { answerQuestions, recordedQuestions } from './support/native-questions'
import { findSecrets } from './support/secret-scan'
import { apiKey, expect, type RunningApp } from './support/test'
import { test, upload } from './support/transfer-actions'

const [alphaSegment, betaSegment] = [91_000_001, 92_000_002]

/** A server with one segment, whose file names begin with `word`. */
function seedOf(word: string, sid: number): SeedSpec {
  return {
    projects: [{ id: 7214 }],
    documents: [{ did: 1, pid: 7214 }],
    segments: [{ sid, did: 1, texts: { en: `${word} text` } }],
    assets: ['seen', 'deleted', 'locked'].map((use) => ({
      segmentId: sid,
      name: `${word}-${use}.txt`,
      bytes: `${word}, ${use}`,
    })),
  }
}

async function rememberAndOpen(page: Page, server: DemoServer, segmentId: number): Promise<void> {
  await page.getByRole('checkbox', { name: 'Remember on this computer' }).check()
  await signIn(page, server)
  await openPlace(page, 'pr7214', [segmentId])
  await expect(count(page)).toHaveText('3 assets')
}

async function signOut(page: Page, account: string): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: new RegExp(account) })
    .click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Connect to a server' })).toBeVisible()
}

/** Previews a file, locks one, uploads one, and deletes one of the account. */
async function leaveTraces(running: RunningApp, word: string, folder: string): Promise<void> {
  const { page } = running
  const segment = word === 'alpha' ? alphaSegment : betaSegment
  const rowOf = (use: string): string => `${word}-${use}.txt, all, -, ${segment}`
  await select(page, rowOf('seen'))
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText(`${word}, seen`)
  await select(page, rowOf('locked'))
  await protect(page, 'File')
  const file = path.join(folder, `${word}-sent.txt`)
  await writeFile(file, 'sent')
  await upload(running, [file])
  await expect(row(page, `${word}-sent.txt, all, -, ${segment}`)).toBeVisible()
  await select(page, rowOf('deleted'))
  await askToDelete(page)
  await confirm(page)
  await expect(result(page)).toContainText('Deleted and verified')
}

function dialog(page: Page, account: string): Locator {
  return page.getByRole('dialog', { name: `Forget ${account} and its stored key?` })
}

function everything(page: Page): Locator {
  return page.getByRole('checkbox', { name: 'Also remove everything of this account from this computer' })
}

/** The first parts of the paths of all files that have or hold one of these words. */
async function placesOf(userData: string, words: readonly string[]): Promise<readonly string[]> {
  const names = (await readdir(userData, { recursive: true })).filter((name) =>
    words.some((word) => name.includes(word)),
  )
  const found = [...names, ...(await findSecrets(userData, words))]
  return [...new Set(found.map((name) => name.split(path.sep)[0] ?? ''))].sort()
}

test('forgetting removes everything of an account, and nothing of another one on the same server', async ({
  launch,
  startServer,
  userData,
  desktop,
}) => {
  const first = await startServer({ seed: seedOf('alpha', alphaSegment), accountId: 'alpha-account' })
  const running = await launch()
  const { app, page } = running
  await rememberAndOpen(page, first, alphaSegment)
  await leaveTraces(running, 'alpha', desktop)
  await signOut(page, 'alpha-account')
  const { port } = new URL(first.url)
  await first.close()
  const second = await startServer({
    seed: seedOf('beta', betaSegment),
    accountId: 'beta-account',
    port: Number(port),
  })
  await rememberAndOpen(page, second, betaSegment)
  await leaveTraces(running, 'beta', desktop)
  await signOut(page, 'beta-account')
  const alphaWords = ['alpha', String(alphaSegment)]
  const betaWords = ['beta', String(betaSegment)]
  const betaPlaces = await placesOf(userData, betaWords)
  expect(await placesOf(userData, alphaWords)).toEqual([...betaPlaces])

  await page.getByRole('button', { name: 'Forget alpha-account' }).click()
  await expect(dialog(page, 'alpha-account').getByRole('button', { name: 'Keep' })).toBeFocused()
  const removed = dialog(page, 'alpha-account').getByRole('list', { name: 'What is removed' })
  await expect(removed).toContainText('Saved listings1')
  await expect(removed).toContainText('Ended transfers, also cleared ones1')
  await expect(removed).toContainText('Records of ended deletions1')
  await expect(dialog(page, 'alpha-account')).toContainText('1 lock, because it protects files')
  await expectClean(page, 'forget')
  const copies = page.getByRole('checkbox', { name: /^Also delete its copy in the recycle bin/ })
  await expect(copies).toBeDisabled()
  await everything(page).check()
  await copies.check()

  await answerQuestions(app, 'cancel')
  await page.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Forget', exact: true })).toBeEnabled()
  expect((await recordedQuestions(app)).at(-1)?.detail).toContain('alpha-deleted.txt')
  expect(await placesOf(userData, alphaWords)).toEqual([...betaPlaces])

  await answerQuestions(app, 'confirm')
  await page.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(dialog(page, 'alpha-account')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Forget alpha-account' })).toHaveCount(0)
  expect(await placesOf(userData, alphaWords)).toEqual(['activity', 'protections.json'])
  expect(await placesOf(userData, betaWords)).toEqual(betaPlaces)

  await page.getByRole('button', { name: /^beta-account/ }).click()
  await page.getByLabel('Key for beta-account').fill(apiKey)
  await page.getByRole('button', { name: 'Use', exact: true }).click()
  await openPlace(page, 'pr7214', [betaSegment])
  const downloads = { method: 'GET', path: /filename=/ }
  const before = second.calls.count(downloads)
  await select(page, `beta-seen.txt, all, -, ${betaSegment}`)
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('beta, seen')
  expect(second.calls.count(downloads)).toBe(before)
})

test('an account with unfinished work offers to forget only the connection', async ({
  launch,
  startServer,
  userData,
}) => {
  const server = await startServer({ seed: seedOf('alpha', alphaSegment), accountId: 'alpha-account' })
  const { app, page } = await launch()
  await rememberAndOpen(page, server, alphaSegment)
  await select(page, `alpha-deleted.txt, all, -, ${alphaSegment}`)
  await askToDelete(page)
  const arrived = server.faults.waitFor({ method: 'DELETE', path: /\/assets\// })
  server.faults.hold({ method: 'DELETE', path: /\/assets\// })
  await confirm(page)
  await arrived
  const closed = app.waitForEvent('close')
  app.process().kill('SIGKILL')
  await closed

  const next = await launch()
  await next.page.getByRole('button', { name: 'Forget alpha-account' }).click()
  await expect(dialog(next.page, 'alpha-account')).toContainText('1 interrupted deletion')
  await expect(everything(next.page)).toBeDisabled()
  const forced = await next.page.evaluate(async () => {
    const status = await window.api.readStatus()
    const id = status.ok ? (status.value.saved[0]?.id ?? '') : ''
    return window.api.forgetSaved({ id, removeData: true, removeCopies: true })
  })
  expect(forced).toMatchObject({ ok: false, failure: { kind: 'account-unfinished' } })
  await next.page.getByRole('button', { name: 'Forget', exact: true }).click()
  await expect(dialog(next.page, 'alpha-account')).toBeHidden()
  expect(await placesOf(userData, ['alpha-deleted.txt'])).toContain('jobs')
})
