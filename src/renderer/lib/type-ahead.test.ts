import { expect, it } from 'vitest'
import { sampleAsset } from '../../testing/window-api'
import { findByWord, noWord, typeLetter } from './type-ahead'

const view = ['Apple.png', 'banana.png', 'Blue.png', 'Éclair.png'].map((name) => sampleAsset({ name }))

function word(...letters: string[]) {
  return letters.reduce((typed, letter, index) => typeLetter(typed, letter, 1_000 + index * 100), noWord)
}

it('finds the name that begins with what is typed, whatever its case and accents', () => {
  expect(findByWord(view, word('b', 'l'), { active: -1 })).toBe(2)
  expect(findByWord(view, word('e', 'c'), { active: -1 })).toBe(3)
  expect(findByWord(view, word('x'), { active: -1 })).toBe(-1)
})

it('walks through the names of one letter, round the end', () => {
  expect(findByWord(view, word('b'), { active: 0 })).toBe(1)
  expect(findByWord(view, word('b'), { active: 1 })).toBe(2)
  expect(findByWord(view, word('b'), { active: 2 })).toBe(1)
})

it('passes over names that are shut away in a closed group', () => {
  expect(findByWord(view, word('b'), { active: 0, isShown: (index) => index !== 1 })).toBe(2)
})

it('begins a new word after a pause', () => {
  expect(typeLetter(typeLetter(noWord, 'a', 1_000), 'b', 5_000).text).toBe('b')
})
