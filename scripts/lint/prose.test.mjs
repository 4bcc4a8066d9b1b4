import { describe, expect, it } from 'vitest'
import { findHabits } from './check-prose.mjs'
import { habits } from './prose-habits.mjs'

function listHabits(file, source) {
  return findHabits(file, source).map(({ line, words }) => `${line}: ${words}`)
}

describe('habits of prose', () => {
  it.each([
    ['a comment', 'src/a.ts', '\n// Read anew.', '2: anew'],
    ['a comment that wraps', 'src/a.ts', '/**\n * It ends by\n * itself.\n */', '2: by itself'],
    ['adjacent line comments', 'src/a.ts', '// by\n// itself', '1: by itself'],
    ['a comment in JSX', 'src/a.tsx', 'const a = <b>{/* anew */}</b>', '1: anew'],
    ['a comment in a style sheet', 'src/a.css', 'a { /* anew */ }', '1: anew'],
    ['a test title', 'src/a.test.ts', "it('starts anew', () => {})", '1: anew'],
    [
      'the title of a parameterized test',
      'src/a.test.ts',
      'it.each([1])(`starts ${1} anew`, () => {})',
      '1: anew',
    ],
    ['an end-to-end test', 'e2e/a.spec.ts', "test.skip('starts anew', () => {})", '1: anew'],
    ['a printed message', 'scripts/a.mjs', "log('starting anew')", '1: anew'],
    ['documentation', 'docs/a.md', 'Read\nanew.', '2: anew'],
    ['the English catalogue', 'src/shared/messages/en.json', '{\n  "a.b": "Read anew"\n}', '2: anew'],
    [
      'its TypeScript form',
      'src/shared/messages/en-list.ts',
      "const en = {\n  'a.b':\n    'Read it anew',\n}",
      '3: anew',
    ],
  ])('are found in %s', (...[, file, source, expected]) => {
    expect(listHabits(file, source)).toEqual([expected])
  })

  it.each([
    ['code', 'src/a.ts', 'const anew = tell(nobody)'],
    ['strings', 'src/a.ts', "const a = 'anew' + `nobody ${'wish'}` + String(/anew/)"],
    ['a string that looks like a comment', 'src/a.ts', "const a = 'https://x.test/anew // anew'"],
    ['identifiers in backticks', 'src/a.ts', '// `letGo` and `tell me`'],
    ['examples in documentation', 'docs/a.md', '```\nanew\n```\n\n    anew\n\n`anew`'],
    ['keys and other languages', 'src/shared/messages/de.json', '{ "anew": "anew" }'],
    ['texts of components', 'src/a.tsx', 'const a = <b>anew</b>'],
  ])('are ignored in %s', (_case, file, source) => {
    expect(listHabits(file, source)).toEqual([])
  })

  it.each([
    'a stand-in, understanding what NaN stands for, and standard input',
    'tell one apart from the other',
    'saved whole or not at all, at all times',
    'there is no general request, and this is no longer than that',
    'click on going on the list',
  ])('are not found in correct English: %s', (text) => {
    expect(listHabits('docs/a.md', text)).toEqual([])
  })

  it('come with an alternative', () => {
    expect(habits.filter(({ instead }) => instead === '')).toEqual([])
  })
})
