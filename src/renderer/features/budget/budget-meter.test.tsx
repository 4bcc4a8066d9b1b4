import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import type { BudgetStatus } from '../../../shared/budget'
import { BudgetMeter } from './budget-meter'

function budgetStatus(facts: Partial<BudgetStatus> = {}): BudgetStatus {
  return {
    used: 378,
    allowance: 1_000,
    usedByOthers: 0,
    reportedAllowance: null,
    waitingUntil: null,
    quotaFreeAt: null,
    isPersisted: true,
    byPurpose: [
      { purpose: 'delete', calls: 300 },
      { purpose: 'listing', calls: 78 },
    ],
    ...facts,
  }
}

function show(facts: Partial<BudgetStatus> = {}): HTMLElement {
  render(<BudgetMeter budget={budgetStatus(facts)} />)
  return screen.getByRole('meter', { name: 'API calls this hour' })
}

async function openMeter(facts: Partial<BudgetStatus> = {}): Promise<HTMLElement> {
  show(facts)
  await userEvent.setup().click(screen.getByRole('button', { name: 'API call usage' }))
  return screen.getByRole('dialog', { name: 'API calls this hour' })
}

function level(meter: HTMLElement): string | null {
  return meter.parentElement?.getAttribute('data-level') ?? null
}

afterEach(cleanup)

describe('the budget meter', () => {
  it('has its value, maximum and remainder as numbers and as text', () => {
    const meter = show()
    expect(meter.getAttribute('aria-valuenow')).toBe('378')
    expect(meter.getAttribute('aria-valuemin')).toBe('0')
    expect(meter.getAttribute('aria-valuemax')).toBe('1000')
    expect(meter.getAttribute('aria-valuetext')).toBe('378 of 1,000 used, 622 left')
    expect(level(meter)).toBe('plenty')
  })

  it.each([
    [850, 0, 'plenty'],
    [851, 0, 'low'],
    [378, 480, 'low'],
    [1_000, 0, 'low'],
  ])('with %i calls used here and %i by others, is %s', (used, usedByOthers, expected) => {
    expect(level(show({ used, usedByOthers }))).toBe(expected)
  })

  it('counts down while throttled', () => {
    const meter = show({ waitingUntil: Date.now() + 12_500 })
    expect(level(meter)).toBe('throttled')
    expect(screen.getByText(/^resumes in 1[23] s$/)).toBeTruthy()
  })

  it('lists on demand what used the calls, and when the next call becomes free', async () => {
    const details = await openMeter({ usedByOthers: 500, quotaFreeAt: Date.now() + 60_000 })
    expect(details.textContent).toMatch(/Deletions300Listings78By others \(at least\)500/)
    expect(details.textContent).toContain('122 calls left')
    expect(details.textContent).toContain('others use this account too')
    expect(details.textContent).toMatch(/The first call becomes available again at \d/)
  })

  it('shows the allowance reported by the server as a hint', async () => {
    const details = await openMeter({ reportedAllowance: 2_000 })
    expect(details.textContent).toContain(
      'The server reports a limit of 2,000 calls an hour, but the settings say 1,000.',
    )
  })

  it('warns that a count could not be saved', async () => {
    expect((await openMeter({ isPersisted: false })).textContent).toContain('could not be saved')
  })

  it('says that no calls were made yet', async () => {
    expect((await openMeter({ used: 0, byPurpose: [] })).textContent).toContain('No calls to the server')
  })
})
