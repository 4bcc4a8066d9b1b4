import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile, RefusedFile } from '../../shared/transfers'
import { FileWalker, type WalkLimits } from './file-walker'

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

interface StoredGrant {
  readonly files: readonly GrantedLocalFile[]
  readonly grantedAt: number
}

const defaultLimits = { files: 10_000, depth: 64, entries: 100_000 }
/** Maximum number of grants; a new one replaces the oldest. */
const maxGrants = 16
const lifetimeMs = 30 * 60_000
/** Maximum number of refused files that are listed by name. */
const maxReportedRefusals = 200

/**
 * Files that the user has given to the app, by random ids. The window never learns their paths, and paths that it makes up
 * are never read (docs/threat-model.md#file-grants).
 */
export class FileGrants {
  private readonly grants = new Map<string, StoredGrant>()

  constructor(private readonly ports: FileGrantsPorts) {}

  /** Grants the files at paths that the user chose in a dialog of main, including those in folders. Never rejects. */
  grant(paths: readonly string[]): Promise<Grant> {
    return this.grantAll(paths, [])
  }

  /** Like `grant`, for paths that the window named: those in folders of the system and in hidden ones are refused. */
  async grantNamed(paths: readonly string[]): Promise<Grant> {
    const resolved = await mapSome(paths, async (given) => ({ given, file: await resolveFolder(given) }))
    const isRefused = ({ given, file }: (typeof resolved)[number]): boolean =>
      this.ports.isPrivate(given) || this.ports.isPrivate(file)
    return this.grantAll(
      resolved.filter((entry) => !isRefused(entry)).map(({ given }) => given),
      resolved.filter(isRefused).map(({ given }) => refusedPath(given)),
    )
  }

  private async grantAll(paths: readonly string[], alreadyRefused: readonly RefusedFile[]): Promise<Grant> {
    const { random, clock, maxFileBytes, limits } = this.ports
    const walk = new FileWalker({ ...defaultLimits, ...limits, fileBytes: maxFileBytes() })
    const { files, refused: refusedOnWalk, folders } = await walk.walk(paths)
    const refused = [...alreadyRefused, ...refusedOnWalk]
    const granted = files.map(({ name, folder, source }) => {
      return { id: random.id(), name, folder, size: source.size, source }
    })
    const grantId = random.id()
    this.grants.set(grantId, { files: granted, grantedAt: clock.elapsed() })
    for (const oldest of [...this.grants.keys()].slice(0, -maxGrants)) this.grants.delete(oldest)
    return {
      grantId,
      files: granted.map(({ source: _, ...visible }) => visible),
      refused: refused.slice(0, maxReportedRefusals),
      refusedCount: refused.length,
      folders,
    }
  }

  /** The files of a grant, or null if it is unknown, discarded or expired. */
  find(grantId: string): readonly GrantedLocalFile[] | null {
    const grant = this.grants.get(grantId)
    if (grant === undefined) return null
    if (this.ports.clock.elapsed() - grant.grantedAt <= lifetimeMs) return grant.files
    this.grants.delete(grantId)
    return null
  }

  discard(grantId: string): void {
    this.grants.delete(grantId)
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
