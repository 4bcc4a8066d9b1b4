import { expect, type Locator, type Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'

export function budgetMeter(page: Page): Locator {
  return page.getByRole('meter', { name: 'API calls this hour' })
}

/** Calls that count against the allowance: all except sign-in, sign-out and throttled calls. */
export function countedCalls(server: DemoServer): number {
  return server.calls.all.filter((call) => !call.path.includes('/auth/') && call.status !== 429).length
}

/** Polls, because the meter is updated shortly after the calls. */
export async function expectMeterMatchesServer(page: Page, server: DemoServer): Promise<void> {
  await expect
    .poll(async () => Number(await budgetMeter(page).getAttribute('aria-valuenow')) - countedCalls(server))
    .toBe(0)
}
