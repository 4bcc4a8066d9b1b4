import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { Checkbox } from './checkbox'

it('shows the new value while the change is pending, then the value of `isSelected`', async () => {
  let settle: () => void = () => undefined
  const change = new Promise<void>((resolve) => {
    settle = resolve
  })
  render(
    <Checkbox isSelected={false} onChange={() => change}>
      Keep
    </Checkbox>,
  )
  const box = screen.getByRole('checkbox', { name: 'Keep' })
  await userEvent.setup().click(box)
  expect(box).toHaveProperty('checked', true)
  await act(async () => {
    settle()
    await change
  })
  expect(box).toHaveProperty('checked', false)
})
