import { foldWidely } from '../assets/wide-path'
import { FreeNames } from './free-names'

export interface FolderEntry {
  readonly name: string
  /** False for a file, a link, and everything else that no file can be put into. */
  readonly isFolder: boolean
}

/** What a folder holds already; nothing where it is not there. */
export type ListFolder = (path: readonly string[]) => Promise<readonly FolderEntry[]>

interface Folder {
  readonly names: FreeNames
  /** By the folded name that was wished or is there; one whose name is a file's leads to a numbered one. */
  readonly folders: Map<string, Entrance>
}

interface Entrance {
  readonly path: readonly string[]
  folder: Folder | null
}

/**
 * Paths below one folder, none given twice and none that is there already. Folders that differ in case or composition alone are
 * one folder, in the spelling that is there or came first; a file and a folder of one name are told apart by a number.
 */
export class FreePaths {
  private readonly root: Entrance = { path: [], folder: null }

  constructor(private readonly listFolder: ListFolder) {}

  /** Throws what listing throws. To be asked one after the other: who comes first gets the name. */
  async take(path: readonly string[]): Promise<readonly string[]> {
    let at = this.root
    let folder = await this.open(at)
    for (const part of path.slice(0, -1)) {
      at = enter(at, folder, part)
      folder = await this.open(at)
    }
    return [...at.path, folder.names.take(path.at(-1) ?? 'asset')]
  }

  /** Listed when it is needed for the first time. */
  private async open(at: Entrance): Promise<Folder> {
    if (at.folder !== null) return at.folder
    const folder: Folder = { names: new FreeNames(), folders: new Map() }
    for (const { name, isFolder } of await this.listFolder(at.path)) {
      folder.names.occupy(name)
      if (isFolder) folder.folders.set(foldWidely(name), { path: [...at.path, name], folder: null })
    }
    at.folder = folder
    return folder
  }
}

function enter(at: Entrance, folder: Folder, wished: string): Entrance {
  const folded = foldWidely(wished)
  const known = folder.folders.get(folded)
  if (known !== undefined) return known
  const fresh: Entrance = { path: [...at.path, folder.names.take(wished)], folder: null }
  folder.folders.set(folded, fresh)
  return fresh
}
