import { describe, expect, it } from 'vitest'
import { isComposing, shortcutKey, typedText } from './key-press'

/** What the key that types `a` (and so on) on a Latin layout types on others. */
describe('shortcutKey', () => {
  it.each([
    ['Russian', 'ф', 'KeyA', 'a'],
    ['Russian with Shift', 'С', 'KeyC', 'c'],
    ['Ukrainian', 'ш', 'KeyI', 'i'],
    ['Greek', 'α', 'KeyA', 'a'],
    ['Greek with an accent', 'ά', 'KeyA', 'a'],
    ['Hebrew', 'ש', 'KeyA', 'a'],
    ['Arabic', 'ش', 'KeyA', 'a'],
    ['Arabic, a key with two letters', 'لا', 'KeyB', 'b'],
    ['Arabic, a ligature', 'ﻻ', 'KeyB', 'b'],
    ['Korean', 'ㅁ', 'KeyA', 'a'],
    ['Japanese kana', 'ち', 'KeyA', 'a'],
    ['Thai', 'ฟ', 'KeyA', 'a'],
    ['Devanagari', 'ो', 'KeyA', 'a'],
    ['Georgian', 'ა', 'KeyA', 'a'],
    ['Armenian', 'ա', 'KeyA', 'a'],
    ['Arabic digits', '٠', 'Digit0', '0'],
    ['Thai digits row', 'จ', 'Digit0', '0'],
    ['French digits row', 'à', 'Digit0', '0'],
    ['Czech digits row', '+', 'Digit1', '+'],
    ['full width', '０', '', '0'],
    ['Arabic question mark', '؟', 'Slash', '?'],
    ['full-width question mark', '？', 'Slash', '?'],
  ])('%s: %s at %s is %s', (_, key, code, expected) => {
    expect(shortcutKey({ key, code })).toBe(expected)
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
