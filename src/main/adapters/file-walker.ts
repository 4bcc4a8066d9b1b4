import { constants, type Dir, type Stats } from 'node:fs'
import { access, lstat, opendir } from 'node:fs/promises'
import path from 'node:path'
import type { LocalFile } from '../../core/transfers/ports'
import type { GrantRefusal, JunkKind, RefusedFile } from '../../shared/transfers'
import { junkKindOf } from '../../core/local-names/junk-files'
import { hasCode } from './disk-folder'
import { trimEndOf } from '../../shared/trim'

export interface WalkLimits {
  readonly files: number
  /** Levels of folders below a given one. */
  readonly depth: number
  /** Files, folders and other entries, so that even a tree of empty folders has a limit. */
  readonly entries: number
  /** Bytes of one file. */
  readonly fileBytes: number
}

/** A given file, or one in a given folder. */
export interface FoundFile {
  readonly name: string
  /** Path from the given folder on, including its name; "" for a file that was given directly. */
  readonly folder: string
  readonly source: LocalFile
}

/** A file or folder that is left out, and how to find it if it is included. */
export interface FoundJunk {
  readonly entry: WalkEntry
  readonly kind: JunkKind
  readonly isFolder: boolean
}

export interface WalkResult {
  readonly files: readonly FoundFile[]
  readonly junk: readonly FoundJunk[]
  readonly refused: readonly RefusedFile[]
  /** Number of given folders. */
  readonly folders: number
}

export interface WalkEntry {
  readonly path: string
  readonly name: string
  readonly folder: string
  readonly depth: number
}

/**
 * Finds the regular files at some paths, and walks folders in the order of names. Follows no links. Links, special files,
 * and unreadable or vanished entries are reported by name.
 */
export class FileWalker {
  private readonly files: FoundFile[] = []
  private readonly refused: RefusedFile[] = []
  private readonly junk: FoundJunk[] = []
  private folders = 0
  private entries = 0

  constructor(
    private readonly limits: WalkLimits,
    private readonly includesJunk = false,
  ) {}

  /** Never rejects. Refuses relative paths. */
  async walk(paths: readonly string[]): Promise<WalkResult> {
    for (const given of new Set(paths.map((text) => trimTrailingSeparator(text)))) {
      const entry = { path: given, name: path.basename(given), folder: '', depth: 0 }
      if (!path.isAbsolute(given) || given.includes('\0')) this.refuse(entry, 'unreadable')
      else await this.visit(entry)
    }
    return this.result()
  }

  /** Visits an entry of an earlier walk. Never rejects. */
  async walkEntry(entry: WalkEntry): Promise<WalkResult> {
    await this.visit(entry)
    return this.result()
  }

  private result(): WalkResult {
    return { files: this.files, junk: this.junk, refused: this.refused, folders: this.folders }
  }

  private async visit(entry: WalkEntry): Promise<void> {
    if (this.isFull()) {
      this.refuse(entry, 'too-many')
      return
    }
    this.entries += 1
    try {
      await this.take(entry, await lstat(entry.path))
    } catch (error) {
      this.refuse(entry, reasonOf(error, entry.name))
    }
  }

  private isFull(): boolean {
    return this.entries >= this.limits.entries || this.files.length >= this.limits.files
  }

  private async take(entry: WalkEntry, found: Stats): Promise<void> {
    const kind = this.includesJunk ? null : junkKindOf(entry.name)
    const isRegular = found.isFile() || found.isDirectory()
    if (found.isSymbolicLink()) this.refuse(entry, 'link')
    else if (kind !== null && isRegular) this.junk.push({ entry, kind, isFolder: found.isDirectory() })
    else if (found.isDirectory()) await this.enter(entry)
    else if (!found.isFile()) this.refuse(entry, 'not-a-file')
    else if (found.size > this.limits.fileBytes) this.refuse(entry, 'too-large')
    else await this.addFile(entry, found)
  }

  private async addFile({ path: file, name, folder }: WalkEntry, { size, mtimeMs }: Stats): Promise<void> {
    await access(file, constants.R_OK)
    this.files.push({ name, folder, source: { path: file, size, modifiedMs: Math.trunc(mtimeMs) } })
  }

  private async enter(entry: WalkEntry): Promise<void> {
    if (entry.depth === 0) this.folders += 1
    if (entry.depth > this.limits.depth) {
      this.refuse(entry, 'too-many')
      return
    }
    const inside = entry.folder === '' ? entry.name : `${entry.folder}/${entry.name}`
    for (const name of await this.namesIn(entry, inside)) {
      // Report the rest of the folder once, by the folder's name.
      if (this.isFull()) {
        this.refuse(entry, 'too-many')
        return
      }
      await this.visit({ path: path.join(entry.path, name), name, folder: inside, depth: entry.depth + 1 })
    }
  }

  /** Sorted names. Names that are not valid UTF-8 are refused, because they cannot be sent to a server. */
  private async namesIn(entry: WalkEntry, inside: string): Promise<readonly string[]> {
    const names: string[] = []
    const remaining = this.limits.entries - this.entries + 1
    for await (const { name: bytes } of await openBytes(entry.path)) {
      const name = decode(bytes)
      if (name === null)
        this.refuse({ ...entry, name: bytes.toString('utf8'), folder: inside }, 'unsafe-name')
      else names.push(name)
      if (names.length > remaining) break
    }
    return names.sort()
  }

  private refuse({ name, folder }: WalkEntry, reason: GrantRefusal): void {
    this.refused.push({ name, folder, reason })
  }
}

/** With a trailing separator, `lstat` would follow a link. */
function trimTrailingSeparator(given: string): string {
  const cut = trimEndOf(given, /[/\\]/)
  return cut === '' || /^[A-Za-z]:$/.test(cut) ? given : cut
}

/** Lists names as bytes, because decoding invalid UTF-8 would yield the name of a different file, or of none. */
async function openBytes(folder: string): Promise<AsyncIterable<{ readonly name: Buffer }>> {
  // The types only describe text; with this encoding names are buffers.
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
  // The browser replaced invalid bytes with U+FFFD, so the path does not exist.
  return name.includes('\ufffd') ? 'unsafe-name' : 'vanished'
}
