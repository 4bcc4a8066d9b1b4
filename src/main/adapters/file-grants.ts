import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile } from '../../shared/transfers'
import { FileWalker, type WalkLimits } from './file-walker'

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

  /** Grants the files at these paths, including those in folders. Never rejects. */
  async grant(paths: readonly string[]): Promise<Grant> {
    const { random, clock, maxFileBytes, limits } = this.ports
    const walk = new FileWalker({ ...defaultLimits, ...limits, fileBytes: maxFileBytes() })
    const { files, refused, folders } = await walk.walk(paths)
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
