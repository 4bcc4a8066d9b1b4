import { z } from 'zod'
import { idSchema } from '../../../shared/ipc/schemas'
import { fail, succeed, type Result } from '../../../shared/result'
import type { PurgeReport } from '../../../shared/recycle-bin'
import { logError } from '../../log'
import { confirmPurge } from '../../native-questions'
import { copyAddress } from '../../security/preview-protocol'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type BinCalls =
  | 'listBin'
  | 'readBin'
  | 'listKnownBytes'
  | 'restoreCopies'
  | 'planReplacement'
  | 'stopRestore'
  | 'dismissRestore'
  | 'saveCopies'
  | 'purgeCopies'
  | 'previewCopy'

const copyIdsSchema = z.strictObject({ copyIds: z.array(idSchema).min(1).max(200_000) })

export function binHandlers({ binService, replacements }: Services): Pick<Handlers, BinCalls> {
  const nothing = z.undefined()
  return {
    listBin: { input: nothing, run: () => orFailure(() => binService.list()) },
    readBin: { input: nothing, run: () => orFailure(() => binService.snapshot()) },
    listKnownBytes: { input: nothing, run: () => orFailure(() => binService.knownBytes()) },
    restoreCopies: { input: copyIdsSchema, run: ({ copyIds }) => binService.restores.startRestore(copyIds) },
    planReplacement: { input: copyIdsSchema, run: ({ copyIds }) => replacements.planReplacement(copyIds) },
    stopRestore: {
      input: nothing,
      run: () => {
        binService.restores.stopRestore()
        return succeed(undefined)
      },
    },
    dismissRestore: {
      input: nothing,
      run: () => {
        binService.restores.dismissRestore()
        return succeed(undefined)
      },
    },
    saveCopies: { input: copyIdsSchema, run: ({ copyIds }) => orFailure(() => binService.save(copyIds)) },
    previewCopy: {
      input: z.strictObject({ copyId: idSchema }),
      run: ({ copyId }) =>
        orFailure(async () => {
          const name = await binService.previews.registerPreview(copyId)
          return name === null ? null : copyAddress(name)
        }),
    },
    purgeCopies: {
      input: copyIdsSchema,
      run: ({ copyIds }) => orFailure(() => purgeIfConfirmed(binService, copyIds)),
    },
  }
}

/** Main asks, because copies that are gone cannot be restored. Cancel changes nothing. */
async function purgeIfConfirmed(
  binService: Services['binService'],
  copyIds: readonly string[],
): Promise<PurgeReport> {
  const chosen = new Set(copyIds)
  const copies = (await binService.list()).filter(({ id }) => chosen.has(id))
  const named = copies.map(({ identity: { name }, host, accountId }) => ({ name, host, accountId }))
  const isConfirmed = copies.length === 0 || (await confirmPurge(named))
  // Only what the question named is removed.
  return isConfirmed ? binService.purge(copies.map(({ id }) => id)) : { removed: 0, notRemoved: 0 }
}

/** Turns disk errors into `bin-unreadable`. Paths and system error codes only go to the log. */
async function orFailure<Value>(task: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return succeed(await task())
  } catch (error) {
    logError('recycle bin', error)
    return fail({ kind: 'bin-unreadable', retry: 'now' })
  }
}
