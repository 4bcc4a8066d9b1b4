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
import { foldPath } from '../assets/wide-path'

export interface ProtectionsPorts {
  readonly files: FilesPort
  readonly clock: Clock
  readonly random: RandomSource
  readonly onChange: () => void
}

/** The place of a connection that a lock is about. */
export type LockAccount = Pick<OpenConnection, 'serverKey'> & {
  readonly connection: Pick<OpenConnection['connection'], 'accountId'>
}

/** Above it the file would be slow to write; folders and segments need few. */
const maxLocks = 10_000

const unreadable: AppFailure = { kind: 'locks-unreadable', retry: 'no' }

/**
 * The locks of this computer. Until they were read, and whenever they cannot be, every file counts as protected: a lock
 * that nobody can see must not be as good as none.
 */
export class Protections implements Pick<DeletionGuard, 'protects'> {
  private readonly document: JsonDocument<StoredLocks>
  private loaded: { readonly locks: readonly Lock[]; readonly index: LockIndex } | null = null
  private queue: Promise<unknown> = Promise.resolve()

  constructor(private readonly ports: ProtectionsPorts) {
    this.document = createLocksDocument(ports.files)
  }

  /** Reads the file, at the start and whenever the user asks to try again. Never rejects: see `isReadable`. */
  async loadLocks(): Promise<void> {
    await this.enqueue(async () => {
      const stored = await this.document.read().catch(() => null)
      this.setLocks(stored?.locks ?? null)
    })
  }

  isReadable(): boolean {
    return this.loaded !== null
  }

  /** In the order in which they were made; none where they cannot be read. */
  listLocks(): readonly Lock[] {
    return this.loaded?.locks ?? []
  }

  protects(open: LockAccount, asset: AssetIdentity): boolean {
    return this.loaded === null || this.loaded.index.findLocks(ownerOf(open), asset).length > 0
  }

  /** The locks that keep any of these files. */
  findLocks(open: LockAccount, assets: readonly AssetIdentity[]): readonly Lock[] {
    const { loaded } = this
    if (loaded === null) return []
    const owner = ownerOf(open)
    return [...new Set(assets.flatMap((asset) => loaded.index.findLocks(owner, asset)))]
  }

  /**
   * Locks these files, their folders or their segments. It holds at once, before it is on the disk. Failures:
   * `request-invalid` (a folder of a file that stands in none), `locks-unreadable`, `locks-too-many`, `storage-failed`
   * (nothing is locked then that was not before).
   */
  protect(open: LockAccount, assets: readonly AssetIdentity[], level: LockReach): Promise<Result<undefined>> {
    if (level === 'folder' && assets.some(({ relativePath }) => foldPath(relativePath).length === 0))
      return Promise.resolve(fail({ kind: 'request-invalid', retry: 'no' }))
    return this.enqueue(async () => {
      const { loaded } = this
      if (loaded === null) return fail(unreadable)
      const { clock, random } = this.ports
      const byCoverage = new Map(loaded.locks.map((lock) => [coverageKey(lock), lock]))
      for (const asset of assets) {
        const facts = { id: random.id(), lockedAt: clock.now(), ...ownerOf(open) }
        const lock = createLock(facts, asset, level)
        if (!byCoverage.has(coverageKey(lock))) byCoverage.set(coverageKey(lock), lock)
      }
      const next = [...byCoverage.values()]
      if (next.length > maxLocks) return fail({ kind: 'locks-too-many', retry: 'no' })
      this.setLocks(next)
      const written = await this.writeLocks(next)
      if (!written.ok) this.setLocks(loaded.locks)
      return written
    })
  }

  /** Removes locks by their ids; what another lock keeps stays kept. Failures: `locks-unreadable`, `storage-failed`. */
  unprotect(lockIds: readonly string[]): Promise<Result<undefined>> {
    const removedIds = new Set(lockIds)
    return this.enqueue(async () => {
      if (this.loaded === null) return fail(unreadable)
      const next = this.loaded.locks.filter(({ id }) => !removedIds.has(id))
      const written = await this.writeLocks(next)
      if (written.ok) this.setLocks(next)
      return written
    })
  }

  /** Puts an unreadable file aside, as it is, and begins with no locks. Failures: `storage-failed`. */
  resetLocks(): Promise<Result<undefined>> {
    return this.enqueue(async () => {
      if (this.loaded !== null) return succeed(undefined)
      const { files, clock } = this.ports
      try {
        const bytes = await files.read(locksFileName)
        if (bytes !== null) await files.write(`protections-aside-${clock.now()}.json`, bytes)
      } catch {
        return fail({ kind: 'storage-failed', retry: 'now' })
      }
      const written = await this.writeLocks([])
      if (written.ok) this.setLocks([])
      return written
    })
  }

  private setLocks(locks: readonly Lock[] | null): void {
    this.loaded = locks === null ? null : { locks, index: new LockIndex(locks) }
    this.ports.onChange()
  }

  private async writeLocks(locks: readonly Lock[]): Promise<Result<undefined>> {
    try {
      await this.document.write({ v: 1, locks })
      return succeed(undefined)
    } catch {
      return fail({ kind: 'storage-failed', retry: 'now' })
    }
  }

  /** Two changes at once must not undo each other. */
  private enqueue<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.queue.then(work)
    this.queue = result.catch(() => undefined)
    return result
  }
}

function ownerOf({ serverKey, connection }: LockAccount): LockOwner {
  return { serverKey, accountId: connection.accountId }
}

function createLock(
  facts: LockOwner & Pick<Lock, 'id' | 'lockedAt'>,
  { context, segmentId, locale, relativePath, name }: AssetIdentity,
  level: LockReach,
): Lock {
  const common = { ...facts, family: context.family, segmentId }
  switch (level) {
    case 'segment':
      return { ...common, reach: level }
    case 'folder':
      return { ...common, reach: level, relativePath }
    case 'file':
      return { ...common, reach: level, locale, relativePath, name }
  }
}
