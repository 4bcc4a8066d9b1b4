import { lstat, mkdir, opendir, realpath, rm, statfs } from 'node:fs/promises'
import path from 'node:path'
import { foldWidely } from '../../core/assets/wide-path'
import { numberedName } from '../../core/local-names/free-names'
import type { FolderEntry } from '../../core/local-names/free-paths'
import type { WrittenBlob } from '../../core/ports'
import type { WrittenFile, LocalTargetPort, NewLocalFile } from '../../core/transfers/local-target'
import { DiskFolder, hasCode } from './disk-folder'
import { isEqualFile, takeFreeName, writeNewFile } from './whole-file'

/** Names that are tried where one is taken; a folder with more of the same is somebody's mistake. */
const mostNumbers = 100_000

export interface LocalFoldersOptions {
  /** Marks a file as downloaded, if the system can, while it has no name of its own yet. Never rejects. */
  readonly mark: (file: string) => Promise<void>
}

/**
 * Folders of this computer by their absolute paths, as `realpath` gives them. Each folder on the way is looked at before and
 * after a file is made in it: one that is a link by then, or gone, takes no file under its name.
 */
export class LocalFolders implements LocalTargetPort {
  constructor(private readonly options: LocalFoldersOptions) {}

  async listFolder(folder: string, below: readonly string[]): Promise<readonly FolderEntry[]> {
    const entries: FolderEntry[] = []
    try {
      for await (const entry of await opendir(inside(folder, below)))
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

  async writeFile(
    file: NewLocalFile,
    chunks: AsyncIterable<Uint8Array>,
    accept: (written: WrittenBlob) => boolean,
  ): Promise<WrittenFile> {
    const folder = await openFolder(file)
    const temporary = path.join(folder, partName(file.partId))
    let isOurs = true
    try {
      const written = await writeNewFile(temporary, chunks)
      if (!accept(written)) return { ...written, name: null }
      // Before it has its name: nobody can open it under that without being asked first.
      await this.options.mark(temporary)
      await refuseMoved(folder)
      const name = await takeName({ temporary, folder, wished: file.path.at(-1) ?? '' }, (taken) =>
        file.mayExist === true ? isEqualFile(taken, written) : Promise.resolve(false),
      )
      await rm(temporary, { force: true })
      await new DiskFolder(folder).flush()
      return { ...written, name }
    } catch (error) {
      // Somebody put it there, whatever it is: `wx` saw it.
      isOurs = !hasCode(error, 'EEXIST')
      throw error
    } finally {
      if (isOurs) await rm(temporary, { force: true })
    }
  }

  async discardPart({ folder, path: below, partId }: NewLocalFile): Promise<void> {
    const parent = inside(folder, below.slice(0, -1))
    // Behind a link there is a stranger's folder.
    if (!(await isItself(parent))) return
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

/** Throws for parts that are more or less than one name. */
function inside(folder: string, below: readonly string[]): string {
  const whole = new DiskFolder(folder)
  return below.reduce((parent, part) => new DiskFolder(parent).pathOf(part), whole.path)
}

/** The folder of the file, made where it is missing: below the chosen one, which is never made. */
async function openFolder({ folder, path: below }: NewLocalFile): Promise<string> {
  await refuseMoved(folder)
  let at = folder
  for (const part of below.slice(0, -1)) {
    at = new DiskFolder(at).pathOf(part)
    await mkdir(at).catch((error: unknown) => {
      if (!hasCode(error, 'EEXIST')) throw error
    })
    // Before anything is made behind it: it may be a link.
    await refuseMoved(at)
  }
  inside(folder, below)
  return at
}

/** Some disks give a name back in another case or composition than it was written in. */
async function isItself(folder: string): Promise<boolean> {
  try {
    const isFolder = (await lstat(folder)).isDirectory()
    return isFolder && foldWidely(await realpath(folder)) === foldWidely(folder)
  } catch {
    return false
  }
}

/** Throws `ENOTDIR` where the folder is not there by this very path: it is gone, a file, or reached through a link. */
async function refuseMoved(folder: string): Promise<void> {
  if (await isItself(folder)) return
  throw Object.assign(new Error('the folder is not the one that was chosen'), { code: 'ENOTDIR' })
}

/** The name or the next one that is free; it says which. One that `isOurs` already needs no other. */
async function takeName(
  file: { readonly temporary: string; readonly folder: string; readonly wished: string },
  isOurs: (taken: string) => Promise<boolean>,
): Promise<string> {
  for (let number = 1; number <= mostNumbers; number += 1) {
    const candidate = numberedName(file.wished, number)
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
