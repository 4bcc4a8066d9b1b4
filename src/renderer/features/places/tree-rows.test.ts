import { describe, expect, it } from 'vitest'
import type { Project, ProjectDocument } from '../../../shared/place'
import { folderTree } from './folder-tree'
import { emptyList } from './paged-list'
import { initialPlacesState, type Documents, type PlacesState } from './places-state'
import { treeMove } from './tree-keys'
import { projectRows, type TreeRow } from './tree-rows'

const project: Project = { id: 7, reference: 'Game UI', client: null, statusText: null }
const other: Project = { ...project, id: 8, reference: 'Manuals' }

function documents(...names: string[]): ProjectDocument[] {
  return names.map((name, index) => ({ id: index + 1, name, segments: null }))
}

function openState(inside: Documents, closed: string[] = []): PlacesState {
  return {
    ...initialPlacesState,
    projects: { ...emptyList, rows: [project, other] },
    documents: new Map([[7, inside]]),
    openProjects: new Set([7]),
    closedFolders: new Set(closed),
  }
}

function label(row: TreeRow): string {
  const name = row.kind === 'project' ? row.project.reference : 'name' in row ? row.name : row.kind
  return `${'  '.repeat(row.level - 1)}${name}`
}

const rows = documents('ui\\b.docx', 'readme.md', 'ui\\a10.docx', 'ui\\a2.docx')
const ready: Documents = { state: 'ready', rows, received: 4, total: 4 }

describe('folderTree', () => {
  it('makes folders of the backslashes in names, folders first, in natural order', () => {
    const [folder, leaf] = folderTree(rows)
    expect(folder).toMatchObject({ kind: 'folder', name: 'ui', path: 'ui' })
    expect(folder?.kind === 'folder' && folder.children.map((child) => child.name)).toEqual([
      'a2.docx',
      'a10.docx',
      'b.docx',
    ])
    expect(leaf).toMatchObject({ kind: 'leaf', name: 'readme.md' })
  })

  it('keeps a name that ends in a backslash whole', () => {
    expect(folderTree(documents('ui\\'))).toMatchObject([{ kind: 'folder', children: [{ name: 'ui\\' }] }])
  })
})

describe('projectRows', () => {
  it('lists what is open from top to bottom, with levels', () => {
    expect(projectRows(openState(ready)).map(label)).toEqual([
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

  it('hides what lies in a closed folder', () => {
    expect(projectRows(openState(ready, ['folder-7-ui'])).map(label)).toEqual([
      'Game UI',
      '  whole',
      '  ui',
      '  readme.md',
      'Manuals',
    ])
  })

  it('says that documents load, failed, or are none', () => {
    const failure = { kind: 'timed-out', retry: 'now' } as const
    for (const [inside, kind] of [
      [{ state: 'loading' }, 'loading'],
      [{ state: 'failed', failure }, 'failed'],
      [{ state: 'ready', rows: [], received: 0, total: 0 }, 'empty'],
    ] as const) {
      expect(projectRows(openState(inside))[1]).toMatchObject({ kind, level: 2 })
    }
  })
})

describe('treeMove', () => {
  const lines = projectRows(openState(ready))
  const at = (name: string) => lines.findIndex((row) => label(row).trim() === name)
  const move = (key: string, from: string) => {
    const made = treeMove(key, lines, at(from))
    return made === null ? null : `${made.kind} ${label(made.row).trim()}`
  }

  it('walks up, down, to the ends', () => {
    expect(move('ArrowDown', 'Game UI')).toBe('focus whole')
    expect(move('ArrowUp', 'whole')).toBe('focus Game UI')
    expect(move('ArrowUp', 'Game UI')).toBeNull()
    expect(move('End', 'Game UI')).toBe('focus Manuals')
    expect(move('Home', 'Manuals')).toBe('focus Game UI')
  })

  it('opens to the right, closes to the left, and goes to the parent', () => {
    expect(move('ArrowRight', 'Manuals')).toBe('activate Manuals')
    expect(move('ArrowRight', 'ui')).toBe('focus a2.docx')
    expect(move('ArrowLeft', 'ui')).toBe('activate ui')
    expect(move('ArrowLeft', 'a10.docx')).toBe('focus ui')
    expect(move('ArrowRight', 'readme.md')).toBeNull()
  })

  it('opens a document with Enter and with Space', () => {
    expect(move('Enter', 'readme.md')).toBe('activate readme.md')
    expect(move(' ', 'readme.md')).toBe('activate readme.md')
    expect(move('x', 'readme.md')).toBeNull()
  })
})
