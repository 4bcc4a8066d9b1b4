import { expect, type Locator, type Page } from '@playwright/test'

/**
 * The mouse as the system reports it: presses, moves and releases at a point of the screen. `locator.click` may find other
 * ways to a control; these hit whatever lies under the pointer.
 */

export interface Point {
  readonly x: number
  readonly y: number
}

interface Press {
  readonly button?: 'left' | 'right'
  readonly isDouble?: boolean
  readonly modifiers?: readonly ('ControlOrMeta' | 'Shift')[]
  /** Pixels from the left and top edges of the control; its centre by default. */
  readonly at?: Point
}

/** The centre of a control, or a point in it, once it is enabled and has stopped moving. */
export async function pointIn(target: Locator, at?: Point): Promise<Point> {
  await expect(target).toBeEnabled()
  // Waits until the control keeps its position for two frames.
  await target.scrollIntoViewIfNeeded()
  const box = await target.boundingBox()
  if (box === null) throw new Error('the control is not on the screen')
  return at === undefined
    ? { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    : { x: box.x + at.x, y: box.y + at.y }
}

export async function clickAt(target: Locator, press: Press = {}): Promise<void> {
  const { button = 'left', isDouble = false, modifiers = [], at } = press
  const page = target.page()
  const { x, y } = await pointIn(target, at)
  for (const key of modifiers) await page.keyboard.down(key)
  await page.mouse.move(x, y)
  await page.mouse.click(x, y, { button, clickCount: isDouble ? 2 : 1 })
  for (const key of modifiers) await page.keyboard.up(key)
}

interface Drag {
  readonly from: Point
  readonly to: Point
  /** How many moves the system reports between the two. */
  readonly steps?: number
}

export async function drag({ mouse }: Page, { from, to, steps = 8 }: Drag): Promise<void> {
  await mouse.move(from.x, from.y)
  await mouse.down()
  await mouse.move(to.x, to.y, { steps })
  await mouse.up()
}
