import type { Page } from '@playwright/test'
import type { SeedSpec } from '../src/demo-server'
import type { SelectedAsset } from '../src/shared/deletion'
import { openAndAsk, openSegments, question, result, signIn } from './support/actions'
import { answerQuestions, recordedQuestions } from './support/native-questions'
import { expect, test } from './support/test'

/** Calls that a hostile page could make. What it says about the user's consent must not count. */

const deletes = { method: 'DELETE', path: /\/assets\// }
const modified = '2026-02-03T10:11:12Z'
const many = Array.from({ length: 30 }, (_, index) => `file ${String(index)}.txt`)
const seed: SeedSpec = {
  projects: [{ id: 7214, reference: 'Game UI 2026' }],
  documents: [{ did: 1, pid: 7214, name: 'ui\\menu.docx' }],
  segments: [{ sid: 100, did: 1 }],
  assets: many.map((name) => ({ segmentId: 100, name, bytes: 'x', modified })),
}

const toSelected = (name: string): SelectedAsset => ({
  context: { family: 'classic', scope: 'pr7214' },
  segmentId: 100,
  locale: null,
  relativePath: '',
  name,
  size: 1,
  modifiedDate: modified,
})

/** Plans a deletion and confirms it with this number, without the window's own question. */
function deleteAnyway(page: Page, assets: readonly SelectedAsset[], typedCount: string): Promise<string> {
  return page.evaluate(
    async (request) => {
      const planned = await window.api.planDeletion({ assets: request.assets })
      if (!planned.ok) return planned.failure.kind
      const { planId } = planned.value
      const answer = await window.api.confirmDeletion({ planId, typedCount: request.typedCount })
      return answer.ok ? 'started' : answer.failure.kind
    },
    { assets, typedCount },
  )
}

test('a large deletion starts only with its number, which main compares with the plan', async ({
  launch,
  startServer,
}) => {
  const server = await startServer({ seed })
  const { page } = await launch()
  await signIn(page, server)
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  const assets = many.map(toSelected)
  for (const typed of ['', '29', '31', 'true'])
    expect(await deleteAnyway(page, assets, typed)).toBe('request-invalid')
  expect(server.calls.count(deletes)).toBe(0)
})

test('a deletion without copies asks in main, and Cancel leaves the question open', async ({
  launch,
  server,
}) => {
  const { app, page } = await launch()
  await openAndAsk(page, server, 'file2.txt, all, -, 27665604')
  await question(page).getByRole('checkbox', { name: 'Keep a copy in the recycle bin' }).uncheck()
  await expect(question(page)).toContainText('cannot be restored')
  await answerQuestions(app, 'cancel')
  await question(page).getByRole('button', { name: 'Delete permanently' }).click()
  await expect
    .poll(() => recordedQuestions(app))
    .toMatchObject([
      {
        message: 'Files to delete without copies: 1',
        detail: expect.stringContaining('file2.txt'),
        buttons: ['Delete permanently', 'Cancel'],
        defaultId: 1,
      },
    ])
  await expect(question(page).getByRole('button', { name: 'Delete permanently' })).toBeEnabled()
  expect(server.calls.count(deletes)).toBe(0)
  await answerQuestions(app, 'confirm')
  await question(page).getByRole('button', { name: 'Delete permanently' }).click()
  await expect(result(page)).toContainText('Deleted and verified')
})

test('one question of main is open at a time, and a second one is refused', async ({ launch, server }) => {
  const { app, page } = await launch()
  await openSegments(page, server, [27_665_604])
  await app.evaluate(({ dialog }) => {
    const shared = globalThis as unknown as { shown: number; release: () => void }
    shared.shown = 0
    dialog.showMessageBox = () => {
      shared.shown += 1
      return new Promise((resolve) => {
        shared.release = () => resolve({ response: 1, checkboxChecked: false })
      })
    }
  })
  const answers = page.evaluate(async () => {
    const allow = (): Promise<unknown> => window.api.setReadOnly({ id: 'session', readOnly: false })
    const first = allow()
    await allow()
    await allow()
    return first
  })
  const shown = (): Promise<number> => app.evaluate(() => (globalThis as unknown as { shown: number }).shown)
  await expect.poll(shown).toBe(1)
  await app.evaluate(() => (globalThis as unknown as { release: () => void }).release())
  expect(await answers).toMatchObject({ ok: true })
  expect(await shown()).toBe(1)
})
