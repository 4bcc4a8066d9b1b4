import { expect, type Locator, type Page } from '@playwright/test'
import type { DemoServer } from '../../src/demo-server'

export function meter(page: Page): Locator {
  return page.getByRole('meter', { name: 'API calls this hour' })
}

/** Calls that the server counts: all but signing in and out, and those that it refused. */
export function counted(server: DemoServer): number {
  return server.calls.all.filter((call) => !call.path.includes('/auth/') && call.status !== 429).length
}

/** The meter is told a moment after the calls: it is read once it has caught up. */
export async function showsWhatTheServerCounted(page: Page, server: DemoServer): Promise<void> {
  await expect
    .poll(async () => Number(await meter(page).getAttribute('aria-valuenow')) - counted(server))
    .toBe(0)
}
