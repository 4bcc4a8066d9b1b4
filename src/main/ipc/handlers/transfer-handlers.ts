import { z } from 'zod'
import { contextSchema, idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { segmentIdSchema } from '../../../shared/place-schema'
import { fail, succeed } from '../../../shared/result'
import { conflictChoices } from '../../../shared/transfers'
import type { PreloadCalls, TransferCalls } from '../../../shared/ipc/transfer-contract'
import type { Handlers } from '../router'

const nothing = z.undefined()
const assets = z.array(selectedAssetSchema).min(1).max(200_000)
const chosenAssets = z.strictObject({ assets })
const batch = z.strictObject({ batchId: idSchema })
const batches = z.strictObject({ batchId: idSchema.nullable() })
const choices = z.array(z.strictObject({ id: idSchema, choice: z.enum(conflictChoices) })).max(200_000)
const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('files'), grantId: idSchema }),
  z.strictObject({ kind: z.literal('assets'), assets }),
])
const target = z.strictObject({
  context: contextSchema,
  segmentId: segmentIdSchema,
  locale: z.string().max(100).nullable(),
  folder: z.string().max(2_000),
  keepsFolders: z.boolean(),
})

const refuse = () => fail({ kind: 'internal', retry: 'no' })

export function transferHandlers(): Pick<Handlers, keyof TransferCalls | keyof PreloadCalls> {
  return {
    grantPaths: {
      input: z.strictObject({ paths: z.array(z.string().min(1).max(10_000)).min(1).max(10_000) }),
      run: refuse,
    },
    chooseUploads: { input: z.strictObject({ what: z.enum(['files', 'folder']) }), run: refuse },
    discardGrant: { input: z.strictObject({ grantId: idSchema }), run: refuse },
    planUpload: { input: z.strictObject({ source, target }), run: refuse },
    discardUpload: { input: z.strictObject({ planId: idSchema }), run: refuse },
    startUpload: { input: z.strictObject({ planId: idSchema, choices }), run: refuse },
    startDownload: { input: chosenAssets, run: refuse },
    readTransfers: { input: nothing, run: () => succeed({ batches: [], isKept: true }) },
    pauseTransfers: { input: batches, run: refuse },
    resumeTransfers: { input: batches, run: refuse },
    stopTransfer: { input: batch, run: refuse },
    retryTransfers: {
      input: batch.extend({ fileIds: z.array(idSchema).max(200_000).nullable() }),
      run: refuse,
    },
    resolveTransfers: { input: batch.extend({ choices }), run: refuse },
    clearTransfers: { input: batches, run: refuse },
    stageAssets: { input: chosenAssets, run: refuse },
    dragOut: { input: chosenAssets, run: refuse },
    copyFiles: { input: chosenAssets, run: refuse },
  }
}
