import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { PreviewAnswer } from '../../../shared/preview'

/** How far the look into the file is. */
export type Preview =
  /** Not asked for: `offers` where it only comes when the user wishes. */
  | { readonly step: 'waiting'; readonly offers: boolean }
  | {
      readonly step: 'loading'
      readonly requestId: string
      readonly received: number
      readonly total: number | null
    }
  | { readonly step: 'answered'; readonly answer: PreviewAnswer }
  | { readonly step: 'failed'; readonly failure: AppFailure }

export type Saving =
  | { readonly step: 'idle' | 'saving' }
  | { readonly step: 'saved'; readonly fileName: string }
  | { readonly step: 'failed'; readonly failure: AppFailure }

export interface PreviewState {
  /** The file that is looked at, or null. */
  readonly asset: Asset | null
  readonly preview: Preview
  /** Whether it stands in the middle of the window, in full size. */
  readonly isFull: boolean
  /** Page of a document, from 1. */
  readonly page: number
  readonly saving: Saving
}

export const noPreview: PreviewState = {
  asset: null,
  preview: { step: 'waiting', offers: false },
  isFull: false,
  page: 1,
  saving: { step: 'idle' },
}
