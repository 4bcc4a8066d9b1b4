import type { Project } from '../../../shared/place'
import { folderTree, type FolderNode } from './folder-tree'
import type { PagedList } from './paged-list'
import type { Documents, PlacesState } from './places-state'
import { segmentRows } from './segment-rows'
import type { SegmentsState } from './segments-state'
import { segmentedPlaceOfRow } from './tree-places'
import type { TreeRow, TreeRowContent } from './tree-row'

/** A row whose place has segments. */
type PlaceRow = Extract<TreeRow, { readonly kind: 'document' | 'job' | 'flex' }>

/** Position of a place in the tree, and the last part of its name. */
interface PlaceLine {
  readonly level: number
  readonly position: number
  readonly siblings: number
  readonly name: string
}

interface Branch<Leaf> {
  /** Id of the tree that the folders belong to. */
  readonly treeId: string
  readonly level: number
  readonly closedFolders: ReadonlySet<string>
  readonly toRow: (leaf: Leaf, line: PlaceLine) => PlaceRow
  readonly segments: SegmentsState
  /** Rows above the folders. */
  readonly before: readonly ({ readonly id: string } & TreeRowContent)[]
}

function addNodes<Leaf>(rows: TreeRow[], nodes: readonly FolderNode<Leaf>[], branch: Branch<Leaf>): void {
  const { level, before } = branch
  const siblings = nodes.length + before.length
  before.forEach((row, index) => rows.push({ ...row, level, position: index + 1, siblings }))
  nodes.forEach((node, index) => {
    const position = before.length + index + 1
    const { name } = node
    if (node.kind === 'leaf') {
      addPlace(rows, branch.toRow(node.leaf, { level, position, siblings, name }), branch.segments)
      return
    }
    const id = `folder-${branch.treeId}-${node.path}`
    const isOpen = !branch.closedFolders.has(id)
    rows.push({ level, position, siblings, id, kind: 'folder', name, isOpen })
    if (isOpen) addNodes(rows, node.children, { ...branch, level: level + 1, before: [] })
  })
}

/** Adds a place, and its segments if it is expanded. */
function addPlace(rows: TreeRow[], row: PlaceRow, segments: SegmentsState): void {
  rows.push(row)
  const place = row.isOpen ? segmentedPlaceOfRow(row) : null
  if (place === null) return
  for (const segmentRow of segmentRows(segments, place, row.level + 1)) rows.push(segmentRow)
}

/** The total number of rows of a list, including those not loaded yet; -1 if unknown. */
function siblingsOf({ rows, hasMore, total }: PagedList<unknown>): number {
  return hasMore ? (total ?? -1) : rows.length
}

/** Rows shown instead of documents that are not ready; none if they are. */
function stateRows(project: Project, documents: Documents | undefined): readonly TreeRow[] {
  const line = { id: `state-${project.id}`, level: 2, position: 1, siblings: 1 }
  const projectId = project.id
  if (documents === undefined) return [{ ...line, kind: 'loading', projectId, opening: null }]
  if (documents.state === 'failed') {
    return [{ ...line, kind: 'failed', projectId, failure: documents.failure }]
  }
  if (documents.state === 'ready') return documents.received === 0 ? [{ ...line, kind: 'empty' }] : []
  const { opening } = documents
  const loading = { ...line, kind: 'loading', projectId, opening } as const
  const cost = opening?.needsApproval === true ? opening.cost : null
  if (cost === null) return [loading]
  return [
    { ...line, id: `cost-${project.id}`, kind: 'documents-cost', projectId, cost, siblings: 2 },
    { ...loading, position: 2, siblings: 2 },
  ]
}

/** Rows above the documents: the whole project, and a note if documents may be missing. */
function headerRows(
  project: Project,
  documents: Extract<Documents, { state: 'ready' }>,
): Branch<never>['before'] {
  const { rows, received, total, mayHaveMore } = documents
  const expected = Math.max(total ?? 0, received)
  const whole = { id: `whole-${project.id}`, kind: 'whole', project } as const
  const partial = {
    id: `partial-${project.id}`,
    kind: 'partial',
    count: rows.length,
    total: expected > rows.length ? expected : null,
  } as const
  return expected > rows.length || mayHaveMore ? [whole, partial] : [whole]
}

const trees = new WeakMap<readonly unknown[], readonly FolderNode<never>[]>()

/** The tree of a list, built only once: sorting thousands of names is slow. */
function cachedTree<Leaf extends { readonly name: string }>(
  leaves: readonly Leaf[],
): readonly FolderNode<Leaf>[] {
  const known = trees.get(leaves)
  if (known !== undefined) return known
  const tree = folderTree(leaves)
  trees.set(leaves, tree as readonly FolderNode<never>[])
  return tree
}

type ProjectsState = SegmentsState &
  Pick<PlacesState, 'projects' | 'documents' | 'openProjects' | 'closedFolders'>

export function projectTreeRows(state: ProjectsState): readonly TreeRow[] {
  const { projects, documents, openProjects } = state
  const rows: TreeRow[] = []
  const siblings = siblingsOf(projects)
  projects.rows.forEach((project, index) => {
    const isOpen = openProjects.has(project.id)
    const line = { level: 1, position: index + 1, siblings }
    rows.push({ ...line, id: `project-${project.id}`, kind: 'project', project, isOpen })
    if (!isOpen) return
    const list = documents.get(project.id)
    const stateLines = stateRows(project, list)
    rows.push(...stateLines)
    if (stateLines.length === 0 && list?.state === 'ready') addDocuments(rows, project, { list, state })
  })
  return rows
}

function addDocuments(
  rows: TreeRow[],
  project: Project,
  { list, state }: { readonly list: Extract<Documents, { state: 'ready' }>; readonly state: ProjectsState },
): void {
  const { closedFolders, openPlaces } = state
  addNodes(rows, cachedTree(list.rows), {
    treeId: String(project.id),
    level: 2,
    closedFolders,
    segments: state,
    before: headerRows(project, list),
    // A literal without spreads, for speed: there may be thousands of rows.
    toRow: (document, { level, position, siblings, name }) => ({
      level,
      position,
      siblings,
      id: `document-${project.id}-${document.id}`,
      kind: 'document',
      name,
      project,
      document,
      isOpen: openPlaces.has(`pr${project.id}/${document.id}`),
    }),
  })
}

export function jobTreeRows(state: SegmentsState & Pick<PlacesState, 'jobs'>): readonly TreeRow[] {
  const { jobs, openPlaces } = state
  const rows: TreeRow[] = []
  const siblings = siblingsOf(jobs)
  jobs.rows.forEach((job, index) => {
    const line = { level: 1, position: index + 1, siblings }
    const isOpen = openPlaces.has(job.id)
    addPlace(rows, { ...line, id: `job-${job.id}`, kind: 'job', job, isOpen }, state)
  })
  return rows
}

export function flexTreeRows(
  state: SegmentsState & Pick<PlacesState, 'flex' | 'closedFolders'>,
): readonly TreeRow[] {
  const { flex, closedFolders, openPlaces } = state
  const rows: TreeRow[] = []
  addNodes(rows, cachedTree(flex.rows), {
    treeId: 'flex',
    level: 1,
    closedFolders,
    segments: state,
    before: [],
    toRow: (document, line) => ({
      ...line,
      id: `flex-${document.id}`,
      kind: 'flex',
      document,
      isOpen: openPlaces.has(`flex${document.id}`),
    }),
  })
  return rows
}
