import { app } from 'electron'
import { z } from 'zod'
import type { AccountRemoval } from '../../../core/accounts/account-removal'
import { demoAccount } from '../../../core/connections/connection-facts'
import { idSchema } from '../../../shared/ipc/schemas'
import { lazy } from '../../../shared/lazy'
import { fail, succeed } from '../../../shared/result'
import { createAccountRemoval } from '../../account-data'
import { forgetConnection } from '../../forget-connection'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type AccountCalls = 'readAccountData' | 'forgetSaved' | 'resetDemo'

/** Calls that remove what this computer keeps of an account. */
export function accountHandlers(services: Services): Pick<Handlers, AccountCalls> {
  const { connections, deletions, binService, transferService } = services
  const removal = lazy(() => accountRemovalOf(services))
  return {
    readAccountData: {
      input: z.strictObject({ id: idSchema }),
      run: async ({ id }) => {
        const account = await connections.accountOfSaved(id)
        if (account === null) return fail({ kind: 'request-invalid', retry: 'no' })
        return succeed(await removal().measure(account))
      },
    },
    forgetSaved: {
      input: z.strictObject({
        id: idSchema,
        removeData: z.boolean().exactOptional(),
        removeCopies: z.boolean().exactOptional(),
      }),
      run: (request) => forgetConnection(services, removal(), request),
    },
    resetDemo: {
      input: z.undefined(),
      run: async () => {
        if (deletions.isRunningOn(demoAccount) || binService.restores.isRunningOn(demoAccount))
          return fail({ kind: 'deletion-running', retry: 'later' })
        if (transferService.transfers.isRunningOn(demoAccount))
          return fail({ kind: 'transfers-running', retry: 'later' })
        const reset = await connections.resetDemo()
        if (reset.ok) await removal().removeParts(demoAccount, ['listings', 'previews', 'staging'])
        return reset
      },
    },
  }
}

function accountRemovalOf(services: Services): AccountRemoval {
  const { binService, transferService, placeService, previews, protection } = services
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
    userData: app.getPath('userData'),
  })
}
