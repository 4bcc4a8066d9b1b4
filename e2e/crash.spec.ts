import type { Page } from '@playwright/test'
import type { DemoServer, Fault, FaultMatch, SeedSpec } from '../src/demo-server'
import { askToDelete, confirm, count, grid, question, result } from './support/actions'
import { randomKills } from './support/random-kills'
import { apiKey, expect, test, type LaunchOptions } from './support/test'

/** The real app, killed at the server's signal: nothing may be unknown after it (docs/rules.md#p5). */

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
  /** Which call gives the signal, counted from the confirmation. */
  readonly match: (nth: number) => FaultMatch
  readonly fault: Fault
}

const hangs = (where: 'before-work' | 'before-headers' | 'mid-body'): Fault => ({
  kind: 'hang',
  where,
})

const moments: readonly Moment[] = [
  { name: 'before the work of DELETE', match: (nth) => ({ ...deletes, nth }), fault: hangs('before-work') },
  {
    name: 'between the work of DELETE and its answer',
    match: (nth) => ({ ...deletes, nth }),
    fault: hangs('before-headers'),
  },
  {
    name: 'in the middle of a copy',
    match: (nth) => ({ ...downloads, nth }),
    fault: hangs('mid-body'),
  },
  {
    name: 'before a listing',
    match: (nth) => ({ ...listings, nth: Math.min(nth, 3) }),
    fault: hangs('before-work'),
  },
  {
    name: 'in the middle of a listing',
    match: (nth) => ({ ...listings, nth: Math.min(nth, 3) }),
    fault: hangs('mid-body'),
  },
  { name: 'at a slow DELETE', match: (nth) => ({ ...deletes, nth }), fault: { kind: 'latency', ms: 8_000 } },
]

for (const [number, { kind, nth }] of randomKills(moments.length, files.length).entries()) {
  const moment = momentOf(kind)
  test(`kill ${String(number + 1)} ${moment.name} (call ${String(nth)}): lists before it deletes, and Continue finishes`, async ({
    launch,
    startServer,
  }) => {
    const server = await startServer({ seed })
    const first = await launch(connected(server))
    await askForAll(first.page)
    const match = moment.match(nth)
    const seen = server.calls.count(match)
    const mend = server.faults.add({ match, fault: moment.fault })
    await confirm(first.page)
    await expect.poll(() => server.calls.count(match) - seen).toBeGreaterThanOrEqual(match.nth ?? 1)
    first.app.process().kill('SIGKILL')
    await first.app.waitForEvent('close')
    mend()

    const { page } = await launch(connected(server))
    const operations = page.getByRole('region', { name: 'Operations' })
    await expect(result(page)).toBeVisible()
    await expect(operations).toContainText(/none unknown|Deleted \d+ file/)
    // What was on its way at the kill may still arrive; after the new sign-in nothing may.
    const signedIn = server.calls.filter(signIns).at(-1)?.seq ?? 0
    expect(server.calls.filter(deletes).filter(({ seq }) => seq > signedIn)).toEqual([])
    const goOn = operations.getByRole('button', { name: 'Continue' })
    if (server.store.all().length > 0) await goOn.click()
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

async function askForAll(page: Page): Promise<void> {
  await expect(count(page)).toHaveText(`${String(files.length)} assets`)
  await grid(page).getByRole('row').nth(1).click()
  await page.keyboard.press('ControlOrMeta+a')
  await askToDelete(page)
  await expect(question(page)).toBeVisible()
}
