import { isSameOwner } from '../core/protection/lock-index'
import { Protections } from '../core/protection/protections'
import type { ConnectionAccess } from '../core/connections/connection-access'
import type { OpenConnection } from '../core/connections/open-connection'
import type { DeletionGuard } from '../core/deletion/ports'
import type { FilesPort } from '../core/ports'
import type { ProtectionSnapshot } from '../shared/protection'
import { systemClock, systemRandom } from './adapters/system-ports'
import { broadcast } from './ipc/broadcast'

/** Locks and read-only connections as a guard against deletions, with broadcasts to the windows. */
export class ProtectionService {
  readonly locks: Protections
  readonly guard: DeletionGuard = {
    isReadOnly: ({ connection }) => connection.readOnly,
    protects: (open, asset) => this.locks.protects(open, asset),
  }

  constructor(
    private readonly ports: {
      readonly files: FilesPort
      readonly connections: ConnectionAccess
    },
  ) {
    this.locks = new Protections({
      files: ports.files,
      clock: systemClock,
      random: systemRandom,
      onChange: () => {
        this.broadcastSnapshot()
      },
    })
  }

  connection(): OpenConnection | null {
    return this.ports.connections.current()
  }

  snapshot(): ProtectionSnapshot {
    const open = this.connection()
    const openOwner = open && { serverKey: open.serverKey, accountId: open.connection.accountId }
    const locks = this.locks.listLocks().map((lock) => ({
      ...lock,
      isFromOpenConnection: openOwner !== null && isSameOwner(lock, openOwner),
    }))
    return { isReadable: this.locks.isReadable(), locks: locks.reverse() }
  }

  broadcastSnapshot(): void {
    broadcast('watchProtections', this.snapshot())
  }
}
