import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Countdown } from './countdown'

const start = Date.UTC(2026, 2, 4, 6, 6)

beforeEach(() => {
  vi.useFakeTimers({ now: start })
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

it.each([-3_650, -1, 1, 3_650])('counts on if the clock is set by %i days during the wait', (days) => {
  render(<Countdown until={start + 60_000} />)
  expect(screen.getByText(/60 s/)).toBeDefined()
  vi.setSystemTime(start + days * 86_400_000)
  act(() => {
    vi.advanceTimersByTime(20_000)
  })
  expect(screen.getByText(/40 s/)).toBeDefined()
})

it('starts again with another end', () => {
  const { rerender } = render(<Countdown until={start + 60_000} />)
  rerender(<Countdown until={start + 10_000} />)
  expect(screen.getByText(/10 s/)).toBeDefined()
})
