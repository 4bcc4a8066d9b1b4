import { z } from 'zod'
import { idSchema } from '../../../shared/ipc/schemas'
import { fail, succeed, type Result } from '../../../shared/result'
import { logError } from '../../log'
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

const chosen = z.strictObject({ copyIds: z.array(idSchema).min(1).max(200_000) })

export function binHandlers({ binDesk, replacements }: Services): Pick<Handlers, BinCalls> {
  const nothing = z.undefined()
  return {
    listBin: { input: nothing, run: () => orFailure(() => binDesk.list()) },
    readBin: { input: nothing, run: () => orFailure(() => binDesk.news()) },
    listKnownBytes: { input: nothing, run: () => orFailure(() => binDesk.knownBytes()) },
    restoreCopies: { input: chosen, run: ({ copyIds }) => binDesk.restores.start(copyIds) },
    planReplacement: { input: chosen, run: ({ copyIds }) => replacements.plan(copyIds) },
    stopRestore: {
      input: nothing,
      run: () => {
        binDesk.restores.stop()
        return succeed(undefined)
      },
    },
    dismissRestore: {
      input: nothing,
      run: () => {
        binDesk.restores.dismiss()
        return succeed(undefined)
      },
    },
    saveCopies: { input: chosen, run: ({ copyIds }) => orFailure(() => binDesk.save(copyIds)) },
    previewCopy: {
      input: z.strictObject({ copyId: idSchema }),
      run: ({ copyId }) =>
        orFailure(async () => {
          const name = await binDesk.previews.offer(copyId)
          return name === null ? null : copyAddress(name)
        }),
    },
    purgeCopies: { input: chosen, run: ({ copyIds }) => orFailure(() => binDesk.purge(copyIds)) },
  }
}

/** What the disk refuses; a path or a code of the system stays here. */
async function orFailure<Value>(work: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return succeed(await work())
  } catch (error) {
    logError('recycle bin', error)
    return fail({ kind: 'bin-unreadable', retry: 'now' })
  }
}
