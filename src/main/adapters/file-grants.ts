import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { BoundedMap } from '../../core/lib/bounded-map'
import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile, RefusedFile } from '../../shared/transfers'
import { FileWalker, type FoundFile, type FoundJunk, type WalkLimits, type WalkResult } from './file-walker'

export interface FileGrantsPorts {
  readonly random: Pick<RandomSource, 'id'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Maximum bytes of one file; read each time because it is a setting. */
  readonly maxFileBytes: () => number
  /** Whether a page may not name this path, which has no links in it (`private-paths.ts`). */
  readonly isPrivate: (file: string) => boolean
  readonly limits?: Partial<Omit<WalkLimits, 'fileBytes'>>
}

/** A granted file with its path, which only main knows. */
export interface GrantedLocalFile extends GrantedFile {
  readonly source: LocalFile
}

interface GrantOptions {
  readonly includesJunk?: boolean
  /** Files that could not even be read. */
  readonly refused?: readonly RefusedFile[]
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
  private readonly grants = new BoundedMap<string, StoredGrant>(maxGrants)

  constructor(private readonly ports: FileGrantsPorts) {}

  /** Grants the files at paths that main chose or the user in its dialogs, including those in folders, without junk. Never rejects. */
  async grant(paths: readonly string[], options: GrantOptions = {}): Promise<Grant> {
    const { includesJunk = false, refused: refusedBefore = [] } = options
    const { random, clock } = this.ports
    const walked = await this.createWalker(0, includesJunk).walk(paths)
    const { files, junk, folders } = walked
    const refused = [...refusedBefore, ...walked.refused]
    const grantId = random.id()
    const stored: StoredGrant = {
      files: this.toGranted(files),
      junk: junk.map((found) => ({ id: random.id(), ...found })),
      refused,
      folders,
      grantedAt: clock.elapsed(),
    }
    this.grants.set(grantId, stored)
    return toGrant(grantId, stored)
  }

  /**
   * Divides paths that the window named: `refused` are those in folders of the system and in hidden ones, also behind links.
   * Never rejects.
   */
  async checkNamed(
    paths: readonly string[],
  ): Promise<{ readonly allowed: readonly string[]; readonly refused: readonly RefusedFile[] }> {
    const resolved = await mapSome(paths, async (given) => ({ given, file: await resolveFolder(given) }))
    const isRefused = ({ given, file }: (typeof resolved)[number]): boolean =>
      this.ports.isPrivate(given) || this.ports.isPrivate(file)
    return {
      allowed: resolved.filter((entry) => !isRefused(entry)).map(({ given }) => given),
      refused: resolved.filter(isRefused).map(({ given }) => refusedPath(given)),
    }
  }

  /** Adds the files at these paths to a grant, at the end. Null if the grant is unknown. Never rejects. */
  async add(grantId: string, paths: readonly string[]): Promise<Grant | null> {
    const before = this.findStored(grantId)
    if (before === null) return null
    const given = new Set(before.files.map(({ source }) => source.path))
    const found = await this.createWalker(before.files.length, false).walk(paths)
    // A folder that is given twice is uploaded once.
    const files = found.files.filter(({ source }) => !given.has(source.path))
    return this.extend(grantId, { ...found, files })
  }

  /** Adds a file or folder that was left out as junk. Null if the grant or the entry is unknown. Never rejects. */
  async includeJunk(grantId: string, entryId: string): Promise<Grant | null> {
    const before = this.findStored(grantId)
    const found = before?.junk.find(({ id }) => id === entryId)
    if (before === null || found === undefined) return null
    const walked = await this.createWalker(before.files.length, true).walkEntry(found.entry)
    return this.extend(grantId, { ...walked, folders: 0 }, entryId)
  }

  /** `entryId`: the entry of the junk that was found; null if it was included in the meantime. */
  private extend(grantId: string, found: WalkResult, entryId: string | null = null): Grant | null {
    const { random } = this.ports
    const latest = this.findStored(grantId)
    if (latest === null) return null
    if (entryId !== null && !latest.junk.some(({ id }) => id === entryId)) return null
    const known = new Set(latest.junk.map(({ entry }) => entry.path))
    const junk = found.junk.filter(({ entry }) => !known.has(entry.path))
    const stored: StoredGrant = {
      ...latest,
      files: [...latest.files, ...this.toGranted(found.files)],
      junk: [
        ...latest.junk.filter(({ id }) => id !== entryId),
        ...junk.map((entry) => ({ id: random.id(), ...entry })),
      ],
      refused: [...latest.refused, ...found.refused],
      folders: latest.folders + found.folders,
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

/** Paths that are resolved at the same time. */
const resolvedAtOnce = 64

async function mapSome<Result>(
  texts: readonly string[],
  map: (text: string) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let start = 0; start < texts.length; start += resolvedAtOnce)
    results.push(...(await Promise.all(texts.slice(start, start + resolvedAtOnce).map(map))))
  return results
}

/** The path with its folder resolved, so that no link on the way hides where it leads. The walk refuses a link at the end. */
async function resolveFolder(given: string): Promise<string> {
  const folder = path.dirname(given)
  return path.join(await realpath(folder).catch(() => folder), path.basename(given))
}

function refusedPath(given: string): RefusedFile {
  return { name: path.basename(given), folder: '', reason: 'system-folder' }
}
