import { foldWidely } from '../assets/wide-path'
import { FreeNames } from './free-names'

export interface FolderEntry {
  readonly name: string
  /** False for a file, a link, and everything else that no file can be put into. */
  readonly isFolder: boolean
}

/** What a folder holds already; nothing where it is not there. */
export type ListFolder = (path: readonly string[]) => Promise<readonly FolderEntry[]>

interface FolderContents {
  readonly names: FreeNames
  /** By the folded name that was wished or is there; one whose name is a file's leads to a numbered one. */
  readonly folders: Map<string, FolderNode>
}

interface FolderNode {
  readonly path: readonly string[]
  folder: FolderContents | null
}

/**
 * Paths below one folder, none given twice and none that is there already. Folders that differ in case or composition alone are
 * one folder, in the spelling that is there or came first; a file and a folder of one name are told apart by a number.
 */
export class FreePaths {
  private readonly root: FolderNode = { path: [], folder: null }

  constructor(private readonly listFolder: ListFolder) {}

  /** Throws what listing throws. To be asked one after the other: who comes first gets the name. */
  async takePath(path: readonly string[]): Promise<readonly string[]> {
    let node = this.root
    let folder = await this.openFolder(node)
    for (const part of path.slice(0, -1)) {
      node = enterFolder(node, folder, part)
      folder = await this.openFolder(node)
    }
    return [...node.path, folder.names.takeName(path.at(-1) ?? 'asset')]
  }

  /** Listed when it is needed for the first time. */
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
