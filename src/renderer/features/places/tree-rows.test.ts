import { describe, expect, it } from 'vitest'
import type { Project, ProjectDocument } from '../../../shared/place'
import { folderTree } from './folder-tree'
import { emptyList } from './paged-list'
import { initialPlacesState, type Documents, type PlacesState } from './places-state'
import { treeMove } from './tree-keys'
import type { Segments } from './segments-state'
import { isRowOfPlace, placeOfRow } from './tree-places'
import type { TreeRow } from './tree-row'
import { projectTreeRows } from './tree-rows'

const project: Project = { id: 7, reference: 'Game UI', client: null, statusText: null }
const other: Project = { ...project, id: 8, reference: 'Manuals' }

function documents(...names: string[]): ProjectDocument[] {
  return names.map((name, index) => ({ id: index + 1, name, segments: null }))
}

function openState(list: Documents, closed: string[] = []): PlacesState {
  return {
    ...initialPlacesState,
    projects: { ...emptyList, rows: [project, other] },
    documents: new Map([[7, list]]),
    openProjects: new Set([7]),
    closedFolders: new Set(closed),
  }
}

function label(row: TreeRow): string {
  const name = row.kind === 'project' ? row.project.reference : 'name' in row ? row.name : row.kind
  return `${'  '.repeat(row.level - 1)}${name}`
}

const rows = documents('ui\\b.docx', 'readme.md', 'ui\\a10.docx', 'ui\\a2.docx')
const ready: Documents = { state: 'ready', rows, received: 4, total: 4, mayHaveMore: false }

describe('folderTree', () => {
  it('splits names at backslashes into folders, sorted first and in natural order', () => {
    const [folder, leaf] = folderTree(rows)
    expect(folder).toMatchObject({ kind: 'folder', name: 'ui', path: 'ui' })
    expect(folder?.kind === 'folder' && folder.children.map((child) => child.name)).toEqual([
      'a2.docx',
      'a10.docx',
      'b.docx',
    ])
    expect(leaf).toMatchObject({ kind: 'leaf', name: 'readme.md' })
  })

  it('does not split off a trailing backslash', () => {
    expect(folderTree(documents('ui\\'))).toMatchObject([{ kind: 'folder', children: [{ name: 'ui\\' }] }])
  })
})

describe('projectTreeRows', () => {
  it('lists the expanded rows from top to bottom, with levels', () => {
    expect(projectTreeRows(openState(ready)).map(label)).toEqual([
      'Game UI',
      '  whole',
      '  ui',
      '    a2.docx',
      '    a10.docx',
      '    b.docx',
      '  readme.md',
      'Manuals',
    ])
  })

  it('hides the content of a collapsed folder', () => {
    expect(projectTreeRows(openState(ready, ['folder-7-ui'])).map(label)).toEqual([
      'Game UI',
      '  whole',
      '  ui',
      '  readme.md',
      'Manuals',
    ])
  })

  it('has a row if documents are, or may be, missing', () => {
    const partials = [{ total: 9 }, { mayHaveMore: true }, {}].map((facts) =>
      projectTreeRows(openState({ ...ready, ...facts })).find(({ kind }) => kind === 'partial'),
    )
    expect(partials).toEqual([
      expect.objectContaining({ count: 4, total: 9 }),
      expect.objectContaining({ count: 4, total: null }),
      undefined,
    ])
  })

  it('has a row for loading, failed and empty documents', () => {
    const failure = { kind: 'timed-out', retry: 'now' } as const
    for (const [list, kind] of [
      [{ state: 'loading', requestId: 'r', opening: null }, 'loading'],
      [{ state: 'failed', failure }, 'failed'],
      [{ state: 'ready', rows: [], received: 0, total: 0, mayHaveMore: false }, 'empty'],
    ] as const) {
      expect(projectTreeRows(openState(list))[1]).toMatchObject({ kind, level: 2 })
    }
  })
})

describe('segments in the tree', () => {
  const key = 'pr7/2'
  const segment = (id: number, text: string | null) => ({ id, number: String(id), text })
  const list = {
    segments: [segment(1, 'Save'), segment(2, null)],
    segmentsExpected: null,
    mayHaveMore: false,
  }
  const withSegments = (content: Segments | null): PlacesState => ({
    ...openState(ready),
    openPlaces: new Set([key]),
    segments: content === null ? new Map() : new Map([[key, content]]),
  })
  const below = (content: Segments | null) =>
    projectTreeRows(withSegments(content)).filter(({ id }) => id.includes(key))

  it('are below their document, after a header row that counts as a sibling', () => {
    const lines = below({ state: 'ready', list })
    expect(lines.map(({ kind }) => kind)).toEqual(['segments-head', 'segment', 'segment'])
    expect(lines.map(({ level, position, siblings }) => [level, position, siblings])).toEqual([
      [3, 1, 3],
      [3, 2, 3],
      [3, 3, 3],
    ])
  })

  it('are opened by id in the scope of their document, and only the opened one matches the place', () => {
    const [, first, second] = below({ state: 'ready', list })
    const place = first === undefined ? null : placeOfRow(first)
    expect(place).toEqual({ kind: 'segments', scope: 'pr7', segmentIds: [1] })
    expect([first, second].map((row) => row !== undefined && isRowOfPlace(row, place))).toEqual([true, false])
  })

  it('show every loading state in one row with a stable id', () => {
    const progress = { requestId: 'r', found: 20, expected: 600 }
    const cost = { calls: 130, segments: 600, waitMs: 0 }
    const failure = { kind: 'timed-out', retry: 'now' } as const
    const states: readonly (Segments | null)[] = [
      null,
      { state: 'loading', requestId: 'r', opening: { ...progress, cost: null, needsApproval: false } },
      { state: 'loading', requestId: 'r', opening: { ...progress, cost, needsApproval: true } },
      { state: 'failed', failure },
      { state: 'ready', list: { ...list, segments: [] } },
    ]
    const kinds = states.map((state) => below(state).map(({ kind }) => kind))
    expect(kinds).toEqual([
      ['searching'],
      ['searching'],
      ['segments-cost', 'searching'],
      ['segments-failed'],
      ['segments-head'],
    ])
    expect(new Set(states.map((state) => below(state).at(-1)?.id)).size).toBe(1)
  })

  it('have separate rows in each project that lists their document', () => {
    const state = withSegments({ state: 'ready', list })
    const rows = projectTreeRows({
      ...state,
      documents: new Map([...state.documents, [8, ready]]),
      openProjects: new Set([7, 8]),
    })
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })
})

describe('a partially loaded list', () => {
  it('reports its total as the number of siblings, or -1 if unknown', () => {
    const sizes = [1_200, null].map((total) => {
      const projects = { ...emptyList, rows: [project], total, hasMore: true }
      return projectTreeRows({ ...initialPlacesState, projects })[0]?.siblings
    })
    expect(sizes).toEqual([1_200, -1])
  })
})

describe('treeMove', () => {
  const lines = projectTreeRows(openState(ready))
  const indexOf = (name: string) => lines.findIndex((row) => label(row).trim() === name)
  const move = (key: string, from: string) => {
    const result = treeMove(key, lines, { index: indexOf(from), page: 3 })
    return result === null ? null : `${result.kind} ${label(result.row).trim()}`
  }

  it('moves up, down, and to both ends', () => {
    expect(move('ArrowDown', 'Game UI')).toBe('focus whole')
    expect(move('ArrowUp', 'whole')).toBe('focus Game UI')
    expect(move('ArrowUp', 'Game UI')).toBeNull()
    expect(move('End', 'Game UI')).toBe('focus Manuals')
    expect(move('Home', 'Manuals')).toBe('focus Game UI')
  })

  it('moves by pages, no further than the ends', () => {
    expect(move('PageDown', 'Game UI')).toBe('focus a2.docx')
    expect(move('PageDown', 'readme.md')).toBe('focus Manuals')
    expect(move('PageUp', 'b.docx')).toBe('focus ui')
    expect(move('PageUp', 'whole')).toBe('focus Game UI')
  })

  it('expands with ArrowRight, and with ArrowLeft collapses or moves to the parent', () => {
    expect(move('ArrowRight', 'Manuals')).toBe('toggle Manuals')
    expect(move('ArrowRight', 'ui')).toBe('focus a2.docx')
    expect(move('ArrowLeft', 'ui')).toBe('toggle ui')
    expect(move('ArrowLeft', 'a10.docx')).toBe('focus ui')
    expect(move('ArrowRight', 'readme.md')).toBe('toggle readme.md')
    expect(move('ArrowRight', 'whole')).toBeNull()
  })

  it('opens a document with Enter and with Space', () => {
    expect(move('Enter', 'readme.md')).toBe('activate readme.md')
    expect(move(' ', 'readme.md')).toBe('activate readme.md')
    expect(move('x', 'readme.md')).toBeNull()
  })
})
