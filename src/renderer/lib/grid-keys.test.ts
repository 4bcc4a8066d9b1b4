import { describe, expect, it } from 'vitest'
import { gridAction, type GridKey } from './grid-keys'

const noModifiers = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }
const middle = { active: 5, count: 100, page: 10 }

function press(key: string, modifiers: Partial<GridKey> = {}, position = middle) {
  return gridAction({ ...noModifiers, key, ...modifiers }, position)
}

describe('gridAction', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 15],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
  ])('%s goes to row %i and selects it', (key, to) => {
    expect(press(key)).toEqual({ kind: 'move', to, how: 'select' })
  })

  it('extends with shift, only moves with ctrl, adds with both', () => {
    expect(press('ArrowDown', { shiftKey: true })).toMatchObject({ how: 'extend' })
    expect(press('ArrowDown', { ctrlKey: true })).toMatchObject({ how: 'focus' })
    expect(press('ArrowDown', { metaKey: true, shiftKey: true })).toMatchObject({ how: 'extend-adding' })
  })

  it('begins at an end when nothing is active', () => {
    const nowhere = { active: -1, count: 3, page: 10 }
    expect(press('ArrowDown', {}, nowhere)).toMatchObject({ to: 0 })
    expect(press('ArrowUp', {}, nowhere)).toMatchObject({ to: 2 })
  })

  it('selects all with ctrl+A, and takes letters for the beginning of a name', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'select-all' })
    expect(press('a')).toEqual({ kind: 'type', letter: 'a' })
    expect(press('截')).toEqual({ kind: 'type', letter: '截' })
    expect(press('?')).toBeNull()
    expect(press('F2')).toBeNull()
    expect(press('b', { ctrlKey: true })).toBeNull()
  })

  it('deletes with Delete alone: no modifier makes it quicker', () => {
    expect(press('Delete')).toEqual({ kind: 'delete' })
    expect(press('Delete', { shiftKey: true })).toBeNull()
    expect(press('Delete', { ctrlKey: true })).toBeNull()
  })

  it('toggles with ctrl+space, selects with space, clears with Escape', () => {
    expect(press(' ', { ctrlKey: true })).toEqual({ kind: 'toggle' })
    expect(press(' ')).toEqual({ kind: 'select' })
    expect(press('Escape')).toEqual({ kind: 'clear' })
  })

  it('does nothing in an empty list', () => {
    expect(press('ArrowDown', {}, { active: -1, count: 0, page: 10 })).toBeNull()
  })
})
