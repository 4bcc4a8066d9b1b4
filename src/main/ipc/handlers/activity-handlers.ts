import { activityFormats } from '../../../shared/activity'
import { z } from 'zod'
import { idSchema } from '../../../shared/ipc/schemas'
import type { FailureKind } from '../../../shared/failure'
import { fail, succeed, type Result } from '../../../shared/result'
import { logError } from '../../log'
import { saveFile } from '../../save-file'
import type { App } from '../../../core/app'
import { text } from '../../locale'
import type { Handlers } from '../router'

type ActivityCalls = 'listActivity' | 'checkActivity' | 'exportActivity' | 'readReceipt' | 'saveReceipt'

const nullableWord = z.string().max(64).nullable()
const filter = z.strictObject({
  search: z.string().max(1_000),
  act: nullableWord,
  result: nullableWord,
  account: z.string().max(5_000).nullable(),
})

export function activityHandlers({ activity }: App): Pick<Handlers, ActivityCalls> {
  return {
    listActivity: {
      input: filter.extend({
        skip: z.number().int().nonnegative(),
        take: z.number().int().min(1).max(1_000),
      }),
      run: (request) => orFailure('activity-unreadable', () => activity.getPage(request)),
    },
    checkActivity: {
      input: z.undefined(),
      run: () => orFailure('activity-unreadable', () => activity.verifyChain()),
    },
    exportActivity: {
      input: z.strictObject({ format: z.enum(activityFormats), filter }),
      run: (request) =>
        orFailure('save-failed', async () => {
          const pieces = activity.exportText(request.format, request.filter)
          const extension = request.format === 'json' ? 'json' : 'csv'
          const kind = text(`format.${extension}`)
          return {
            fileName: await saveFile({ name: `refshelf-activity.${extension}`, kind, chunks: pieces }),
          }
        }),
    },
    readReceipt: {
      input: z.strictObject({ runId: idSchema }),
      run: async ({ runId }) => {
        const receipt = await orFailure('activity-unreadable', () => activity.getReceipt(runId))
        if (!receipt.ok) return receipt
        return receipt.value === null
          ? fail({ kind: 'request-invalid', retry: 'no' })
          : succeed(receipt.value)
      },
    },
    saveReceipt: {
      input: z.strictObject({ runId: idSchema, format: z.enum(['text', 'json']) }),
      run: async ({ runId, format }) => {
        const receipt = await orFailure('activity-unreadable', () => activity.getReceipt(runId))
        if (!receipt.ok) return receipt
        if (receipt.value === null) return fail({ kind: 'request-invalid', retry: 'no' })
        const content = receipt.value[format]
        const extension = format === 'text' ? 'txt' : 'json'
        return orFailure('save-failed', async () => ({
          fileName: await saveFile({
            name: `refshelf-receipt-${runId.slice(0, 8)}.${extension}`,
            kind: text(format === 'text' ? 'format.plain' : 'format.json'),
            chunks: onePiece(content),
          }),
        }))
      },
    },
  }
}

/** Turns any error into a failure of this kind. Paths and system error codes only go to the log. */
async function orFailure<Value>(kind: FailureKind, task: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return succeed(await task())
  } catch (error) {
    logError(kind, error)
    return fail({ kind, retry: 'now' })
  }
}

async function* onePiece(content: string): AsyncGenerator<string> {
  yield await Promise.resolve(content)
}
