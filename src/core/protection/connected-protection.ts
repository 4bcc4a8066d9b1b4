import type { AssetIdentity } from '../../shared/asset'
import type { Lock, LockReach, ProtectionSnapshot } from '../../shared/protection'
import { succeed, type Result } from '../../shared/result'
import type { ConnectionAccess } from '../connections/connection-access'
import type { DeletionGuard } from '../deletion/ports'
import type { Subsystem } from '../lifecycle'
import { isSameOwner } from './lock-index'
import type { Protections } from './protections'

export interface ConnectedProtectionPorts {
  readonly locks: Protections
  readonly connections: ConnectionAccess
  readonly onChange: (snapshot: ProtectionSnapshot) => void
}

/**
 * Locks and read-only connections as a guard against deletions. Locks always belong to the open connection: a window names
 * files, never a server or an account.
 */
export class ConnectedProtection implements Subsystem {
  readonly name = 'protection'
  readonly guard: DeletionGuard = {
    isReadOnly: ({ connection }) => connection.readOnly,
    protects: (open, asset) => this.ports.locks.protects(open, asset),
  }

  constructor(private readonly ports: ConnectedProtectionPorts) {}

  load(): Promise<void> {
    return this.ports.locks.loadLocks()
  }

  /** Which locks belong to the open connection has changed. */
  onConnectionChanged(): void {
    this.changed()
  }

  changed(): void {
    this.ports.onChange(this.snapshot())
  }

  snapshot(): ProtectionSnapshot {
    const { locks: all, connections } = this.ports
    const open = connections.current()
    const openOwner = open && { serverKey: open.serverKey, accountId: open.connection.accountId }
    const locks = all.listLocks().map((lock) => ({
      ...lock,
      isFromOpenConnection: openOwner !== null && isSameOwner(lock, openOwner),
    }))
    return { isReadable: all.isReadable(), locks: locks.reverse() }
  }

  /** The number of locks of an account, or null if they cannot be read. */
  countLocks(account: string): number | null {
    return this.ports.locks.countLocks(account)
  }

  /** Reads the locks again if they could not be read. */
  async reload(): Promise<ProtectionSnapshot> {
    if (!this.ports.locks.isReadable()) await this.ports.locks.loadLocks()
    return this.snapshot()
  }

  /** Begins with no locks, because the file cannot be read. */
  reset(): Promise<Result<undefined>> {
    return this.ports.locks.resetLocks()
  }

  /** Failures: `not-connected`, and those of `Protections.protect`. */
  protect(assets: readonly AssetIdentity[], reach: LockReach): ReturnType<Protections['protect']> {
    const open = this.ports.connections.require()
    return open.ok ? this.ports.locks.protect(open.value, assets, reach) : Promise.resolve(open)
  }

  /**
   * Removes locks after `confirm` was asked about them, because nothing else keeps these files from being deleted. Cancel
   * changes nothing.
   */
  async unprotect(
    lockIds: readonly string[],
    confirm: (locks: readonly Lock[]) => Promise<boolean>,
  ): Promise<Result<undefined>> {
    const chosen = new Set(lockIds)
    const removed = this.ports.locks.listLocks().filter(({ id }) => chosen.has(id))
    if (removed.length > 0 && !(await confirm(removed))) return succeed(undefined)
    return this.ports.locks.unprotect(removed.map(({ id }) => id))
  }

  /** The locks of each file, by id. Failure: `not-connected`. */
  findLocks(assets: readonly AssetIdentity[]): Result<readonly (readonly string[])[]> {
    const { locks, connections } = this.ports
    const open = connections.require()
    if (!open.ok) return open
    return succeed(assets.map((asset) => locks.findLocks(open.value, [asset]).map(({ id }) => id)))
  }
}
