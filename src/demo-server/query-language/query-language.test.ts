import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../http/error-bodies'
import { selectRows } from './select-rows'

const allRows = [
  {
    id: 1,
    reference: 'Game UI',
    client: 'North',
    trg: 'fr',
    deadline: '2018-10-10T00:00:00.0000000Z',
    open: true,
  },
  { id: 2, reference: 'Game manual', client: 'South', trg: 'de', deadline: null, open: false },
  {
    id: 3,
    reference: 'Say "hello"',
    client: '',
    trg: 'fr',
    deadline: '2019-01-05T12:00:00.0000000Z',
    open: true,
  },
]

const ids = (query: string) => selectRows(allRows, query).map((row) => row.id)

describe('a query', () => {
  it.each([
    ['', [1, 2, 3]],
    ['   ', [1, 2, 3]],
    ['{id} = 1', [1]],
    ['{id} == 1', [1]],
    ['{id} != 1', [2, 3]],
    ['{id} <> 1', [2, 3]],
    ['{id} > 1 AND {id} < 3', [2]],
    ['{id} >= 2 && {id} <= 2', [2]],
    ['{id} = 1 OR {id} = 3', [1, 3]],
    ['{id} = 1 || {id} = 3', [1, 3]],
    ['{trg} == "fr"', [1, 3]],
    ['{TRG} == "FR"', [1, 3]],
    ['{reference}.Contains("Game")', [1, 2]],
    ['{reference}.Contains("game")', [1, 2]],
    ['{reference}.StartsWith("Game U")', [1]],
    ['{reference}.EndsWith("manual")', [2]],
    ['{reference}.Matches("game ui")', [1]],
    ['{reference}.Contains("say ""hello""")', [3]],
    ['NOT {reference}.Contains("Game")', [3]],
    ['!{reference}.Contains("Game")', [3]],
    ['NOT {id} = 1', [2, 3]],
    ['NOT NOT {id} = 1', [1]],
    ['not ({id} = 1 or {id} = 2)', [3]],
    ['{id} = 1 OR {id} = 2 AND {trg} = "fr"', [1]],
    ['({id} = 1 OR {id} = 2) AND {trg} = "de"', [2]],
    ['{deadline} == null', [2]],
    ['{deadline} != null', [1, 3]],
    ['{deadline} > null', []],
    ['{deadline} >= DateTime(2018, 12, 31)', [3]],
    ['{deadline} = DateTime(2018, 10, 10)', [1]],
    ['{deadline} < DateTime(2019, 1, 5, 12, 0, 1)', [1, 3]],
    ['{deadline}.Matches("2018-10")', [1]],
    ['{deadline}.Matches("2018-10", ">=")', [1, 3]],
    ['{deadline}.Matches("2018-10", "<")', []],
    ['{id} + 1 = 2 * 2', [3]],
    ['{id} - 1 = 4 / 2', [3]],
    ['-{id} = -2', [2]],
    ['{id} = 1.5 + 0.5', [2]],
    ['{id} = 1 ? {trg} = "fr" : {trg} = "de"', [1, 2]],
    ['{open} = true', [1, 3]],
    ['{open}', [1, 3]],
    ['{client} = ""', [3]],
    ['{client} = "south" AND (({id} = 2))', [2]],
  ])('%s matches %o', (query, expected) => {
    expect(ids(query)).toEqual(expected)
  })

  it.each([
    '{id',
    '{id} =',
    '= 1',
    '{id} = 1 AND',
    '({id} = 1',
    '{id} = 1)',
    '{reference}.Contains(',
    '{reference}.Contains("x"',
    '{reference}.Contains()',
    '{reference}.Drop("x")',
    '{nothing} = 1',
    '"unclosed',
    '{id} = 1; {id} = 2',
    'DateTime(2018)',
    'DateTime("x", 1)',
    'constructor',
    '{reference}.Matches("x", "LIKE")',
    '('.repeat(5000),
    'NOT '.repeat(5000),
  ])('%s is refused', (query) => {
    expect(() => ids(query)).toThrow(ApiError)
  })
})

describe('any text', () => {
  it('matches only itself when quoted with doubled quotes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        const rows = [
          { id: 1, name: text },
          { id: 2, name: `${text}x` },
        ]
        const quoted = `"${text.replaceAll('"', '""')}"`
        expect(selectRows(rows, `{name} = ${quoted}`).map((row) => row.id)).toEqual([1])
        expect(selectRows(rows, `{name}.StartsWith(${quoted}) AND {id} = 2`)).toHaveLength(1)
      }),
      { numRuns: 1000 },
    )
  })

  it('is accepted or refused as a query, but never causes another error', () => {
    const tokens = fc.constantFrom(
      '{id}',
      '{reference}',
      '"a"',
      '=',
      '.',
      'AND',
      'NOT',
      '(',
      ')',
      '1',
      'null',
      '?',
      ':',
      '-',
    )
    const query = fc.oneof(
      fc.array(tokens).map((list) => list.join(' ')),
      fc.string(),
    )
    fc.assert(
      fc.property(query, (text) => {
        try {
          ids(text)
        } catch (failure) {
          expect(failure).toBeInstanceOf(ApiError)
        }
      }),
      { numRuns: 1500 },
    )
  })
})

describe('nested comparisons', () => {
  type Tree =
    | { readonly id: number }
    | { readonly operator: 'AND' | 'OR'; readonly left: Tree; readonly right: Tree }
    | { readonly not: Tree }

  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.record({ id: fc.integer({ min: 0, max: 4 }) }),
      fc.record({
        operator: fc.constantFrom('AND' as const, 'OR' as const),
        left: tie('tree'),
        right: tie('tree'),
      }),
      fc.record({ not: tie('tree') }),
    ),
  }))

  const write = (node: Tree): string =>
    'id' in node
      ? `{id} = ${node.id}`
      : 'not' in node
        ? `NOT (${write(node.not)})`
        : `(${write(node.left)}) ${node.operator} (${write(node.right)})`
  const matchesTree = (node: Tree, id: number): boolean =>
    'id' in node
      ? node.id === id
      : 'not' in node
        ? !matchesTree(node.not, id)
        : node.operator === 'AND'
          ? matchesTree(node.left, id) && matchesTree(node.right, id)
          : matchesTree(node.left, id) || matchesTree(node.right, id)

  it('match the same rows as a direct evaluation of the tree', () => {
    fc.assert(
      fc.property(tree, (node) => {
        expect(ids(write(node))).toEqual([1, 2, 3].filter((id) => matchesTree(node, id)))
      }),
      { numRuns: 2000 },
    )
  })
})
