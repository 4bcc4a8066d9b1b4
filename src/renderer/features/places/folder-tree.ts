export interface Folder<Leaf> {
  readonly kind: 'folder'
  readonly name: string
  /** All parts from the root, joined by a backslash as on the server. */
  readonly path: string
  readonly children: readonly FolderNode<Leaf>[]
}

export interface FolderLeaf<Leaf> {
  readonly kind: 'leaf'
  /** The last part of the document name. */
  readonly name: string
  readonly leaf: Leaf
}

export type FolderNode<Leaf> = Folder<Leaf> | FolderLeaf<Leaf>

const separator = '\\'
const naturalOrder = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

interface Branch<Leaf> {
  readonly folders: Map<string, Branch<Leaf>>
  readonly leaves: FolderLeaf<Leaf>[]
}

function emptyBranch<Leaf>(): Branch<Leaf> {
  return { folders: new Map(), leaves: [] }
}

function toNodes<Leaf>(branch: Branch<Leaf>, path: string): readonly FolderNode<Leaf>[] {
  const byName = (a: FolderNode<Leaf>, b: FolderNode<Leaf>) => naturalOrder.compare(a.name, b.name)
  const folders = [...branch.folders].map(([name, inner]): Folder<Leaf> => {
    const innerPath = path === '' ? name : `${path}${separator}${name}`
    return { kind: 'folder', name, path: innerPath, children: toNodes(inner, innerPath) }
  })
  return [...folders.sort(byName), ...branch.leaves.sort(byName)]
}

/** Builds the folders contained in document names; folders first, in natural order. */
export function folderTree<Leaf extends { readonly name: string }>(
  documents: readonly Leaf[],
): readonly FolderNode<Leaf>[] {
  const root = emptyBranch<Leaf>()
  for (const document of documents) {
    const parts = document.name.split(separator)
    const name = parts.pop() ?? ''
    let branch = root
    for (const part of parts.filter((folder) => folder !== '')) {
      const next = branch.folders.get(part) ?? emptyBranch<Leaf>()
      branch.folders.set(part, next)
      branch = next
    }
    branch.leaves.push({ kind: 'leaf', name: name === '' ? document.name : name, leaf: document })
  }
  return toNodes(root, '')
}
