import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { TickBox } from './tick-box'

it('stands as it was pressed while the change is under way, and then as it is told', async () => {
  let settle: () => void = () => undefined
  const changing = new Promise<void>((resolve) => {
    settle = resolve
  })
  render(
    <TickBox isSelected={false} onChange={() => changing}>
      Keep
    </TickBox>,
  )
  const box = screen.getByRole('checkbox', { name: 'Keep' })
  await userEvent.setup().click(box)
  expect(box).toHaveProperty('checked', true)
  await act(async () => {
    settle()
    await changing
  })
  expect(box).toHaveProperty('checked', false)
})
