import { lstat, mkdir, opendir, realpath, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { foldWidely } from '../../core/assets/wide-path'
import { numberedName } from '../../core/local-names/free-names'
import type { FolderEntry } from '../../core/local-names/free-paths'
import type { WrittenBlob } from '../../core/ports'
import {
  PartChangedError,
  type LocalTargetPort,
  type NewLocalFile,
  type ReceivedBytes,
  type WrittenFile,
} from '../../core/transfers/local-target'
import { DiskFolder, hasCode } from './disk-folder'
import { KeptPartError, receivePart } from './part-file'
import { isEqualFile, takeFreeName } from './whole-file'

/** Maximum number of names to try if a name is taken. */
const maxNumbers = 100_000

export interface LocalFoldersOptions {
  /** Marks a file as downloaded, if the system can, while it still has its temporary name. Never rejects. */
  readonly mark: (file: string) => Promise<void>
}

/**
 * Folders by their absolute paths as returned by `realpath`. Every folder of a path is checked before and after a file is
 * written to it. If it has been removed or replaced by a link, no file gets its name there.
 */
export class LocalFolders implements LocalTargetPort {
  constructor(private readonly options: LocalFoldersOptions) {}

  async listFolder(folder: string, below: readonly string[]): Promise<readonly FolderEntry[]> {
    const entries: FolderEntry[] = []
    try {
      for await (const entry of await opendir(joinPath(folder, below)))
        entries.push({ name: entry.name, isFolder: entry.isDirectory() })
    } catch (error) {
      if (below.length === 0 || !hasCode(error, 'ENOENT')) throw error
    }
    return entries
  }

  async freeBytes(folder: string): Promise<number> {
    await refuseMoved(folder)
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  }

  /** Like `receiveFile`, and leaves nothing after a failure. */
  writeFile(
    file: NewLocalFile,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenFile> {
    return this.receiveFile(file, {
      kept: null,
      open: () => Promise.resolve({ from: 0, chunks }),
      accept,
      keepsPart: () => false,
    })
  }

  async receiveFile(file: NewLocalFile, bytes: ReceivedBytes): Promise<WrittenFile> {
    const folder = await openFolder(file)
    const temporary = path.join(folder, partName(file.partId))
    let isRemovable = true
    try {
      const written = await receivePart(temporary, bytes)
      if (!bytes.accept(written)) return { ...written, name: null }
      // Mark it before it gets its name, so that it cannot be opened there without a warning.
      await this.options.mark(temporary)
      await refuseMoved(folder)
      const name = await takeName({ temporary, folder, plannedName: file.path.at(-1) ?? '' }, (taken) =>
        file.mayExist === true ? isEqualFile(taken, written) : Promise.resolve(false),
      )
      await rm(temporary, { force: true })
      await new DiskFolder(folder).flush()
      return { ...written, name }
    } catch (error) {
      // `wx` found a file that is not ours; a changed part is not either.
      isRemovable =
        !hasCode(error, 'EEXIST') && !(error instanceof KeptPartError) && !(error instanceof PartChangedError)
      throw error instanceof KeptPartError ? error.cause : error
    } finally {
      if (isRemovable) await rm(temporary, { force: true })
    }
  }

  async discardPart({ folder, path: below, partId }: NewLocalFile): Promise<void> {
    const parent = joinPath(folder, below.slice(0, -1))
    // Never delete in a folder behind a link.
    if (!(await isRealFolder(parent))) return
    const part = path.join(parent, partName(partId))
    const isOurs = await lstat(part).then(
      (found) => found.isFile(),
      () => false,
    )
    if (isOurs) await rm(part, { force: true })
  }
}

function partName(partId: string): string {
  return `.refshelf-${partId}.part`
}

/** Joins a path. Throws for parts that are not single names. */
function joinPath(folder: string, below: readonly string[]): string {
  const root = new DiskFolder(folder)
  return below.reduce((parent, part) => new DiskFolder(parent).pathOf(part), root.path)
}

/** Opens the folder of a file, and creates missing folders below the chosen one, which must exist. */
async function openFolder({ folder, path: below }: NewLocalFile): Promise<string> {
  await refuseMoved(folder)
  let current = folder
  for (const part of below.slice(0, -1)) {
    current = new DiskFolder(current).pathOf(part)
    await mkdir(current).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
    // It may be a link, so check it before creating anything below it.
    await refuseMoved(current)
  }
  joinPath(folder, below)
  return current
}

/** Whether the path is a folder and contains no link. Ignores case and composition, which some file systems change. */
async function isRealFolder(folder: string): Promise<boolean> {
  try {
    const isFolder = (await lstat(folder)).isDirectory()
    return isFolder && foldWidely(await realpath(folder)) === foldWidely(folder)
  } catch {
    return false
  }
}

/** Throws `ENOTDIR` if the folder is gone, a file, or reached through a link. */
async function refuseMoved(folder: string): Promise<void> {
  if (await isRealFolder(folder)) return
  throw Object.assign(new Error('the folder is not the one that was chosen'), { code: 'ENOTDIR' })
}

/** Takes the planned name or the next free one, and returns it. An existing file that `isOurs` is reused. */
async function takeName(
  file: { readonly temporary: string; readonly folder: string; readonly plannedName: string },
  isOurs: (taken: string) => Promise<boolean>,
): Promise<string> {
  for (let number = 1; number <= maxNumbers; number += 1) {
    const candidate = numberedName(file.plannedName, number)
    const target = path.join(file.folder, candidate)
    try {
      await takeFreeName(file.temporary, target)
      return candidate
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
    if (await isOurs(target)) return candidate
  }
  throw new Error('no name is free')
}
