import type { AssetIdentity } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { Lock, LockReach } from '../../shared/protection'
import { fail, succeed, type Result } from '../../shared/result'
import type { OpenConnection } from '../connections/open-connection'
import type { DeletionGuard } from '../deletion/ports'
import type { Clock, FilesPort, RandomSource } from '../ports'
import type { JsonDocument } from '../storage/json-document'
import { coverageKey, LockIndex, type LockOwner } from './lock-index'
import { createLocksDocument, locksFileName, type StoredLocks } from './stored-locks'
import { widePath } from '../assets/wide-path'

export interface ProtectionsPorts {
  readonly files: FilesPort
  readonly clock: Clock
  readonly random: RandomSource
  readonly onChange: () => void
}

/** The place of a connection that a lock is about. */
export type LockPlace = Pick<OpenConnection, 'serverKey'> & {
  readonly connection: Pick<OpenConnection['connection'], 'accountId'>
}

/** Above it the file would be slow to write; folders and segments need few. */
const mostLocks = 10_000

const unreadable: AppFailure = { kind: 'locks-unreadable', retry: 'no' }

/**
 * The locks of this computer. Until they were read, and whenever they cannot be, every file counts as protected: a lock
 * that nobody can see must not be as good as none.
 */
export class Protections implements Pick<DeletionGuard, 'protects'> {
  private readonly document: JsonDocument<StoredLocks>
  private known: { readonly locks: readonly Lock[]; readonly index: LockIndex } | null = null
  private last: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: ProtectionsPorts) {
    this.document = createLocksDocument(ports.files)
  }

  /** Reads the file, at the start and whenever the user asks to try again. Never rejects: see `isReadable`. */
  async load(): Promise<void> {
    await this.oneAfterTheOther(async () => {
      const stored = await this.document.read().catch(() => null)
      this.use(stored?.locks ?? null)
    })
  }

  isReadable(): boolean {
    return this.known !== null
  }

  /** In the order in which they were made; none where they cannot be read. */
  list(): readonly Lock[] {
    return this.known?.locks ?? []
  }

  protects(open: LockPlace, asset: AssetIdentity): boolean {
    return this.known === null || this.known.index.locksOn(ownerOf(open), asset).length > 0
  }

  /** The locks that keep any of these files. */
  locksOn(open: LockPlace, assets: readonly AssetIdentity[]): readonly Lock[] {
    const { known } = this
    if (known === null) return []
    const owner = ownerOf(open)
    return [...new Set(assets.flatMap((asset) => known.index.locksOn(owner, asset)))]
  }

  /**
   * Locks these files, their folders or their segments. It holds at once, before it is on the disk. Failures:
   * `request-invalid` (a folder of a file that stands in none), `locks-unreadable`, `locks-too-many`, `storage-failed`
   * (nothing is locked then that was not before).
   */
  protect(open: LockPlace, assets: readonly AssetIdentity[], reach: LockReach): Promise<Result<undefined>> {
    if (reach === 'folder' && assets.some(({ relativePath }) => widePath(relativePath).length === 0))
      return Promise.resolve(fail({ kind: 'request-invalid', retry: 'no' }))
    return this.oneAfterTheOther(async () => {
      const { known } = this
      if (known === null) return fail(unreadable)
      const { clock, random } = this.ports
      const byCoverage = new Map(known.locks.map((lock) => [coverageKey(lock), lock]))
      for (const asset of assets) {
        const facts = { id: random.id(), lockedAt: clock.now(), ...ownerOf(open) }
        const lock = makeLock(facts, asset, reach)
        if (!byCoverage.has(coverageKey(lock))) byCoverage.set(coverageKey(lock), lock)
      }
      const next = [...byCoverage.values()]
      if (next.length > mostLocks) return fail({ kind: 'locks-too-many', retry: 'no' })
      this.use(next)
      const written = await this.write(next)
      if (!written.ok) this.use(known.locks)
      return written
    })
  }

  /** Removes locks by their ids; what another lock keeps stays kept. Failures: `locks-unreadable`, `storage-failed`. */
  unprotect(lockIds: readonly string[]): Promise<Result<undefined>> {
    const leaving = new Set(lockIds)
    return this.oneAfterTheOther(async () => {
      if (this.known === null) return fail(unreadable)
      const next = this.known.locks.filter(({ id }) => !leaving.has(id))
      const written = await this.write(next)
      if (written.ok) this.use(next)
      return written
    })
  }

  /** Puts an unreadable file aside, as it is, and begins with no locks. Failures: `storage-failed`. */
  startAnew(): Promise<Result<undefined>> {
    return this.oneAfterTheOther(async () => {
      if (this.known !== null) return succeed(undefined)
      const { files, clock } = this.ports
      try {
        const bytes = await files.read(locksFileName)
        if (bytes !== null) await files.write(`protections-aside-${clock.now()}.json`, bytes)
      } catch {
        return fail({ kind: 'storage-failed', retry: 'now' })
      }
      const written = await this.write([])
      if (written.ok) this.use([])
      return written
    })
  }

  private use(locks: readonly Lock[] | null): void {
    this.known = locks === null ? null : { locks, index: new LockIndex(locks) }
    this.ports.onChange()
  }

  private async write(locks: readonly Lock[]): Promise<Result<undefined>> {
    try {
      await this.document.write({ v: 1, locks })
      return succeed(undefined)
    } catch {
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  /** Two changes at once must not undo each other. */
  private oneAfterTheOther<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.last.then(work)
    this.last = done.catch(() => undefined)
    return done
  }
}

function ownerOf({ serverKey, connection }: LockPlace): LockOwner {
  return { serverKey, accountId: connection.accountId }
}

function makeLock(
  facts: LockOwner & Pick<Lock, 'id' | 'lockedAt'>,
  { context, segmentId, locale, relativePath, name }: AssetIdentity,
  reach: LockReach,
): Lock {
  const common = { ...facts, family: context.family, segmentId }
  switch (reach) {
    case 'segment':
      return { ...common, reach }
    case 'folder':
      return { ...common, reach, relativePath }
    case 'file':
      return { ...common, reach, locale, relativePath, name }
  }
}
