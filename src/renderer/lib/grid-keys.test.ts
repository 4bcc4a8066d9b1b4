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
  ])('%s moves to row %i and selects it', (key, to) => {
    expect(press(key)).toEqual({ kind: 'move', to, how: 'select' })
  })

  it('extends with Shift, only moves with Ctrl, and adds with both', () => {
    expect(press('ArrowDown', { shiftKey: true })).toMatchObject({ how: 'extend' })
    expect(press('ArrowDown', { ctrlKey: true })).toMatchObject({ how: 'focus' })
    expect(press('ArrowDown', { metaKey: true, shiftKey: true })).toMatchObject({ how: 'extend-adding' })
  })

  it('starts at an end when no row is active', () => {
    const noActiveRow = { active: -1, count: 3, page: 10 }
    expect(press('ArrowDown', {}, noActiveRow)).toMatchObject({ to: 0 })
    expect(press('ArrowUp', {}, noActiveRow)).toMatchObject({ to: 2 })
  })

  it('selects all with Ctrl+A, and takes letters as the start of a name', () => {
    expect(press('a', { ctrlKey: true })).toEqual({ kind: 'select-all' })
    expect(press('a')).toEqual({ kind: 'type', letter: 'a' })
    expect(press('截')).toEqual({ kind: 'type', letter: '截' })
    expect(press('?')).toBeNull()
    expect(press('F2')).toBeNull()
    expect(press('b', { ctrlKey: true })).toBeNull()
  })

  it.each([
    ['Russian', 'ф'],
    ['Greek', 'α'],
    ['Hebrew', 'ש'],
    ['Arabic', 'ش'],
  ])('selects all with the same key of another layout, and takes its letter as a name: %s', (_, key) => {
    expect(press(key, { ctrlKey: true, code: 'KeyA' })).toEqual({ kind: 'select-all' })
    expect(press(key, { code: 'KeyA' })).toEqual({ kind: 'type', letter: key })
  })

  it('deletes only with Delete, without a modifier', () => {
    expect(press('Delete')).toEqual({ kind: 'delete' })
    expect(press('Delete', { shiftKey: true })).toBeNull()
    expect(press('Delete', { ctrlKey: true })).toBeNull()
  })

  it('toggles with Ctrl+Space, selects with Space, clears with Escape', () => {
    expect(press(' ', { ctrlKey: true })).toEqual({ kind: 'toggle' })
    expect(press(' ')).toEqual({ kind: 'select' })
    expect(press('Escape')).toEqual({ kind: 'clear' })
  })

  it('does nothing in an empty list', () => {
    expect(press('ArrowDown', {}, { active: -1, count: 0, page: 10 })).toBeNull()
  })
})
