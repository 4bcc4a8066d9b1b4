import { z } from 'zod'
import type { App } from '../../../core/app'
import { idSchema } from '../../../shared/ipc/schemas'
import { fail, succeed, type Result } from '../../../shared/result'
import { logError } from '../../log'
import { confirmPurge } from '../../native-questions'
import { copyAddress } from '../../security/preview-protocol'
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

export function binHandlers({ recycleBin, copyReplacements }: App): Pick<Handlers, BinCalls> {
  const { connected, restores, previews } = recycleBin
  const nothing = z.undefined()
  return {
    listBin: { input: nothing, run: () => orFailure(() => connected.listCopies()) },
    readBin: { input: nothing, run: () => orFailure(() => connected.snapshot()) },
    listKnownBytes: { input: nothing, run: () => orFailure(() => connected.knownBytes()) },
    restoreCopies: { input: copyIdsSchema, run: ({ copyIds }) => restores.startRestore(copyIds) },
    planReplacement: {
      input: copyIdsSchema,
      run: ({ copyIds }) => copyReplacements.planReplacement(copyIds),
    },
    stopRestore: {
      input: nothing,
      run: () => {
        restores.stopRestore()
        return succeed(undefined)
      },
    },
    dismissRestore: {
      input: nothing,
      run: () => {
        restores.dismissRestore()
        return succeed(undefined)
      },
    },
    saveCopies: {
      input: copyIdsSchema,
      run: ({ copyIds }) => orFailure(() => connected.saveCopies(copyIds)),
    },
    previewCopy: {
      input: z.strictObject({ copyId: idSchema }),
      run: ({ copyId }) =>
        orFailure(async () => {
          const name = await previews.registerPreview(copyId)
          return name === null ? null : copyAddress(name)
        }),
    },
    purgeCopies: {
      input: copyIdsSchema,
      run: ({ copyIds }) => orFailure(() => connected.purgeCopies(copyIds, confirmPurge)),
    },
  }
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
