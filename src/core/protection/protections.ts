import type { AssetIdentity } from '../../shared/asset'
import type { AppFailure } from '../../shared/failure'
import type { Lock, LockReach } from '../../shared/protection'
import { fail, succeed, type Result } from '../../shared/result'
import { accountKey, type OpenConnection } from '../connections/open-connection'
import type { DeletionGuard } from '../deletion/ports'
import type { Clock, FilesPort, RandomSource } from '../ports'
import type { JsonDocument } from '../storage/json-document'
import { coverageKey, LockIndex, type LockOwner } from './lock-index'
import { createLocksDocument, locksFileName, type StoredLocks } from './stored-locks'
import { foldPath } from '../assets/wide-path'
import { SerialQueue } from '../lib/serial-queue'

export interface ProtectionsPorts {
  readonly files: FilesPort
  readonly clock: Clock
  readonly random: RandomSource
  readonly onChange: () => void
}

/** The part of a connection that identifies the account of a lock. */
export type LockAccount = Pick<OpenConnection, 'serverKey'> & {
  readonly connection: Pick<OpenConnection['connection'], 'accountId'>
}

/** With more the file would be slow to write. Locks on folders or segments need few. */
const maxLocks = 10_000

const unreadable: AppFailure = { kind: 'locks-unreadable', retry: 'no' }

/**
 * The locks of this computer. Until they are read, and if they cannot be read, every file counts as protected: an unreadable
 * lock must not be ignored.
 */
export class Protections implements Pick<DeletionGuard, 'protects'> {
  private readonly document: JsonDocument<StoredLocks>
  private loaded: { readonly locks: readonly Lock[]; readonly index: LockIndex } | null = null
  /** Runs changes one at a time, so that concurrent ones do not overwrite each other. */
  private readonly queue = new SerialQueue()

  constructor(private readonly ports: ProtectionsPorts) {
    this.document = createLocksDocument(ports.files)
  }

  /** Reads the file, at the start and when the user retries. Never rejects; see `isReadable`. */
  async loadLocks(): Promise<void> {
    await this.queue.run(async () => {
      const stored = await this.document.read().catch(() => null)
      this.setLocks(stored?.locks ?? null)
    })
  }

  isReadable(): boolean {
    return this.loaded !== null
  }

  /** The locks in the order of their creation, or none if they cannot be read. */
  listLocks(): readonly Lock[] {
    return this.loaded?.locks ?? []
  }

  /** The number of locks of an account, or null if they cannot be read. */
  countLocks(account: string): number | null {
    return this.isReadable() ? this.listLocks().filter((lock) => accountKey(lock) === account).length : null
  }

  protects(open: LockAccount, asset: AssetIdentity): boolean {
    return this.loaded === null || this.loaded.index.findLocks(ownerOf(open), asset).length > 0
  }

  /** The locks that protect any of these files. */
  findLocks(open: LockAccount, assets: readonly AssetIdentity[]): readonly Lock[] {
    const { loaded } = this
    if (loaded === null) return []
    const owner = ownerOf(open)
    return [...new Set(assets.flatMap((asset) => loaded.index.findLocks(owner, asset)))]
  }

  /**
   * Locks these files, their folders or their segments. Effective immediately, before the locks are on disk. Failures:
   * `request-invalid` (a folder lock for a file without a folder), `locks-unreadable`, `locks-too-many`, `storage-failed`
   * (then nothing new is locked).
   */
  protect(open: LockAccount, assets: readonly AssetIdentity[], reach: LockReach): Promise<Result<undefined>> {
    if (reach === 'folder' && assets.some(({ relativePath }) => foldPath(relativePath).length === 0))
      return Promise.resolve(fail({ kind: 'request-invalid', retry: 'no' }))
    return this.queue.run(async () => {
      const { loaded } = this
      if (loaded === null) return fail(unreadable)
      const { clock, random } = this.ports
      const byCoverage = new Map(loaded.locks.map((lock) => [coverageKey(lock), lock]))
      for (const asset of assets) {
        const facts = { id: random.id(), lockedAt: clock.now(), ...ownerOf(open) }
        const lock = createLock(facts, asset, reach)
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

  /** Removes locks by id. Files covered by another lock stay protected. Failures: `locks-unreadable`, `storage-failed`. */
  unprotect(lockIds: readonly string[]): Promise<Result<undefined>> {
    const removedIds = new Set(lockIds)
    return this.queue.run(async () => {
      if (this.loaded === null) return fail(unreadable)
      const next = this.loaded.locks.filter(({ id }) => !removedIds.has(id))
      const written = await this.writeLocks(next)
      if (written.ok) this.setLocks(next)
      return written
    })
  }

  /** Keeps an unreadable file under another name, and starts with no locks. Failures: `storage-failed`. */
  resetLocks(): Promise<Result<undefined>> {
    return this.queue.run(async () => {
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
}

function ownerOf({ serverKey, connection }: LockAccount): LockOwner {
  return { serverKey, accountId: connection.accountId }
}

function createLock(
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
