import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile, RefusedFile } from '../../shared/transfers'
import { FileWalker, type FoundFile, type FoundJunk, type WalkLimits } from './file-walker'

export interface FileGrantsPorts {
  readonly random: Pick<RandomSource, 'id'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Maximum bytes of one file; read each time because it is a setting. */
  readonly maxFileBytes: () => number
  readonly limits?: Partial<Omit<WalkLimits, 'fileBytes'>>
}

/** A granted file with its path, which only main knows. */
export interface GrantedLocalFile extends GrantedFile {
  readonly source: LocalFile
}

interface StoredGrant {
  readonly files: readonly GrantedLocalFile[]
  readonly junk: readonly (FoundJunk & { readonly id: string })[]
  readonly refused: readonly RefusedFile[]
  readonly folders: number
  readonly grantedAt: number
}

const defaultLimits = { files: 10_000, depth: 64, entries: 100_000 }
/** Maximum number of grants; a new one replaces the oldest. */
const maxGrants = 16
const lifetimeMs = 30 * 60_000
/** Maximum number of entries that are left out and listed by name. */
const maxReported = 200

/**
 * Files that the user has given to the app, by random ids. The window never learns their paths, and paths that it makes up
 * are never read (docs/threat-model.md#file-grants).
 */
export class FileGrants {
  private readonly grants = new Map<string, StoredGrant>()

  constructor(private readonly ports: FileGrantsPorts) {}

  /** Grants the files at these paths, including those in folders, without junk. Never rejects. */
  async grant(paths: readonly string[], { includesJunk = false } = {}): Promise<Grant> {
    const { random, clock } = this.ports
    const { files, junk, refused, folders } = await this.createWalker(0, includesJunk).walk(paths)
    const grantId = random.id()
    const stored: StoredGrant = {
      files: this.toGranted(files),
      junk: junk.map((found) => ({ id: random.id(), ...found })),
      refused,
      folders,
      grantedAt: clock.elapsed(),
    }
    this.grants.set(grantId, stored)
    for (const oldest of [...this.grants.keys()].slice(0, -maxGrants)) this.grants.delete(oldest)
    return toGrant(grantId, stored)
  }

  /** Adds a file or folder that was left out as junk. Null if the grant or the entry is unknown. Never rejects. */
  async includeJunk(grantId: string, entryId: string): Promise<Grant | null> {
    const found = this.findStored(grantId)?.junk.find(({ id }) => id === entryId)
    if (found === undefined) return null
    const count = this.findStored(grantId)?.files.length ?? 0
    const { files, refused } = await this.createWalker(count, true).walkEntry(found.entry)
    const latest = this.findStored(grantId)
    // It was discarded, or the same entry was included twice.
    if (latest?.junk.some(({ id }) => id === entryId) !== true) return null
    const stored: StoredGrant = {
      ...latest,
      files: [...latest.files, ...this.toGranted(files)],
      junk: latest.junk.filter(({ id }) => id !== entryId),
      refused: [...latest.refused, ...refused],
    }
    this.grants.set(grantId, stored)
    return toGrant(grantId, stored)
  }

  private createWalker(filesBefore: number, includesJunk: boolean): FileWalker {
    const limits = { ...defaultLimits, ...this.ports.limits }
    const files = Math.max(0, limits.files - filesBefore)
    return new FileWalker({ ...limits, files, fileBytes: this.ports.maxFileBytes() }, includesJunk)
  }

  private toGranted(files: readonly FoundFile[]): readonly GrantedLocalFile[] {
    return files.map(({ name, folder, source }) => {
      return { id: this.ports.random.id(), name, folder, size: source.size, source }
    })
  }

  private findStored(grantId: string): StoredGrant | null {
    const grant = this.grants.get(grantId)
    if (grant === undefined) return null
    if (this.ports.clock.elapsed() - grant.grantedAt <= lifetimeMs) return grant
    this.grants.delete(grantId)
    return null
  }

  /** The files of a grant, or null if it is unknown, discarded or expired. */
  find(grantId: string): readonly GrantedLocalFile[] | null {
    return this.findStored(grantId)?.files ?? null
  }

  discard(grantId: string): void {
    this.grants.delete(grantId)
  }
}

/** What the window may know. */
function toGrant(grantId: string, { files, junk, refused, folders }: StoredGrant): Grant {
  return {
    grantId,
    files: files.map(({ source: _, ...visible }) => visible),
    refused: refused.slice(0, maxReported),
    refusedCount: refused.length,
    junk: junk.slice(0, maxReported).map(({ id, entry: { name, folder }, kind, isFolder }) => {
      return { id, name, folder, kind, isFolder }
    }),
    junkCount: junk.length,
    folders,
  }
}
