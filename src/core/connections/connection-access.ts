import { fail, succeed, type Result } from '../../shared/result'
import type { OpenConnection } from './open-connection'

/** The open connection, as everything that works on it sees it. */
export interface ConnectionAccess {
  /** The open connection, or null. */
  readonly current: () => OpenConnection | null
  /** The open connection. Failure: `not-connected`. */
  readonly require: () => Result<OpenConnection>
  /** Keeps a connection signed in while `work` runs, even if the user opens another one. */
  readonly using: <Value>(open: OpenConnection, work: () => Promise<Value>) => Promise<Value>
  /** Leases a connection: it stays signed in until the returned function is called. For work that outlives its caller. */
  readonly acquire: (open: OpenConnection) => () => void
}

/** Completes the two functions that differ between the app and its tests. */
export function createConnectionAccess({
  current,
  acquire,
}: Pick<ConnectionAccess, 'current' | 'acquire'>): ConnectionAccess {
  return {
    current,
    acquire,
    require() {
      const open = current()
      return open === null ? fail({ kind: 'not-connected', retry: 'no' }) : succeed(open)
    },
    async using(open, work) {
      const release = acquire(open)
      try {
        return await work()
      } finally {
        release()
      }
    },
  }
}
