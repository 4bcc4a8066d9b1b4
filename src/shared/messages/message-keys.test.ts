import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { en } from './catalogue'

const keys = Object.keys(en)
const sources = fileURLToPath(new URL('../..', import.meta.url))

/** The app's source code without tests and test doubles. */
async function readCode(): Promise<string> {
  const files = await readdir(sources, { recursive: true })
  const code = files.filter(
    (file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^(testing|demo-server|viewer)\b/.test(file),
  )
  const texts = await Promise.all(code.map((file) => readFile(path.join(sources, file), 'utf8')))
  return texts.join('\n')
}

/** String literals and property names: message keys, and parts of computed keys. */
function findWords(code: string): ReadonlySet<string> {
  const found = code.matchAll(/'([\w.-]+)'|\b(\w+)\??:/g)
  return new Set([...found].map(([, literal, property]) => literal ?? property ?? ''))
}

/** Templates such as `failure.${kind}`, as regular expressions with a group for each placeholder. */
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
  it('are all used in the code, literally or computed', async () => {
    const code = await readCode()
    const words = findWords(code)
    const templates = findTemplates(code)
    const isComputed = (key: string): boolean =>
      templates.some((template) => {
        const [, ...values] = template.exec(key) ?? []
        return values.length > 0 && values.every((value) => words.has(value))
      })
    expect(keys.filter((key) => !words.has(key) && !isComputed(key))).toEqual([])
  })
})

const computedFamilies = 'two families of keys that are computed from a state or a setting'
const differInTranslation = 'some languages need different words'

/** English texts that several keys share, and why the keys are separate. */
const sharedTexts: Readonly<Record<string, string>> = {
  'A deletion is running': 'the title of a question, and a computed reason',
  'A restore is running': 'the title of a question, and a computed reason',
  'Actual size': differInTranslation,
  'Checking on the server': computedFamilies,
  Copy: 'to the clipboard, and to a different place',
  Delete: 'an action, and a key of the keyboard',
  'Delete the copy': differInTranslation,
  Deleting: differInTranslation,
  Edit: differInTranslation,
  File: 'a menu, a kind, a column, and the reach of a lock',
  'Files for other apps': 'the name of a list, and a computed part of what is kept of an account',
  Jobs: computedFamilies,
  'Larger deletions are not started.': computedFamilies,
  Previews: differInTranslation,
  Projects: computedFamilies,
  Protected: differInTranslation,
  Replace: differInTranslation,
  Text: 'a kind of file, and how its content is shown',
  Undo: differInTranslation,
  View: differInTranslation,
  Waiting: computedFamilies,
  'Zoom in': differInTranslation,
  'Zoom out': differInTranslation,
  'cannot be read': 'a file to upload, and what is kept of an account',
  'it could not be written to disk': computedFamilies,
  '{from} to {to}': differInTranslation,
  '{selected, number} of {count, number} selected': differInTranslation,
}

describe('English texts', () => {
  it('have one key each, except for those listed with a reason', () => {
    const texts = Object.values(en)
    const repeated = texts.filter((text, index) => texts.indexOf(text) !== index)
    expect([...new Set(repeated)].sort()).toEqual(Object.keys(sharedTexts).sort())
  })
})
