import type { Asset } from '../../../shared/asset'
import type { UploadDestination } from './upload-store'

/** Why nothing can be dropped there. Each has the sentence `drop.<why>`. */
export type DropRefusal = 'readOnly' | 'noPlace' | 'nowhere' | 'same'

/** What a drop would do where the pointer is. `key`: equal for the same spot, since each move of the pointer asks anew. */
export type DropSpot = { readonly key: string } & (
  | { readonly kind: 'into'; readonly destination: UploadDestination }
  | { readonly kind: 'bin' }
  | { readonly kind: 'refused'; readonly why: DropRefusal }
)

/** A drag as the window knows it: it hears of its moves, and cannot always hear of its end. */
export interface DragState {
  /** Assets that are dragged out of the list; null: what is dragged, if anything, comes from another app. */
  readonly own: readonly Asset[] | null
  /** Ours, but the desktop carries it: it comes back as files. */
  readonly isNative: boolean
  readonly spot: DropSpot | null
}

export const noDrag: DragState = { own: null, isNative: false, spot: null }

export type DragAction =
  | { readonly type: 'begin'; readonly assets: readonly Asset[]; readonly isNative: boolean }
  /** Files come into the window: so many, and their sizes where they are told, which is with the drop only. */
  | { readonly type: 'meet'; readonly files: number; readonly sizes?: readonly number[] }
  | { readonly type: 'over'; readonly spot: DropSpot | null }
  /** It left the window, and may come back. */
  | { readonly type: 'leave' }
  /** Dropped, cancelled, or ended where nobody told us. */
  | { readonly type: 'end' }

function sorted(numbers: readonly (number | null)[]): string {
  return [...numbers]
    .map((each) => each ?? -1)
    .sort((a, b) => a - b)
    .join()
}

/** Whether files that come in can be those that we handed to the desktop. */
function canBeOurs(own: readonly Asset[], files: number, sizes: readonly number[] | undefined): boolean {
  return (
    own.length === files && (sizes === undefined || sorted(own.map(({ size }) => size)) === sorted(sizes))
  )
}

export function dragReducer(state: DragState, action: DragAction): DragState {
  switch (action.type) {
    case 'begin':
      return { own: action.assets, isNative: action.isNative, spot: null }
    case 'meet': {
      const { own, isNative } = state
      const isForeign = own !== null && isNative && !canBeOurs(own, action.files, action.sizes)
      return isForeign ? { ...noDrag, spot: state.spot } : state
    }
    case 'over':
      return state.spot?.key === action.spot?.key ? state : { ...state, spot: action.spot }
    case 'leave':
      return state.spot === null ? state : { ...state, spot: null }
    case 'end':
      return state === noDrag ? state : noDrag
  }
}
