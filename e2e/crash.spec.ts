import type { Page } from '@playwright/test'
import type { DemoServer, Fault, FaultMatch, SeedSpec } from '../src/demo-server'
import { askToDelete, confirm, count, grid, question, result } from './support/actions'
import { randomKills } from './support/random-kills'
import { apiKey, expect, test, type LaunchOptions } from './support/test'

/** Kills the real app while a chosen call is in progress: no outcome may stay unknown (docs/rules.md#p5). */

const files = Array.from({ length: 12 }, (_, index) => `file-${String(index).padStart(2, '0')}.txt`)
const deletes = { method: 'DELETE', path: /\/assets\// }
const downloads = { method: 'GET', path: /\/assets\/\d+\?.*filename=/ }
const signIns = { method: 'POST', path: /auth\/token/ }
const listings = { method: 'GET', path: /\/assets\/(list|\d+\/list)/ }

const seed: SeedSpec = {
  projects: [{ id: 7214 }],
  documents: [{ did: 1, pid: 7214 }],
  segments: [{ sid: 5, did: 1 }],
  assets: files.map((name) => ({ segmentId: 5, name, bytes: name })),
}

interface Moment {
  readonly name: string
  /** The call during which the app is killed, counted from the confirmation. */
  readonly match: (nth: number) => FaultMatch
  readonly fault: Fault
}

const hangAt = (where: 'before-work' | 'before-headers' | 'mid-body'): Fault => ({
  kind: 'hang',
  where,
})

const moments: readonly Moment[] = [
  {
    name: 'before the server processes a DELETE',
    match: (nth) => ({ ...deletes, nth }),
    fault: hangAt('before-work'),
  },
  {
    name: 'between a DELETE and its response',
    match: (nth) => ({ ...deletes, nth }),
    fault: hangAt('before-headers'),
  },
  {
    name: 'during a backup',
    match: (nth) => ({ ...downloads, nth }),
    fault: hangAt('mid-body'),
  },
  {
    name: 'before a listing',
    match: (nth) => ({ ...listings, nth: Math.min(nth, 3) }),
    fault: hangAt('before-work'),
  },
  {
    name: 'during a listing',
    match: (nth) => ({ ...listings, nth: Math.min(nth, 3) }),
    fault: hangAt('mid-body'),
  },
  {
    name: 'during a slow DELETE',
    match: (nth) => ({ ...deletes, nth }),
    fault: { kind: 'latency', ms: 8_000 },
  },
]

for (const [number, { kind, nth }] of randomKills(moments.length, files.length).entries()) {
  const moment = momentOf(kind)
  test(`kill ${String(number + 1)} ${moment.name} (call ${String(nth)}): the app lists before it deletes, and Continue finishes`, async ({
    launch,
    startServer,
  }) => {
    const server = await startServer({ seed })
    const first = await launch(connected(server))
    await askToDeleteAll(first.page)
    const match = moment.match(nth)
    const callsBefore = server.calls.count(match)
    const removeFault = server.faults.add({ match, fault: moment.fault })
    await confirm(first.page)
    await expect.poll(() => server.calls.count(match) - callsBefore).toBeGreaterThanOrEqual(match.nth ?? 1)
    first.app.process().kill('SIGKILL')
    await first.app.waitForEvent('close')
    removeFault()

    const { page } = await launch(connected(server))
    const operations = page.getByRole('region', { name: 'Operations' })
    await expect(result(page)).toBeVisible()
    await expect(operations).toContainText(/none unknown|Deleted \d+ file/)
    // A DELETE in flight at the kill may still arrive, but none may follow the new sign-in.
    const signedIn = server.calls.filter(signIns).at(-1)?.seq ?? 0
    expect(server.calls.filter(deletes).filter(({ seq }) => seq > signedIn)).toEqual([])
    const continueButton = operations.getByRole('button', { name: 'Continue' })
    if (server.store.all().length > 0) await continueButton.click()
    await expect.poll(() => server.store.all().map(({ name }) => name)).toEqual([])
    await expect(result(page).getByText('Deleted and verified')).toHaveCount(files.length)
  })
}

function momentOf(kind: number): Moment {
  const moment = moments[kind]
  if (moment === undefined) throw new Error(`no moment ${String(kind)}`)
  return moment
}

function connected(server: DemoServer): LaunchOptions {
  return {
    args: ['--scope=pr7214', '--segments=5'],
    env: { REFSHELF_SERVER_URL: server.url, REFSHELF_ACCOUNT_ID: server.accountId, REFSHELF_API_KEY: apiKey },
  }
}

async function askToDeleteAll(page: Page): Promise<void> {
  await expect(count(page)).toHaveText(`${String(files.length)} assets`)
  await grid(page).getByRole('row').nth(1).click()
  await page.keyboard.press('ControlOrMeta+a')
  await askToDelete(page)
  await expect(question(page)).toBeVisible()
}
