import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile } from '../../shared/transfers'
import { FileWalker, type WalkLimits } from './file-walker'

export interface FileGrantsPorts {
  readonly random: Pick<RandomSource, 'id'>
  readonly clock: Pick<Clock, 'elapsed'>
  /** Bytes of the largest file, by the settings; asked each time. */
  readonly maxFileBytes: () => number
  readonly limits?: Partial<Omit<WalkLimits, 'fileBytes'>>
}

/** A file that was granted, with what only main knows of it. */
export interface GivenFile extends GrantedFile {
  readonly source: LocalFile
}

interface StoredGrant {
  readonly files: readonly GivenFile[]
  readonly at: number
}

const defaultLimits = { files: 10_000, depth: 64, entries: 100_000 }
/** Grants that are kept at once; a newer one ends the oldest. */
const mostGrants = 16
/** Milliseconds. */
const lifeMs = 30 * 60_000
/** Refusals that the window is told one by one. */
const maxReportedRefusals = 200

/**
 * What the window may speak of: files that the user gave, by ids that nobody can guess. The window learns no path, and none
 * that it makes up is read (docs/threat-model.md#file-grants).
 */
export class FileGrants {
  private readonly grants = new Map<string, StoredGrant>()

  constructor(private readonly ports: FileGrantsPorts) {}

  /** Looks at everything that was given, as it is now. Never rejects. */
  async grant(paths: readonly string[]): Promise<Grant> {
    const { random, clock, maxFileBytes, limits } = this.ports
    const walk = new FileWalker({ ...defaultLimits, ...limits, fileBytes: maxFileBytes() })
    const { files, refused, folders } = await walk.walk(paths)
    const given = files.map(({ name, folder, source }) => {
      return { id: random.id(), name, folder, size: source.size, source }
    })
    const grantId = random.id()
    this.grants.set(grantId, { files: given, at: clock.elapsed() })
    for (const oldest of [...this.grants.keys()].slice(0, -mostGrants)) this.grants.delete(oldest)
    return {
      grantId,
      files: given.map(({ source: _, ...told }) => told),
      refused: refused.slice(0, maxReportedRefusals),
      refusedCount: refused.length,
      folders,
    }
  }

  /** The files of a grant, or null for one that is over, or that nobody gave. */
  find(grantId: string): readonly GivenFile[] | null {
    const grant = this.grants.get(grantId)
    if (grant === undefined) return null
    if (this.ports.clock.elapsed() - grant.at <= lifeMs) return grant.files
    this.grants.delete(grantId)
    return null
  }

  discard(grantId: string): void {
    this.grants.delete(grantId)
  }
}
