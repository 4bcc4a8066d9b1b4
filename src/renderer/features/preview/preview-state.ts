import type { Asset } from '../../../shared/asset'
import type { AppFailure } from '../../../shared/failure'
import type { PreviewAnswer } from '../../../shared/preview'

/** State of the preview of one file. */
export type Preview =
  /** Not requested yet. `offers`: it is loaded only on request. */
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
  /** The previewed file, or null. */
  readonly asset: Asset | null
  readonly preview: Preview
  /** Whether the full-size preview is open. */
  readonly isFull: boolean
  /** Page of a document, 1-based. */
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
