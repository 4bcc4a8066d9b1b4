import { describe, expect, it } from 'vitest'
import { isComposing, shortcutKey, typedText } from './key-press'

/** What the key that types `a` (and so on) on a Latin layout types on others. */
describe('shortcutKey', () => {
  it.each([
    ['Russian', { key: 'ф', code: 'KeyA' }, 'a'],
    ['Russian with Shift', { key: 'С', code: 'KeyC' }, 'c'],
    ['Ukrainian', { key: 'ш', code: 'KeyI' }, 'i'],
    ['Greek', { key: 'α', code: 'KeyA' }, 'a'],
    ['Greek with an accent', { key: 'ά', code: 'KeyA' }, 'a'],
    ['Hebrew', { key: 'ש', code: 'KeyA' }, 'a'],
    ['Arabic', { key: 'ش', code: 'KeyA' }, 'a'],
    ['Arabic, a key with two letters', { key: 'لا', code: 'KeyB' }, 'b'],
    ['Arabic, a ligature', { key: 'ﻻ', code: 'KeyB' }, 'b'],
    ['Korean', { key: 'ㅁ', code: 'KeyA' }, 'a'],
    ['Japanese kana', { key: 'ち', code: 'KeyA' }, 'a'],
    ['Thai', { key: 'ฟ', code: 'KeyA' }, 'a'],
    ['Devanagari', { key: 'ो', code: 'KeyA' }, 'a'],
    ['Georgian', { key: 'ა', code: 'KeyA' }, 'a'],
    ['Armenian', { key: 'ա', code: 'KeyA' }, 'a'],
    ['Arabic digits', { key: '٠', code: 'Digit0' }, '0'],
    ['Thai digits row', { key: 'จ', code: 'Digit0' }, '0'],
    ['French digits row', { key: 'à', code: 'Digit0' }, '0'],
    ['Czech digits row', { key: '+', code: 'Digit1' }, '+'],
    ['full width', { key: '０', code: '' }, '0'],
    ['Arabic question mark', { key: '؟', code: 'Slash' }, '?'],
    ['full-width question mark', { key: '？', code: 'Slash' }, '?'],
  ])('%s: %j is %s', (_, pressed, expected) => {
    expect(shortcutKey(pressed)).toBe(expected)
  })

  it.each([
    ['Dvorak', 'x', 'KeyB'],
    ['AZERTY', 'q', 'KeyA'],
    ['bépo', 'é', 'KeyW'],
    ['Turkish', 'ı', 'KeyI'],
    ['a named key', 'Delete', 'Delete'],
    ['a dead key', 'Dead', 'KeyA'],
    ['an input method', 'Process', 'KeyA'],
    ['space', ' ', 'Space'],
  ])('leaves what a Latin layout says: %s', (_, key, code) => {
    expect(shortcutKey({ key, code })).toBe(key)
  })
})

describe('typedText', () => {
  it.each(['a', 'é', '截', 'ф', 'ש', 'لا', '𝒜', '5', '٣'])('%s starts a name', (key) => {
    expect(typedText(key)).toBe(key)
  })

  it.each(['?', '؟', '？', ' ', '　', 'Enter', 'Dead', 'Process', 'F2', 'AudioVolumeUp'])(
    '%s does not',
    (key) => {
      expect(typedText(key)).toBeNull()
    },
  )
})

it('recognises a key of an input method, also the one that starts it', () => {
  expect(isComposing({ isComposing: true, keyCode: 13 })).toBe(true)
  expect(isComposing({ isComposing: false, keyCode: 229 })).toBe(true)
  expect(isComposing({ isComposing: false, keyCode: 13 })).toBe(false)
})
