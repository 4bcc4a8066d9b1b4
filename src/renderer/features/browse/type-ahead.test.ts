import { expect, it } from 'vitest'
import { sampleAsset } from '../../../testing/window-api'
import { findByWord, noWord, typeLetter } from './type-ahead'

const view = ['Apple.png', 'banana.png', 'Blue.png', 'Éclair.png'].map((name) => sampleAsset({ name }))

function word(...letters: string[]) {
  return letters.reduce((typed, letter, index) => typeLetter(typed, letter, 1_000 + index * 100), noWord)
}

it('finds the name that begins with what is typed, whatever its case and accents', () => {
  expect(findByWord(view, -1, word('b', 'l'))).toBe(2)
  expect(findByWord(view, -1, word('e', 'c'))).toBe(3)
  expect(findByWord(view, -1, word('x'))).toBe(-1)
})

it('walks through the names of one letter, round the end', () => {
  expect(findByWord(view, 0, word('b'))).toBe(1)
  expect(findByWord(view, 1, word('b'))).toBe(2)
  expect(findByWord(view, 2, word('b'))).toBe(1)
})

it('begins a new word after a pause', () => {
  expect(typeLetter(typeLetter(noWord, 'a', 1_000), 'b', 5_000).text).toBe('b')
})
