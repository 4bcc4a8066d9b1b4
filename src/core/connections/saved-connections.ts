import { z } from 'zod'
import { connectionColors, type SavedConnection } from '../../shared/connection'
import type { FilesPort, RandomSource } from '../ports'
import { createJsonDocument } from '../storage/json-document'

/** What is kept of a connection: never its key. */
export type StoredConnection = Omit<SavedConnection, 'key'>

export interface SavedConnections {
  readonly list: () => Promise<readonly StoredConnection[]>
  /** The entry of this server and account, new or as it was. */
  readonly remember: (serverUrl: string, accountId: string) => Promise<StoredConnection>
  readonly forget: (id: string) => Promise<void>
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
  return {
    list: async () => (await document.read()).connections,
    async remember(serverUrl, accountId) {
      const { connections } = await document.read()
      const known = connections.find(
        (entry) => entry.serverUrl === serverUrl && entry.accountId === accountId,
      )
      if (known !== undefined) return known
      const color = connectionColors[connections.length % connectionColors.length] ?? 'blue'
      const added = { id: ports.random.id(), name: accountId, color, serverUrl, accountId }
      await document.write({ v: 1, connections: [...connections, added] })
      return added
    },
    async forget(id) {
      const { connections } = await document.read()
      await document.write({ v: 1, connections: connections.filter((entry) => entry.id !== id) })
    },
  }
}
