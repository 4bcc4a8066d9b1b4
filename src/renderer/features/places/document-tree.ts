import type { ProjectDocument } from '../../../shared/place'

export interface DocumentFolder {
  readonly kind: 'folder'
  readonly name: string
  /** All parts from the top, joined as the server joins them. */
  readonly path: string
  readonly children: readonly DocumentNode[]
}

export interface DocumentLeaf {
  readonly kind: 'document'
  /** The last part of the document's name. */
  readonly name: string
  readonly document: ProjectDocument
}

export type DocumentNode = DocumentFolder | DocumentLeaf

const SEPARATOR = '\\'
const naturalOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

interface Branch {
  readonly folders: Map<string, Branch>
  readonly leaves: DocumentLeaf[]
}

function emptyBranch(): Branch {
  return { folders: new Map(), leaves: [] }
}

function toNodes(branch: Branch, path: string): readonly DocumentNode[] {
  const byName = (a: DocumentNode, b: DocumentNode) => naturalOrder.compare(a.name, b.name)
  const folders = [...branch.folders].map(([name, inner]): DocumentFolder => {
    const innerPath = path === '' ? name : `${path}${SEPARATOR}${name}`
    return { kind: 'folder', name, path: innerPath, children: toNodes(inner, innerPath) }
  })
  return [...folders.sort(byName), ...branch.leaves.sort(byName)]
}

/** The folders that stand in the names of documents, folders first, in natural order. */
export function documentTree(documents: readonly ProjectDocument[]): readonly DocumentNode[] {
  const root = emptyBranch()
  for (const document of documents) {
    const parts = document.name.split(SEPARATOR)
    const name = parts.pop() ?? ''
    let branch = root
    for (const part of parts.filter((folder) => folder !== '')) {
      const next = branch.folders.get(part) ?? emptyBranch()
      branch.folders.set(part, next)
      branch = next
    }
    branch.leaves.push({ kind: 'document', name: name === '' ? document.name : name, document })
  }
  return toNodes(root, '')
}
