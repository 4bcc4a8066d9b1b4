import { expect, type Locator, type Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'

export function budgetMeter(page: Page): Locator {
  return page.getByRole('meter', { name: 'API calls this hour' })
}

/** Calls that the server counts: all but signing in and out, and those that it refused. */
export function countedCalls(server: DemoServer): number {
  return server.calls.all.filter((call) => !call.path.includes('/auth/') && call.status !== 429).length
}

/** The meter is told a moment after the calls: it is read once it has caught up. */
export async function expectMeterMatchesServer(page: Page, server: DemoServer): Promise<void> {
  await expect
    .poll(async () => Number(await budgetMeter(page).getAttribute('aria-valuenow')) - countedCalls(server))
    .toBe(0)
}
