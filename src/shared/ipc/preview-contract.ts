import type { SelectedAsset } from '../deletion'
import type {
  PreviewAnswer,
  PreviewCacheFacts,
  PreviewProgress,
  SmallDrawing,
  ThumbnailUpdate,
} from '../preview'
import type { Call } from './call'

/** The part of the contract that looks into files. */
export interface PreviewCalls {
  /**
   * Loads a file for looking at it, or answers why not. One call of the API where it is not kept on this computer.
   * `isWished`: the user asked for this very file. `anyway`: also what a guard held. A later call ends an earlier one.
   */
  readonly openPreview: Call<
    {
      readonly requestId: string
      readonly asset: SelectedAsset
      readonly isRequested: boolean
      readonly anyway: boolean
    },
    PreviewAnswer
  >
  /**
   * The picture of the file that will probably be opened next, where it is kept on this computer; else null. No call of the
   * API. The answer holds until the next `openPreview`, which gives the same for this file.
   */
  readonly preparePreview: Call<{ readonly asset: SelectedAsset }, PreviewAnswer | null>
  /** Ends what is loaded for it; its addresses end. */
  readonly closePreview: Call<{ readonly requestId: string }, undefined>
  /** Downloads one file, or takes it from the previews; main asks where to. Null where the dialog was closed. */
  readonly saveAsset: Call<{ readonly asset: SelectedAsset }, { readonly fileName: string | null }>
  /** The thumbnails that are kept for these, by news; no call is made for it. */
  readonly findThumbnails: Call<{ readonly assets: readonly SelectedAsset[] }, ThumbnailUpdate>
  /** Makes those that are not kept: one API call each, never of the reserve. The rest comes by `watchThumbnails`. */
  readonly loadThumbnails: Call<{ readonly assets: readonly SelectedAsset[] }, undefined>
  readonly stopThumbnails: Call<undefined, undefined>
  /** What the sandboxed page drew for a `watchDrawing`; null where it could not. */
  readonly sendThumbnail: Call<{ readonly ticket: string; readonly picture: Uint8Array | null }, undefined>
  readonly readPreviewCache: Call<undefined, PreviewCacheFacts>
  readonly clearPreviewCache: Call<undefined, PreviewCacheFacts>
}

export interface PreviewEvents {
  readonly watchPreview: PreviewProgress
  readonly watchThumbnails: ThumbnailUpdate
  /** A picture that the sandboxed page shall draw small: `sendThumbnail` answers it. */
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
