import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { en } from './catalogue'

const keys = Object.keys(en)
const sources = fileURLToPath(new URL('../..', import.meta.url))

/** The code of the app, which could name a key; tests and test doubles do not count. */
async function readCode(): Promise<string> {
  const files = await readdir(sources, { recursive: true })
  const code = files.filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^(testing|demo-server|viewer)\b/.test(file),
  )
  const texts = await Promise.all(code.map((file) => readFile(path.join(sources, file), 'utf8')))
  return texts.join('\n')
}

/** String literals and names of properties: keys, and the words from which keys are computed. */
function findWords(code: string): ReadonlySet<string> {
  const found = code.matchAll(/'([\w.-]+)'|\b(\w+)\??:/g)
  return new Set([...found].map(([, literal, property]) => literal ?? property ?? ''))
}

/** Templates such as `failure.${kind}`, each as an expression whose groups are what fills its holes. */
function findTemplates(code: string): readonly RegExp[] {
  const found = [...code.matchAll(/`((?:[\w.-]|\$\{[^{}`]*\})+)`/g)].map(([, template = '']) =>
    template.split(/\$\{[^{}]*\}/),
  )
  const templates = found.filter((pieces) => pieces.length > 1 && pieces.some((piece) => piece.includes('.')))
  return templates.map((pieces) => {
    const escaped = pieces.map((piece) => piece.replaceAll('.', '\\.'))
    return new RegExp(`^${escaped.join('([\\w.-]+)')}$`)
  })
}

describe('message keys', () => {
  it('are all used, written out or computed from words of the code', async () => {
    const code = await readCode()
    const words = findWords(code)
    const templates = findTemplates(code)
    const isComputed = (key: string): boolean =>
      templates.some((template) => {
        const [, ...fillings] = template.exec(key) ?? []
        return fillings.length > 0 && fillings.every((filling) => words.has(filling))
      })
    expect(keys.filter((key) => !words.has(key) && !isComputed(key))).toEqual([])
  })
})

const families = 'keys that are computed from a state or a setting, in two families'
const wordedApart = 'languages word the two differently'

/** English texts that more than one key has, and why the keys are not one. */
const sharedTexts: Readonly<Record<string, string>> = {
  'Actual size': wordedApart,
  'Checking on the server': families,
  Copy: 'to the clipboard, and to another place',
  Delete: 'what is done, and the key of the keyboard',
  'Delete the copy': wordedApart,
  Deleting: wordedApart,
  Edit: wordedApart,
  File: 'a menu, a kind, a column, and how far a lock reaches',
  Jobs: families,
  'Larger deletions are not started.': families,
  Previews: wordedApart,
  Projects: families,
  Protected: wordedApart,
  Replace: wordedApart,
  Text: 'a kind of file, and how its content is shown',
  View: wordedApart,
  Waiting: families,
  'Zoom in': wordedApart,
  'Zoom out': wordedApart,
  'it could not be written to disk': families,
  '{from} to {to}': wordedApart,
  '{selected, number} of {count, number} selected': wordedApart,
}

describe('English texts', () => {
  it('have one key each, but for those listed with a reason', () => {
    const texts = Object.values(en)
    const repeated = texts.filter((text, index) => texts.indexOf(text) !== index)
    expect([...new Set(repeated)].sort()).toEqual(Object.keys(sharedTexts).sort())
  })
})
