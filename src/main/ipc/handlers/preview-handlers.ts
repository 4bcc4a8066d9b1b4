import { z } from 'zod'
import { idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type ThumbnailCalls = 'findThumbnails' | 'loadThumbnails' | 'stopThumbnails' | 'giveThumbnail'

type PreviewCalls =
  | 'openPreview'
  | 'readyPreview'
  | 'closePreview'
  | 'saveAsset'
  | ThumbnailCalls
  | 'readPreviewCache'
  | 'clearPreviewCache'

const looked = z.strictObject({ assets: z.array(selectedAssetSchema).max(2_000) })
const nothing = z.undefined()

function thumbnailHandlers({
  thumbnails,
}: Services['looking']['thumbnails']): Pick<Handlers, ThumbnailCalls> {
  return {
    findThumbnails: {
      input: looked,
      run: async ({ assets }) => succeed(await thumbnails.find(assets)),
    },
    loadThumbnails: {
      input: looked,
      run: ({ assets }) => {
        thumbnails.load(assets)
        return succeed(undefined)
      },
    },
    stopThumbnails: {
      input: nothing,
      run: () => {
        thumbnails.stop()
        return succeed(undefined)
      },
    },
    giveThumbnail: {
      input: z.strictObject({ ticket: idSchema, picture: z.instanceof(Uint8Array).nullable() }),
      run: ({ ticket, picture }) => {
        thumbnails.give(ticket, picture)
        return succeed(undefined)
      },
    },
  }
}

export function previewHandlers(services: Services): Pick<Handlers, PreviewCalls> {
  const { kept, previews } = services.looking
  return {
    openPreview: {
      input: z.strictObject({
        requestId: idSchema,
        asset: selectedAssetSchema,
        isWished: z.boolean(),
        anyway: z.boolean(),
      }),
      run: (request) => previews.open(request),
    },
    readyPreview: {
      input: z.strictObject({ asset: selectedAssetSchema }),
      run: async ({ asset }) => succeed(await previews.makeReady(asset)),
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
      run: ({ asset }) => previews.save(asset),
    },
    ...thumbnailHandlers(services.looking.thumbnails),
    readPreviewCache: { input: nothing, run: async () => succeed(await kept.facts()) },
    clearPreviewCache: {
      input: nothing,
      run: async () => {
        await kept.clear()
        return succeed(await kept.facts())
      },
    },
  }
}
