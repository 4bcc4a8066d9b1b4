import { foldWidely } from '../assets/wide-path'
import { FreeNames } from './free-names'

export interface FolderEntry {
  readonly name: string
  /** False for a file, a link, and anything else that cannot contain files. */
  readonly isFolder: boolean
}

/** Lists a folder; empty if it does not exist. */
export type ListFolder = (path: readonly string[]) => Promise<readonly FolderEntry[]>

interface FolderContents {
  readonly names: FreeNames
  /** By the folded name as requested or listed. A name that belongs to a file maps to a numbered folder. */
  readonly folders: Map<string, FolderNode>
}

interface FolderNode {
  readonly path: readonly string[]
  folder: FolderContents | null
}

/**
 * Hands out unique paths below one folder that do not exist yet. Folders that differ only in case or Unicode composition are one
 * folder, in the existing or first spelling. A number distinguishes a file from a folder of the same name.
 */
export class FreePaths {
  private readonly root: FolderNode = { path: [], folder: null }

  constructor(private readonly listFolder: ListFolder) {}

  /** Rejects with the error of the listing. Call it sequentially: the first caller gets the name. */
  async takePath(path: readonly string[]): Promise<readonly string[]> {
    let node = this.root
    let folder = await this.openFolder(node)
    for (const part of path.slice(0, -1)) {
      node = enterFolder(node, folder, part)
      folder = await this.openFolder(node)
    }
    return [...node.path, folder.names.takeName(path.at(-1) ?? 'asset')]
  }

  /** Lists the folder on first use. */
  private async openFolder(node: FolderNode): Promise<FolderContents> {
    if (node.folder !== null) return node.folder
    const folder: FolderContents = { names: new FreeNames(), folders: new Map() }
    for (const { name, isFolder } of await this.listFolder(node.path)) {
      folder.names.reserveName(name)
      if (isFolder) folder.folders.set(foldWidely(name), { path: [...node.path, name], folder: null })
    }
    node.folder = folder
    return folder
  }
}

function enterFolder(node: FolderNode, folder: FolderContents, name: string): FolderNode {
  const folded = foldWidely(name)
  const known = folder.folders.get(folded)
  if (known !== undefined) return known
  const fresh: FolderNode = { path: [...node.path, folder.names.takeName(name)], folder: null }
  folder.folders.set(folded, fresh)
  return fresh
}
