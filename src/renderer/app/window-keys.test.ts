import { describe, expect, it, vi } from 'vitest'
import { shortcuts } from '../../shared/shortcuts'
import { gridAction } from '../lib/grid-keys'
import { commandForKey, ignoreComposingKeys } from './window-keys'

const eventKeys: Readonly<Record<string, string>> = {
  Up: 'ArrowUp',
  Down: 'ArrowDown',
  Left: 'ArrowLeft',
  Right: 'ArrowRight',
  Space: ' ',
  Plus: '+',
}

/** The keyboard event of an accelerator. */
function keyEventOf(accelerator: string) {
  const parts = accelerator.split('+')
  const key = parts.at(-1) ?? ''
  return {
    key: eventKeys[key] ?? key,
    ctrlKey: parts.includes('CmdOrCtrl'),
    metaKey: false,
    altKey: parts.includes('Alt'),
    shiftKey: parts.includes('Shift'),
  }
}

const noModifiers = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('commandForKey', () => {
  it.each([
    ['F5', {}, 'refresh'],
    ['r', { ctrlKey: true }, 'refresh'],
    ['f', { metaKey: true }, 'find'],
    ['a', { ctrlKey: true }, 'select-all'],
    ['i', { ctrlKey: true }, 'invert-selection'],
    ['Delete', {}, 'delete'],
    ['?', { shiftKey: true }, 'show-shortcuts'],
  ])('maps %s with %j to %s', (key, modifiers, command) => {
    expect(commandForKey({ ...noModifiers, ...modifiers, key }, false)).toBe(command)
  })

  it.each([
    ['Russian', ['к', 'а', 'ш']],
    ['Greek', ['ρ', 'φ', 'ι']],
    ['Hebrew', ['ר', 'כ', 'ן']],
    ['Arabic', ['ق', 'ب', 'ه']],
  ])('maps the same keys of another layout: %s', (_, [r = '', f = '', i = '']) => {
    const press = (key: string, code: string) => {
      return commandForKey({ ...noModifiers, ctrlKey: true, key, code }, false)
    }
    expect([press(r, 'KeyR'), press(f, 'KeyF'), press(i, 'KeyI')]).toEqual([
      'refresh',
      'find',
      'invert-selection',
    ])
  })

  it('runs every listed shortcut that has a command, except those of the menu', () => {
    for (const { keys, command, reach } of shortcuts)
      for (const key of keys)
        if (command !== undefined && reach !== 'menu') {
          expect(commandForKey(keyEventOf(key), false), key).toBe(command)
          expect(commandForKey(keyEventOf(key), true), key).toBe(reach === 'always' ? command : null)
        } else expect(commandForKey(keyEventOf(key), false), key).toBeNull()
  })

  it('matches no shortcut with an extra modifier', () => {
    expect(commandForKey({ ...noModifiers, key: 'f', ctrlKey: true, altKey: true }, false)).toBeNull()
    expect(commandForKey({ ...noModifiers, key: 'Delete', shiftKey: true }, false)).toBeNull()
    expect(commandForKey({ ...noModifiers, key: 'a', ctrlKey: true, shiftKey: true }, false)).toBeNull()
  })

  it('lists every key that grids handle themselves', () => {
    const listed = new Set(shortcuts.flatMap(({ keys }) => keys))
    const position = { active: 5, count: 10, page: 3 }
    for (const key of ['Up', 'Down', 'PageUp', 'PageDown', 'Home', 'End', 'Escape', 'Delete'])
      expect([key, gridAction(keyEventOf(key), position) !== null, listed.has(key)]).toEqual([
        key,
        true,
        true,
      ])
    for (const key of ['Shift+Up', 'CmdOrCtrl+Down', 'CmdOrCtrl+Space', 'CmdOrCtrl+A'])
      expect([key, gridAction(keyEventOf(key), position) !== null, listed.has(key)]).toEqual([
        key,
        true,
        true,
      ])
  })

  it('leaves editing keys to a text field', () => {
    for (const [key, modifiers] of [
      ['Delete', {}],
      ['a', { ctrlKey: true }],
      ['i', { ctrlKey: true }],
      ['?', { shiftKey: true }],
    ] as const) {
      expect(commandForKey({ ...noModifiers, ...modifiers, key }, true)).toBeNull()
    }
  })

  it('refreshes and finds from a text field as well', () => {
    expect(commandForKey({ ...noModifiers, key: 'F5' }, true)).toBe('refresh')
    expect(commandForKey({ ...noModifiers, key: 'f', ctrlKey: true }, true)).toBe('find')
  })
})

describe('ignoreComposingKeys', () => {
  const composing: readonly object[] = [
    { key: 'Enter', isComposing: true },
    { key: 'Escape', isComposing: true },
    { key: 'ArrowDown', isComposing: true },
    { key: 'Process', keyCode: 229 },
    { key: 'a', ctrlKey: true, keyCode: 229 },
  ]

  it('hides keys of an input method from every listener, but leaves them to the text field', () => {
    const field = document.body.appendChild(document.createElement('input'))
    const stop = ignoreComposingKeys()
    const seen = vi.fn()
    field.addEventListener('keydown', seen)
    window.addEventListener('keydown', seen)
    for (const options of composing) {
      const event = new KeyboardEvent('keydown', { ...options, bubbles: true, cancelable: true })
      field.dispatchEvent(event)
      expect(event.defaultPrevented).toBe(false)
    }
    expect(seen).not.toHaveBeenCalled()
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    expect(seen).toHaveBeenCalledTimes(2)
    stop()
    window.removeEventListener('keydown', seen)
    field.remove()
  })
})
