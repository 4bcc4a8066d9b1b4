import { z } from 'zod'
import { idSchema, selectedAssetSchema } from '../../../shared/ipc/schemas'
import { succeed } from '../../../shared/result'
import type { Services } from '../../services'
import type { Handlers } from '../router'

type PreviewCalls =
  | 'openPreview'
  | 'closePreview'
  | 'saveAsset'
  | 'findThumbnails'
  | 'loadThumbnails'
  | 'stopThumbnails'
  | 'giveThumbnail'
  | 'readPreviewCache'
  | 'clearPreviewCache'

const looked = z.strictObject({ assets: z.array(selectedAssetSchema).max(2_000) })
const nothing = z.undefined()

export function previewHandlers(services: Services): Pick<Handlers, PreviewCalls> {
  const { kept, previews } = services.looking
  const { thumbnails } = services.looking.thumbnails
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
