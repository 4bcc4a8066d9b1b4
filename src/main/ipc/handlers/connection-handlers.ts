import { z } from 'zod'
import { demoAccount } from '../../../core/connections/connection-facts'
import type { Connections } from '../../../core/connections/connections'
import { accountKeyOf } from '../../../core/connections/open-connection'
import { connectionColors } from '../../../shared/connection'
import { idSchema } from '../../../shared/ipc/schemas'
import { fail, succeed } from '../../../shared/result'
import type { AccountRemoval } from '../../../core/accounts/account-removal'
import { createAccountRemoval } from '../../account-data'
import { forgetConnection } from '../../forget-connection'
import { confirmWritable } from '../../native-questions'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type ConnectionCalls =
  | 'readStatus'
  | 'connect'
  | 'openSaved'
  | 'readAccountData'
  | 'forgetSaved'
  | 'openDemo'
  | 'resetDemo'
  | 'signOut'
  | 'setReadOnly'
  | 'editConnection'

const nonEmptyText = z.string().min(1).max(2_000)
const nothing = z.undefined()

export function connectionHandlers(services: Services): Pick<Handlers, ConnectionCalls> {
  const { connections, deletions, binService, transferService } = services
  const removal = accountRemovalOf(services)
  const deletionRunning = fail({ kind: 'deletion-running', retry: 'later' })
  return {
    readStatus: { input: nothing, run: async () => succeed(await services.readStatus()) },
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
    readAccountData: {
      input: z.strictObject({ id: idSchema }),
      run: async ({ id }) => {
        const account = await connections.accountOfSaved(id)
        if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
        return succeed(await removal.measure(account))
      },
    },
    forgetSaved: {
      input: z.strictObject({
        id: idSchema,
        removeData: z.boolean().exactOptional(),
        removeCopies: z.boolean().exactOptional(),
      }),
      run: (request) => forgetConnection(services, removal, request),
    },
    // Allowed during a deletion: turning it on is urgent then, and turning it off resumes nothing that it stopped.
    // Main asks before it is turned off; Cancel changes nothing.
    setReadOnly: {
      input: z.strictObject({ id: idSchema, readOnly: z.boolean() }),
      run: async ({ id, readOnly }) => {
        if (!readOnly && !(await mayAllowChanges(connections, id))) return succeed(undefined)
        return connections.setReadOnly(id, readOnly)
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
    resetDemo: {
      input: nothing,
      run: async () => {
        if (deletions.isRunningOn(demoAccount) || binService.restores.isRunningOn(demoAccount))
          return deletionRunning
        if (transferService.transfers.isRunningOn(demoAccount))
          return fail({ kind: 'transfers-running', retry: 'later' })
        const reset = await connections.resetDemo()
        if (reset.ok) {
          await removal.removeParts(demoAccount, ['listings', 'previews', 'staging'])
        }
        return reset
      },
    },
    signOut: {
      input: nothing,
      run: async () => {
        const open = connections.current()
        if (open !== null && deletions.isRunningOn(accountKeyOf(open))) return deletionRunning
        await services.signOut()
        return succeed(undefined)
      },
    },
  }
}

function accountRemovalOf(services: Services): AccountRemoval {
  const { binService, transferService, placeService, previews, protection, files } = services
  const { bin, restores } = binService
  const { transfers, localFiles } = transferService
  const { connections, deletions } = services
  return createAccountRemoval({
    connections,
    deletions,
    restores,
    bin,
    purge: (copyIds) => binService.purge(copyIds),
    transfers,
    pasted: localFiles.pasted,
    staging: localFiles.staging,
    cache: previews.cache,
    encodingChoices: previews.encodingChoices,
    listings: placeService.listings,
    places: placeService.saved,
    locks: protection.locks,
    listFiles: () => files.list(),
  })
}

/** Asks the user. An unknown connection needs no question, because the call fails. */
async function mayAllowChanges(connections: Connections, id: string): Promise<boolean> {
  const shown = await connections.findShown(id)
  return shown === null || confirmWritable(shown)
}
