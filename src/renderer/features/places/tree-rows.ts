import type { AppFailure } from '../../../shared/failure'
import type { FlexDocument, Job, PlaceRequest, Project, ProjectDocument } from '../../../shared/place'
import { folderTree, type FolderNode } from './folder-tree'
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
  | { readonly kind: 'whole'; readonly project: Project }
  | {
      readonly kind: 'document'
      readonly name: string
      readonly project: Project
      readonly document: ProjectDocument
    }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'flex'; readonly name: string; readonly document: FlexDocument }
  | { readonly kind: 'loading' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'partial'; readonly count: number; readonly total: number }
  | { readonly kind: 'failed'; readonly projectId: number; readonly failure: AppFailure }

interface Branch<Leaf> {
  /** Names the tree that the folders belong to. */
  readonly of: string
  readonly level: number
  readonly closedFolders: ReadonlySet<string>
  readonly toRow: (leaf: Leaf, name: string) => { readonly id: string } & TreeRowContent
  /** Lines that stand above the folders. */
  readonly before: readonly ({ readonly id: string } & TreeRowContent)[]
}

function addNodes<Leaf>(rows: TreeRow[], nodes: readonly FolderNode<Leaf>[], branch: Branch<Leaf>): void {
  const { level, before } = branch
  const siblings = nodes.length + before.length
  before.forEach((row, index) => rows.push({ ...row, level, position: index + 1, siblings }))
  nodes.forEach((node, index) => {
    const line = { level, position: before.length + index + 1, siblings }
    if (node.kind === 'leaf') {
      rows.push({ ...line, ...branch.toRow(node.leaf, node.name) })
      return
    }
    const id = `folder-${branch.of}-${node.path}`
    const isOpen = !branch.closedFolders.has(id)
    rows.push({ ...line, id, kind: 'folder', name: node.name, isOpen })
    if (isOpen) addNodes(rows, node.children, { ...branch, level: level + 1, before: [] })
  })
}

function stateRow(project: Project, documents: Documents | undefined): TreeRow | null {
  const line = { id: `state-${project.id}`, level: 2, position: 1, siblings: 1 }
  if (documents === undefined || documents.state === 'loading') return { ...line, kind: 'loading' }
  if (documents.state === 'failed') {
    return { ...line, kind: 'failed', projectId: project.id, failure: documents.failure }
  }
  return documents.received === 0 ? { ...line, kind: 'empty' } : null
}

/** What stands above the documents: the whole project, and that some documents are missing. */
function headRows(
  project: Project,
  documents: Extract<Documents, { state: 'ready' }>,
): Branch<never>['before'] {
  const { rows, received, total } = documents
  const expected = Math.max(total ?? 0, received)
  const whole = { id: `whole-${project.id}`, kind: 'whole', project } as const
  const partial = {
    id: `partial-${project.id}`,
    kind: 'partial',
    count: rows.length,
    total: expected,
  } as const
  return expected > rows.length ? [whole, partial] : [whole]
}

export function projectRows({
  projects,
  documents,
  openProjects,
  closedFolders,
}: Pick<PlacesState, 'projects' | 'documents' | 'openProjects' | 'closedFolders'>): readonly TreeRow[] {
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
      addNodes(rows, folderTree(inside.rows), {
        ...{ of: String(project.id), level: 2, closedFolders, before: headRows(project, inside) },
        toRow: (document, name) => ({
          ...{ id: `document-${document.id}`, kind: 'document', name, project, document },
        }),
      })
    }
  })
  return rows
}

export function jobRows({ jobs }: Pick<PlacesState, 'jobs'>): readonly TreeRow[] {
  return jobs.rows.map((job, index) => ({
    ...{ id: `job-${job.id}`, kind: 'job', job },
    ...{ level: 1, position: index + 1, siblings: jobs.rows.length },
  }))
}

export function flexRows({
  flex,
  closedFolders,
}: Pick<PlacesState, 'flex' | 'closedFolders'>): readonly TreeRow[] {
  const rows: TreeRow[] = []
  addNodes(rows, folderTree(flex.rows), {
    ...{ of: 'flex', level: 1, closedFolders, before: [] },
    toRow: (document, name) => ({ id: `flex-${document.id}`, kind: 'flex', name, document }),
  })
  return rows
}

/** The line of the open place, if it has one. */
export function rowIdOf(place: PlaceRequest | null): string | null {
  switch (place?.kind) {
    case 'project':
      return `whole-${place.projectId}`
    case 'document':
      return `document-${place.documentId}`
    case 'job':
      return `job-${place.scope}`
    case 'flex':
      return `flex-${place.flexId}`
    case 'segments':
    case undefined:
      return null
  }
}

/** What a line opens, or null where it is no place. */
export function placeOf(row: TreeRow): PlaceRequest | null {
  switch (row.kind) {
    case 'whole':
      return { kind: 'project', projectId: row.project.id, projectName: row.project.reference }
    case 'document':
      return {
        kind: 'document',
        projectId: row.project.id,
        projectName: row.project.reference,
        documentId: row.document.id,
        documentName: row.document.name,
        documentSegments: row.document.segments,
      }
    case 'job':
      return {
        kind: 'job',
        scope: row.job.id,
        jobName: row.job.reference,
        projectName: row.job.projectName,
        sourceLanguage: row.job.sourceLanguage,
      }
    case 'flex': {
      const { id: flexId, name: documentName, segments: documentSegments, ...rest } = row.document
      const { documentId, projectId, projectName, sourceLanguage } = rest
      return {
        kind: 'flex',
        ...{ flexId, documentName, documentSegments, documentId, projectId, projectName, sourceLanguage },
      }
    }
    case 'project':
    case 'folder':
    case 'loading':
    case 'empty':
    case 'partial':
    case 'failed':
      return null
  }
}
