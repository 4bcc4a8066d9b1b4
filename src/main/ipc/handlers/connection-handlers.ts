import { z } from 'zod'
import type { Connections } from '../../../core/connections/connections'
import { connectionColors } from '../../../shared/connection'
import { idSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Composition } from '../../compose'
import { confirmWritable } from '../../native-questions'
import type { Handlers } from '../router'

type ConnectionCalls =
  | 'readStatus'
  | 'connect'
  | 'openSaved'
  | 'openDemo'
  | 'resetDemo'
  | 'signOut'
  | 'setReadOnly'
  | 'editConnection'

const nonEmptyText = z.string().min(1).max(2_000)
const nothing = z.undefined()

export function connectionHandlers({
  app,
  readStatus,
}: Pick<Composition, 'app' | 'readStatus'>): Pick<Handlers, ConnectionCalls> {
  const { connections } = app
  return {
    readStatus: { input: nothing, run: async () => succeed(await readStatus()) },
    connect: {
      input: z.strictObject({
        serverUrl: nonEmptyText,
        accountId: nonEmptyText,
        apiKey: nonEmptyText,
        remember: z.boolean(),
        readOnly: z.boolean(),
      }),
      run: (request) => connections.connect(request),
    },
    openSaved: {
      input: z.strictObject({
        id: idSchema,
        apiKey: nonEmptyText.exactOptional(),
        replaceStoredKey: z.boolean().exactOptional(),
      }),
      run: (request) => connections.openSaved(request),
    },
    // Allowed during a deletion: turning it on is urgent then, and turning it off resumes nothing that it stopped.
    // Main asks before it is turned off; Cancel changes nothing.
    setReadOnly: {
      input: z.strictObject({ id: idSchema, readOnly: z.boolean() }),
      run: async ({ id, readOnly }) => {
        if (!readOnly && !(await mayAllowChanges(connections, id))) return succeed(false)
        const change = await connections.setReadOnly(id, readOnly)
        return change.ok ? succeed(true) : change
      },
    },
    editConnection: {
      input: z.strictObject({
        id: idSchema,
        name: z.string().max(1_000),
        color: z.enum(connectionColors),
        opensAtStart: z.boolean().exactOptional(),
      }),
      run: (edit) => connections.editConnection(edit),
    },
    openDemo: { input: nothing, run: () => connections.openDemo() },
    resetDemo: { input: nothing, run: () => app.resetDemo() },
    signOut: { input: nothing, run: () => app.signOut() },
  }
}

/** Asks the user. An unknown connection needs no question, because the call fails. */
async function mayAllowChanges(connections: Connections, id: string): Promise<boolean> {
  const shown = await connections.findShown(id)
  return shown === null || confirmWritable(shown)
}
