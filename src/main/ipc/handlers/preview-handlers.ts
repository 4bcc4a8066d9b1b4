import { z } from 'zod'
import type { App } from '../../../core/app'
import { idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { textEncodings } from '../../../shared/preview'
import { succeed } from '../../../shared/result'
import type { Handlers } from '../router'

type ThumbnailCalls = 'findThumbnails' | 'loadThumbnails' | 'stopThumbnails' | 'sendThumbnail'

type PreviewCalls =
  | 'openPreview'
  | 'preparePreview'
  | 'closePreview'
  | 'saveAsset'
  | ThumbnailCalls
  | 'readPreviewCache'
  | 'clearPreviewCache'

const assetsInput = z.strictObject({ assets: z.array(selectedAssetSchema).max(2_000) })
const nothing = z.undefined()

function thumbnailHandlers({ thumbnails }: App['previews']['thumbnails']): Pick<Handlers, ThumbnailCalls> {
  return {
    findThumbnails: {
      input: assetsInput,
      run: async ({ assets }) => succeed(await thumbnails.findThumbnails(assets)),
    },
    loadThumbnails: {
      input: assetsInput,
      run: ({ assets }) => {
        thumbnails.loadThumbnails(assets)
        return succeed(undefined)
      },
    },
    stopThumbnails: {
      input: nothing,
      run: () => {
        thumbnails.stopLoading()
        return succeed(undefined)
      },
    },
    sendThumbnail: {
      input: z.strictObject({ ticket: idSchema, picture: z.instanceof(Uint8Array).nullable() }),
      run: ({ ticket, picture }) => {
        thumbnails.receiveDrawing(ticket, picture)
        return succeed(undefined)
      },
    },
  }
}

export function previewHandlers(app: App): Pick<Handlers, PreviewCalls> {
  const { files: cache, previews, thumbnails } = app.previews
  return {
    openPreview: {
      input: z.strictObject({
        requestId: idSchema,
        asset: selectedAssetSchema,
        isRequested: z.boolean(),
        anyway: z.boolean(),
        encoding: z.enum(['automatic', ...textEncodings]).optional(),
      }),
      run: (request) => previews.openPreview(request),
    },
    preparePreview: {
      input: z.strictObject({ asset: selectedAssetSchema }),
      run: async ({ asset }) => succeed(await previews.preparePreview(asset)),
    },
    closePreview: {
      input: z.strictObject({ requestId: idSchema }),
      run: ({ requestId }) => {
        previews.closePreview(requestId)
        return succeed(undefined)
      },
    },
    saveAsset: {
      input: z.strictObject({ asset: selectedAssetSchema }),
      run: ({ asset }) => previews.saveAsset(asset),
    },
    ...thumbnailHandlers(thumbnails),
    readPreviewCache: { input: nothing, run: async () => succeed(await cache.getFacts()) },
    clearPreviewCache: {
      input: nothing,
      run: async () => {
        await cache.clearFiles()
        return succeed(await cache.getFacts())
      },
    },
  }
}
