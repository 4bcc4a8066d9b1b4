import { z } from 'zod'
import { idSchema, identitySchema } from '../../../shared/ipc/schemas'
import { lockReaches } from '../../../shared/protection'
import { fail, succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type ProtectionCalls =
  'readProtections' | 'reloadProtections' | 'restartProtections' | 'protect' | 'unprotect' | 'findLocks'

const assets = z.array(identitySchema).min(1).max(200_000)

/** Locks always belong to the open connection: a window names files, never a server or an account. */
export function protectionHandlers({ protection }: Services): Pick<Handlers, ProtectionCalls> {
  const { locks } = protection
  const nothing = z.undefined()
  return {
    readProtections: { input: nothing, run: () => succeed(protection.snapshot()) },
    reloadProtections: {
      input: nothing,
      run: async () => {
        if (!locks.isReadable()) await locks.loadLocks()
        return succeed(protection.snapshot())
      },
    },
    restartProtections: { input: nothing, run: () => locks.resetLocks() },
    protect: {
      input: z.strictObject({ assets, reach: z.enum(lockReaches) }),
      run: (request) => {
        const open = protection.connection()
        if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
        return locks.protect(open, request.assets, request.reach)
      },
    },
    unprotect: {
      input: z.strictObject({ lockIds: z.array(idSchema).min(1).max(200_000) }),
      run: ({ lockIds }) => locks.unprotect(lockIds),
    },
    findLocks: {
      input: z.strictObject({ assets }),
      run: (request) => {
        const open = protection.connection()
        if (open === null) return fail({ kind: 'not-connected', retry: 'no' })
        return succeed(request.assets.map((asset) => locks.findLocks(open, [asset]).map(({ id }) => id)))
      },
    },
  }
}
