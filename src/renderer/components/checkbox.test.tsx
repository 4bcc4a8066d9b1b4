import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { Checkbox } from './checkbox'

it('stands as it was pressed while the change is under way, and then as it is told', async () => {
  let settle: () => void = () => undefined
  const changing = new Promise<void>((resolve) => {
    settle = resolve
  })
  render(
    <Checkbox isSelected={false} onChange={() => changing}>
      Keep
    </Checkbox>,
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
