import { describe, expect, it, test } from 'vitest'
import { anchorsOf } from './markdown.mjs'
import { deadReferences, deadReferencesIn } from './references.mjs'

/** @type {import('./references.mjs').Repository} */
const repository = {
  exists: (file) => ['README.md', 'docs/rules.md', 'src/core/ports.ts'].includes(file),
  anchors: () => new Set(['p1']),
  apiPages: new Set(['api2/list']),
}

function findDead(file, source) {
  return deadReferencesIn(file, source, repository).map(({ line, reference }) => `${line}: ${reference}`)
}

test('every reference in this repository resolves', () => {
  expect(deadReferences()).toEqual([])
}, 60_000)

describe('a reference in code', () => {
  it('resolves to an anchor of a document', () => {
    expect(findDead('src/a.ts', '/** Why: docs/rules.md#p1, README.md, `api2/list`. */')).toEqual([])
  })

  it.each([
    ['a missing anchor', '\n// docs/rules.md#p2', '2: docs/rules.md#p2'],
    ['a missing document', '// docs/none.md', '1: docs/none.md'],
    ['a missing document in a string', "log('docs/none.md')", '1: docs/none.md'],
    ['a document outside of the repository', '/* `security.md` 4.2 */', '1: security.md'],
    ['a section without a document', '// section 3.8 of the notes', '1: section 3'],
    ['a bare number of a section', '/** 3.8: delete. */', '1: 3.8'],
    ['an issue', '// See issue 13.', '1: issue 13'],
    ['a rule that the file does not cite by its anchor', '// P3: first.', '1: P3'],
    ['an API page that docs/platform-api.md does not name', '// `api2/none`', '1: api2/none'],
  ])('is dead: %s', (_case, source, expected) => {
    expect(findDead('src/a.ts', source)).toEqual([expected])
  })

  it('may use the short name of a rule that the file cites', () => {
    expect(findDead('src/a.ts', '// docs/rules.md#p1\n\n// P1: once.')).toEqual([])
  })

  it('ignores file names in strings', () => {
    expect(findDead('src/a.test.ts', "expect(name).toBe('notes.md') // RFC 9110, section 14")).toEqual([])
  })
})

describe('a reference in Markdown', () => {
  it('resolves from the folder of the document', () => {
    const source =
      '[one](rules.md#p1) [two](../README.md) [three](#p1) [four](https://x.test/a.md) `core/ports.ts`'
    expect(findDead('docs/rules.md', source)).toEqual([])
  })

  it.each([
    ['a missing file', '[a](none.txt)', '1: none.txt'],
    ['a missing anchor', '[a](rules.md#p9)', '1: rules.md#p9'],
    ['a missing source file', '`core/none.ts`', '1: core/none.ts'],
  ])('is dead: %s', (_case, source, expected) => {
    expect(findDead('docs/rules.md', source)).toEqual([expected])
  })
})

it('generates anchors as GitHub does', () => {
  const markdown =
    '# One `two`, three: (four)\n## P1\n```\n# none\n```\n## P1\n<a id="own"></a>\n### Über 2_3 – x'
  expect([...anchorsOf(markdown)]).toEqual(['one-two-three-four', 'p1', 'p1-1', 'über-2_3--x', 'own'])
})
