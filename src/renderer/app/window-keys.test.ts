import { describe, expect, it } from 'vitest'
import { commandOf } from './window-keys'

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('commandOf', () => {
  it.each([
    ['F5', {}, 'refresh'],
    ['r', { ctrlKey: true }, 'refresh'],
    ['f', { metaKey: true }, 'find'],
    ['a', { ctrlKey: true }, 'select-all'],
    ['i', { ctrlKey: true }, 'invert-selection'],
    ['Delete', {}, 'delete'],
    ['?', { shiftKey: true }, 'show-shortcuts'],
  ])('takes %s with %j for %s', (key, held, command) => {
    expect(commandOf({ ...bare, ...held, key }, false)).toBe(command)
  })

  it('leaves to a text field what edits its text', () => {
    for (const [key, held] of [
      ['Delete', {}],
      ['a', { ctrlKey: true }],
      ['i', { ctrlKey: true }],
      ['?', { shiftKey: true }],
    ] as const) {
      expect(commandOf({ ...bare, ...held, key }, true)).toBeNull()
    }
  })

  it('refreshes and finds from a text field too', () => {
    expect(commandOf({ ...bare, key: 'F5' }, true)).toBe('refresh')
    expect(commandOf({ ...bare, key: 'f', ctrlKey: true }, true)).toBe('find')
  })
})
