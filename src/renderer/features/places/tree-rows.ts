import type { AppFailure } from '../../../shared/failure'
import type { Project, ProjectDocument } from '../../../shared/place'
import { documentTree, type DocumentNode } from './document-tree'
import type { Documents, PlacesState } from './places-state'

/** One visible line of the tree, from top to bottom. */
export type TreeRow = {
  readonly id: string
  readonly level: number
  readonly position: number
  readonly siblings: number
} & TreeRowContent

export type TreeRowContent =
  | { readonly kind: 'project'; readonly project: Project; readonly isOpen: boolean }
  | { readonly kind: 'folder'; readonly name: string; readonly isOpen: boolean }
  | {
      readonly kind: 'document'
      readonly name: string
      readonly project: Project
      readonly document: ProjectDocument
    }
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly projectId: number; readonly failure: AppFailure }

type PlacesView = Pick<PlacesState, 'projects' | 'documents' | 'openProjects' | 'closedFolders'>

function addNodes(rows: TreeRow[], nodes: readonly DocumentNode[], place: NodePlace): void {
  const { project, level, closedFolders } = place
  nodes.forEach((node, index) => {
    const line = { level, position: index + 1, siblings: nodes.length }
    if (node.kind === 'document') {
      const id = `document-${node.document.id}`
      rows.push({ ...line, id, kind: 'document', name: node.name, project, document: node.document })
      return
    }
    const id = `folder-${project.id}-${node.path}`
    const isOpen = !closedFolders.has(id)
    rows.push({ ...line, id, kind: 'folder', name: node.name, isOpen })
    if (isOpen) addNodes(rows, node.children, { ...place, level: level + 1 })
  })
}

interface NodePlace {
  readonly project: Project
  readonly level: number
  readonly closedFolders: ReadonlySet<string>
}

function stateRow(project: Project, documents: Documents | undefined): TreeRow | null {
  const line = { id: `state-${project.id}`, level: 2, position: 1, siblings: 1 }
  if (documents === undefined || documents.state === 'loading') return { ...line, kind: 'loading' }
  if (documents.state === 'failed') {
    return { ...line, kind: 'failed', projectId: project.id, failure: documents.failure }
  }
  return documents.rows.length === 0 ? { ...line, kind: 'empty' } : null
}

export function treeRows({
  projects,
  documents,
  openProjects,
  closedFolders,
}: PlacesView): readonly TreeRow[] {
  const rows: TreeRow[] = []
  projects.rows.forEach((project, index) => {
    const isOpen = openProjects.has(project.id)
    const line = { level: 1, position: index + 1, siblings: projects.rows.length }
    rows.push({ ...line, id: `project-${project.id}`, kind: 'project', project, isOpen })
    if (!isOpen) return
    const inside = documents.get(project.id)
    const state = stateRow(project, inside)
    if (state !== null) rows.push(state)
    else if (inside?.state === 'ready') {
      addNodes(rows, documentTree(inside.rows), { project, level: 2, closedFolders })
    }
  })
  return rows
}
