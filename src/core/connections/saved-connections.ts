import { z } from 'zod'
import { connectionColors, type SavedConnection } from '../../shared/connection'
import type { FilesPort, RandomSource } from '../ports'
import { createJsonDocument } from '../storage/json-document'

/** What is kept of a connection: never its key. */
export type StoredConnection = Omit<SavedConnection, 'key'>

type ConnectionDetails = Pick<StoredConnection, 'serverUrl' | 'accountId' | 'readOnly'>

export interface SavedConnections {
  readonly listConnections: () => Promise<readonly StoredConnection[]>
  /** The entry of this server and account, new or as it was; read-only if it was, or is wished so now. */
  readonly saveConnection: (wanted: ConnectionDetails) => Promise<StoredConnection>
  /** One at most opens at start: whichever did before no longer does. */
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

/** The connections that the user asked to remember, in one file. */
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
  let last: Promise<unknown> = Promise.resolve()
  /** One change after the other: two at once must not undo each other. */
  function change<Value>(work: (connections: readonly StoredConnection[]) => Promise<Value>): Promise<Value> {
    const done = last.then(async () => work((await document.read()).connections))
    last = done.catch(() => undefined)
    return done
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
        const facts = { name: accountId, color, serverUrl, accountId, readOnly, opensAtStart: false }
        const added = { id: ports.random.id(), ...facts }
        const entry = known === undefined ? added : { ...known, readOnly }
        const others = connections.map((one) => (one === known ? entry : one))
        await write(known === undefined ? [...others, entry] : others)
        return entry
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
