import { expect, it } from 'vitest'
import { sampleAsset } from '../../testing/window-api'
import { findByWord, emptyWord, typeLetter } from './type-ahead'

const view = ['Apple.png', 'banana.png', 'Blue.png', 'Éclair.png'].map((name) => sampleAsset({ name }))

function typeWord(...letters: string[]) {
  return letters.reduce((typed, letter, index) => typeLetter(typed, letter, 1_000 + index * 100), emptyWord)
}

it('finds the name that starts with the typed word, ignoring case and accents', () => {
  expect(findByWord(view, typeWord('b', 'l'), { active: -1 })).toBe(2)
  expect(findByWord(view, typeWord('e', 'c'), { active: -1 })).toBe(3)
  expect(findByWord(view, typeWord('x'), { active: -1 })).toBe(-1)
})

it('cycles through the names that start with one letter', () => {
  expect(findByWord(view, typeWord('b'), { active: 0 })).toBe(1)
  expect(findByWord(view, typeWord('b'), { active: 1 })).toBe(2)
  expect(findByWord(view, typeWord('b'), { active: 2 })).toBe(1)
})

it('skips names in a closed group', () => {
  expect(findByWord(view, typeWord('b'), { active: 0, isShown: (index) => index !== 1 })).toBe(2)
})

it('starts a new word after a pause', () => {
  expect(typeLetter(typeLetter(emptyWord, 'a', 1_000), 'b', 5_000).text).toBe('b')
})
