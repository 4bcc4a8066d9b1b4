import { z } from 'zod'
import { connectionColors, type SavedConnection } from '../../shared/connection'
import { SerialQueue } from '../lib/serial-queue'
import type { FilesPort, RandomSource } from '../ports'
import { createJsonDocument } from '../storage/json-document'

/** A saved connection as stored in the file, without its key. */
export type StoredConnection = Omit<SavedConnection, 'key'>

type ConnectionDetails = Pick<StoredConnection, 'serverUrl' | 'accountId' | 'readOnly'>

export interface SavedConnections {
  readonly listConnections: () => Promise<readonly StoredConnection[]>
  /** Adds the connection, or returns the existing one of this account; it is read-only if it was or if `details` says so. */
  readonly saveConnection: (details: ConnectionDetails) => Promise<StoredConnection>
  /** Changes an entry. At most one opens at start, so setting it for one entry clears it for the others. */
  readonly updateConnection: (
    id: string,
    change: Partial<Pick<StoredConnection, 'name' | 'color' | 'readOnly' | 'opensAtStart'>>,
  ) => Promise<void>
  readonly forgetConnection: (id: string) => Promise<void>
}

const schema = z.object({
  v: z.literal(1),
  connections: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      color: z.enum(connectionColors),
      serverUrl: z.string(),
      accountId: z.string(),
      // Files of the first releases lack these.
      readOnly: z.boolean().default(false),
      opensAtStart: z.boolean().default(false),
    }),
  ),
})

/** The connections that the user chose to remember, in one file. */
export function createSavedConnections(ports: {
  readonly files: FilesPort
  readonly random: RandomSource
}): SavedConnections {
  const document = createJsonDocument({
    files: ports.files,
    fileName: 'connections.json',
    schema,
    empty: { v: 1, connections: [] },
  })
  const queue = new SerialQueue()
  /** Runs changes one after another, so that concurrent ones do not overwrite each other. */
  function change<Value>(work: (connections: readonly StoredConnection[]) => Promise<Value>): Promise<Value> {
    return queue.run(async () => work((await document.read()).connections))
  }
  const write = (connections: readonly StoredConnection[]): Promise<void> =>
    document.write({ v: 1, connections: [...connections] })
  return {
    listConnections: async () => (await document.read()).connections,
    saveConnection: ({ serverUrl, accountId, readOnly }) =>
      change(async (connections) => {
        const known = connections.find(
          (entry) => entry.serverUrl === serverUrl && entry.accountId === accountId,
        )
        if (known?.readOnly === true || (known !== undefined && !readOnly)) return known
        const color = connectionColors[connections.length % connectionColors.length] ?? 'blue'
        const details = { name: accountId, color, serverUrl, accountId, readOnly, opensAtStart: false }
        const added = { id: ports.random.id(), ...details }
        const saved = known === undefined ? added : { ...known, readOnly }
        const updated = connections.map((entry) => (entry === known ? saved : entry))
        await write(known === undefined ? [...updated, saved] : updated)
        return saved
      }),
    updateConnection: (id, facts) =>
      change((connections) =>
        write(
          connections.map((entry) => {
            if (entry.id === id) return { ...entry, ...facts }
            return facts.opensAtStart === true ? { ...entry, opensAtStart: false } : entry
          }),
        ),
      ),
    forgetConnection: (id) => change((connections) => write(connections.filter((entry) => entry.id !== id))),
  }
}
