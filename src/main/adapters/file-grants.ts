import type { Clock, RandomSource } from '../../core/ports'
import type { LocalFile } from '../../core/transfers/ports'
import type { Grant, GrantedFile } from '../../shared/transfers'
import { GivenWalk, type WalkLimits } from './walk-given'

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

interface Kept {
  readonly files: readonly GivenFile[]
  readonly at: number
}

const defaultLimits = { files: 10_000, depth: 64, looks: 100_000 }
/** Grants that are kept at once; a newer one ends the oldest. */
const mostGrants = 16
/** Milliseconds. */
const lifeMs = 30 * 60_000
/** Refusals that the window is told one by one. */
const mostRefusalsTold = 200

/**
 * What the window may speak of: files that the user gave, by ids that nobody can guess. The window learns no path, and none
 * that it makes up is read (docs/threat-model.md#file-grants).
 */
export class FileGrants {
  private readonly kept = new Map<string, Kept>()

  constructor(private readonly ports: FileGrantsPorts) {}

  /** Looks at everything that was given, as it is now. Never rejects. */
  async grant(paths: readonly string[]): Promise<Grant> {
    const { random, clock, maxFileBytes, limits } = this.ports
    const walk = new GivenWalk({ ...defaultLimits, ...limits, fileBytes: maxFileBytes() })
    const { files, refused, folders } = await walk.walk(paths)
    const given = files.map(({ name, folder, source }) => {
      return { id: random.id(), name, folder, size: source.size, source }
    })
    const grantId = random.id()
    this.kept.set(grantId, { files: given, at: clock.elapsed() })
    for (const oldest of [...this.kept.keys()].slice(0, -mostGrants)) this.kept.delete(oldest)
    return {
      grantId,
      files: given.map(({ source: _, ...told }) => told),
      refused: refused.slice(0, mostRefusalsTold),
      refusedCount: refused.length,
      folders,
    }
  }

  /** The files of a grant, or null for one that is over, or that nobody gave. */
  find(grantId: string): readonly GivenFile[] | null {
    const grant = this.kept.get(grantId)
    if (grant === undefined) return null
    if (this.ports.clock.elapsed() - grant.at <= lifeMs) return grant.files
    this.kept.delete(grantId)
    return null
  }

  discard(grantId: string): void {
    this.kept.delete(grantId)
  }
}
