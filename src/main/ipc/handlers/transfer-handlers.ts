import { z } from 'zod'
import { contextSchema, idSchema, listedText, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { segmentIdSchema } from '../../../shared/place-schema'
import { fail, succeed, type Result } from '../../../shared/result'
import { conflictChoices, maxPastedBytes, maxPastedFiles, sourceRenewals } from '../../../shared/transfers'
import type { PreloadCalls, TransferCalls } from '../../../shared/ipc/transfer-contract'
import { logError } from '../../log'
import type { Composition } from '../../compose'
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
  locale: listedText.nullable(),
  folder: listedText,
  keepsFolders: z.boolean(),
})

const pastedName = z.string().max(10_000)
const givenContent = z.union([
  z.strictObject({
    name: pastedName,
    type: z.string().max(1_000),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= maxPastedBytes),
  }),
  z.strictObject({ name: pastedName, refusal: z.enum(['too-large', 'unreadable']) }),
])

type GrantCalls = 'grantPaths' | 'chooseUploads' | 'addUploads' | 'includeJunk' | 'discardGrant'

function grantHandlers(fileService: Composition['fileService']): Pick<Handlers, GrantCalls> {
  return {
    grantPaths: {
      // Far above the limit of a grant, which refuses excess files by name. This limit would reject the whole call.
      input: z
        .strictObject({
          paths: z.array(z.string().min(1).max(10_000)).max(100_000),
          contents: z.array(givenContent).max(maxPastedFiles),
        })
        .refine(({ paths, contents }) => paths.length + contents.length > 0),
      run: ({ paths, contents }) => fileService.grantGiven(paths, contents),
    },
    chooseUploads: {
      input: z.strictObject({ what: z.enum(['files', 'folder']) }),
      run: ({ what }) => fileService.chooseUploads(what),
    },
    addUploads: {
      input: z.strictObject({ grantId: idSchema, what: z.enum(['files', 'folder']) }),
      run: (request) => fileService.addUploads(request),
    },
    includeJunk: {
      input: z.strictObject({ grantId: idSchema, entryId: idSchema }),
      run: (request) => fileService.includeJunk(request),
    },
    discardGrant: {
      input: z.strictObject({ grantId: idSchema }),
      run: ({ grantId }) => fileService.discardGrant(grantId),
    },
  }
}

export function transferHandlers({
  app,
  fileService,
  renewUpload,
}: Pick<Composition, 'app' | 'fileService' | 'renewUpload'>): Pick<
  Handlers,
  keyof TransferCalls | keyof PreloadCalls
> {
  const { transfers, uploads, downloads } = app.transfers
  return {
    ...grantHandlers(fileService),
    planUpload: { input: z.strictObject({ source, target }), run: (request) => uploads.planUpload(request) },
    discardUpload: {
      input: z.strictObject({ planId: idSchema }),
      run: ({ planId }) => runAndSucceed(() => uploads.discardPlan(planId)),
    },
    startUpload: {
      input: z.strictObject({ planId: idSchema, choices }),
      run: (start) => uploads.startUpload(start),
    },
    startDownload: {
      input: chosenAssets,
      run: (request) => downloads.startDownload(request.assets),
    },
    readTransfers: { input: nothing, run: () => succeed(transfers.snapshot()) },
    pauseTransfers: {
      input: batches,
      run: ({ batchId }) => runAndSucceed(() => transfers.pauseBatches(batchId)),
    },
    resumeTransfers: {
      input: batches,
      run: ({ batchId }) => runAndSucceed(() => transfers.resumeBatches(batchId)),
    },
    stopTransfer: {
      input: batch,
      run: ({ batchId }) => runOrStorageFailed(() => transfers.stopBatch(batchId)),
    },
    retryTransfers: {
      input: batch.extend({ fileIds: z.array(idSchema).max(200_000).nullable() }),
      run: ({ batchId, fileIds }) => runOrStorageFailed(() => transfers.retryFiles(batchId, fileIds)),
    },
    renewUpload: {
      input: batch.extend({ fileId: idSchema, from: z.enum(sourceRenewals) }),
      run: (request) => renewUpload(request),
    },
    resolveTransfers: {
      input: batch.extend({ choices }),
      run: (request) => uploads.resolveConflicts(request),
    },
    clearTransfers: {
      input: batches,
      run: ({ batchId }) => runOrStorageFailed(() => transfers.clearEnded(batchId)),
    },
    restartTransfers: { input: nothing, run: () => transfers.resetQueue() },
    stageAssets: {
      input: chosenAssets,
      run: (request) => fileService.stageAssets(request.assets),
    },
    unstageAssets: { input: nothing, run: () => fileService.unstageAssets() },
    dragOut: { input: chosenAssets, run: (request) => fileService.dragOut(request.assets) },
    copyFiles: { input: chosenAssets, run: (request) => fileService.copyFiles(request.assets) },
  }
}

function runAndSucceed(task: () => void): Result<undefined> {
  task()
  return succeed(undefined)
}

/** Runs a task that writes; `storage-failed` if the write fails, and then nothing has changed. */
async function runOrStorageFailed(task: () => Promise<unknown>): Promise<Result<undefined>> {
  try {
    await task()
    return succeed(undefined)
  } catch (error) {
    logError('transfers not written', error)
    return fail({ kind: 'storage-failed', retry: 'now' })
  }
}
