import type { SelectedAsset } from '../deletion'
import type {
  PreviewAnswer,
  PreviewCacheFacts,
  PreviewProgress,
  SmallDrawing,
  TextEncoding,
  ThumbnailUpdate,
} from '../preview'
import type { Call } from './call'

/** Calls for previews and thumbnails. */
export interface PreviewCalls {
  /**
   * Loads a file for preview, or answers why not. Costs one API call if it is not cached. `isRequested`: the user asked for
   * this file explicitly. `anyway`: the user confirmed a warning. `encoding`: the user's choice for a text, remembered for
   * the file. A later call stops an earlier one.
   */
  readonly openPreview: Call<
    {
      readonly requestId: string
      readonly asset: SelectedAsset
      readonly isRequested: boolean
      readonly anyway: boolean
      readonly encoding?: TextEncoding | 'automatic' | undefined
    },
    PreviewAnswer
  >
  /**
   * Prepares the picture that will probably be opened next, if it is cached; otherwise null. Makes no API call. The answer is
   * valid until the next `openPreview`, which returns the same for this file.
   */
  readonly preparePreview: Call<{ readonly asset: SelectedAsset }, PreviewAnswer | null>
  /** Stops loading and revokes the addresses. */
  readonly closePreview: Call<{ readonly requestId: string }, undefined>
  /** Saves one file from the cache or the server. Main asks for a destination; null if the dialog was closed. */
  readonly saveAsset: Call<{ readonly asset: SelectedAsset }, { readonly fileName: string | null }>
  /** Cached thumbnails of these files; makes no API call. */
  readonly findThumbnails: Call<{ readonly assets: readonly SelectedAsset[] }, ThumbnailUpdate>
  /** Makes missing thumbnails, with one API call each and never from the reserve. `watchThumbnails` delivers them. */
  readonly loadThumbnails: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
  readonly stopThumbnails: Call<undefined, undefined>
  /** What the sandboxed page drew for `watchDrawing`; null if it could not. */
  readonly sendThumbnail: Call<{ readonly ticket: string; readonly picture: Uint8Array | null }, undefined>
  readonly readPreviewCache: Call<undefined, PreviewCacheFacts>
  readonly clearPreviewCache: Call<undefined, PreviewCacheFacts>
}

export interface PreviewEvents {
  readonly watchPreview: PreviewProgress
  readonly watchThumbnails: ThumbnailUpdate
  /** A thumbnail for the sandboxed page to draw, answered by `sendThumbnail`. */
  readonly watchDrawing: SmallDrawing
}

export const previewCalls: { readonly [Name in keyof PreviewCalls]: true } = {
  openPreview: true,
  preparePreview: true,
  closePreview: true,
  saveAsset: true,
  findThumbnails: true,
  loadThumbnails: true,
  stopThumbnails: true,
  sendThumbnail: true,
  readPreviewCache: true,
  clearPreviewCache: true,
}

export const previewEvents: { readonly [Name in keyof PreviewEvents]: true } = {
  watchPreview: true,
  watchThumbnails: true,
  watchDrawing: true,
}
