import { constants, type Dir, type Stats } from 'node:fs'
import { access, lstat, opendir } from 'node:fs/promises'
import path from 'node:path'
import type { LocalFile } from '../../core/transfers/ports'
import type { GrantRefusal, RefusedFile } from '../../shared/transfers'
import { hasCode } from './disk-folder'

export interface WalkLimits {
  readonly files: number
  /** Folders below what was given. */
  readonly depth: number
  /** Files, folders and all else that is looked at: a tree of empty folders ends too. */
  readonly entries: number
  /** Bytes of one file. */
  readonly fileBytes: number
}

/** A file that was given, or is in a folder that was. */
export interface FoundFile {
  readonly name: string
  /** From the folder that was given on, its own name first; "" for a file that was given itself. */
  readonly folder: string
  readonly source: LocalFile
}

export interface WalkResult {
  readonly files: readonly FoundFile[]
  readonly refused: readonly RefusedFile[]
  /** Folders that were given. */
  readonly folders: number
}

interface Spot {
  readonly path: string
  readonly name: string
  readonly folder: string
  readonly depth: number
}

/**
 * The regular files behind some paths, folders walked in the order of their names. Nothing is followed: what is a link, no
 * file, unreadable or gone is told by name.
 */
export class FileWalker {
  private readonly files: FoundFile[] = []
  private readonly refused: RefusedFile[] = []
  private folders = 0
  private entries = 0

  constructor(private readonly limits: WalkLimits) {}

  /** Never rejects. Paths that are not absolute are nobody's files. */
  async walk(paths: readonly string[]): Promise<WalkResult> {
    for (const given of new Set(paths.map((each) => trimTrailingSeparator(each)))) {
      const spot = { path: given, name: path.basename(given), folder: '', depth: 0 }
      if (!path.isAbsolute(given) || given.includes('\0')) this.refuse(spot, 'unreadable')
      else await this.visit(spot)
    }
    return { files: this.files, refused: this.refused, folders: this.folders }
  }

  private async visit(spot: Spot): Promise<void> {
    if (this.isFull()) {
      this.refuse(spot, 'too-many')
      return
    }
    this.entries += 1
    try {
      await this.take(spot, await lstat(spot.path))
    } catch (error) {
      this.refuse(spot, reasonOf(error, spot.name))
    }
  }

  private isFull(): boolean {
    return this.entries >= this.limits.entries || this.files.length >= this.limits.files
  }

  private async take(spot: Spot, found: Stats): Promise<void> {
    if (found.isSymbolicLink()) this.refuse(spot, 'link')
    else if (found.isDirectory()) await this.enter(spot)
    else if (!found.isFile()) this.refuse(spot, 'not-a-file')
    else if (found.size > this.limits.fileBytes) this.refuse(spot, 'too-large')
    else await this.addFile(spot, found)
  }

  private async addFile({ path: file, name, folder }: Spot, { size, mtimeMs }: Stats): Promise<void> {
    await access(file, constants.R_OK)
    this.files.push({ name, folder, source: { path: file, size, modifiedMs: Math.trunc(mtimeMs) } })
  }

  private async enter(spot: Spot): Promise<void> {
    if (spot.depth === 0) this.folders += 1
    if (spot.depth > this.limits.depth) {
      this.refuse(spot, 'too-many')
      return
    }
    const inside = spot.folder === '' ? spot.name : `${spot.folder}/${spot.name}`
    for (const name of await this.namesIn(spot, inside)) {
      // What is left of a folder is told once, by its own name.
      if (this.isFull()) {
        this.refuse(spot, 'too-many')
        return
      }
      await this.visit({ path: path.join(spot.path, name), name, folder: inside, depth: spot.depth + 1 })
    }
  }

  /** In their order; those that are no text are told, since nothing could name them to a server. */
  private async namesIn(spot: Spot, inside: string): Promise<readonly string[]> {
    const names: string[] = []
    const left = this.limits.entries - this.entries + 1
    for await (const { name: bytes } of await openBytes(spot.path)) {
      const name = decode(bytes)
      if (name === null) this.refuse({ ...spot, name: bytes.toString('utf8'), folder: inside }, 'unsafe-name')
      else names.push(name)
      if (names.length > left) break
    }
    return names.sort()
  }

  private refuse({ name, folder }: Spot, reason: GrantRefusal): void {
    this.refused.push({ name, folder, reason })
  }
}

/** `/a/b/` names what `/a/b` does, which a link at its end would not. */
function trimTrailingSeparator(given: string): string {
  const cut = given.replace(/[/\\]+$/, '')
  return cut === '' || /^[A-Za-z]:$/.test(cut) ? given : cut
}

/** Names as the disk has them: of one that is no UTF-8 a text would lead to another file, or to none. */
async function openBytes(folder: string): Promise<AsyncIterable<{ readonly name: Buffer }>> {
  // Its types know texts alone; with this encoding a name is its bytes.
  const dir: Dir = await opendir(folder, { encoding: 'buffer' as BufferEncoding })
  return dir as unknown as AsyncIterable<{ readonly name: Buffer }>
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decode(bytes: Buffer): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

function reasonOf(error: unknown, name: string): GrantRefusal {
  if (!hasCode(error, 'ENOENT', 'ENOTDIR')) return 'unreadable'
  // The browser wrote this sign for bytes that are no text, and the path leads nowhere by it.
  return name.includes('\ufffd') ? 'unsafe-name' : 'vanished'
}
