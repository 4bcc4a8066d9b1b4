import { z } from 'zod'
import type { App } from '../../../core/app'
import { idSchema } from '../../../shared/ipc/schemas'
import { fail, succeed } from '../../../shared/result'
import { confirmPurge } from '../../native-questions'
import type { Handlers } from '../router'

type AccountCalls = 'readAccountData' | 'forgetSaved'

/** Calls that remove what this computer keeps of an account. */
export function accountHandlers(app: App): Pick<Handlers, AccountCalls> {
  const { connections, removal } = app
  return {
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
      // Main asks about copies; Cancel changes nothing.
      run: (request) => app.forgetConnection(request, confirmPurge),
    },
  }
}
