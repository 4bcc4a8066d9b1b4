import type { Asset } from '../../../shared/asset'
import type { UploadDestination } from './upload-store'

/** Why nothing can be dropped there. The text of each is the message `drop.<why>`. */
export type DropRefusal = 'readOnly' | 'noPlace' | 'nowhere' | 'same'

/** What a drop at the pointer would do. `key` identifies the spot, which is computed again on each pointer move. */
export type DropSpot = { readonly key: string } & (
  | { readonly kind: 'into'; readonly destination: UploadDestination }
  | { readonly kind: 'bin' }
  | { readonly kind: 'refused'; readonly reason: DropRefusal }
)

/** A drag as seen by the window, which is not always notified of its end. */
export interface DragState {
  /** The assets dragged from the list; null if there is no drag or it comes from another app. */
  readonly draggedAssets: readonly Asset[] | null
  /** Whether it was handed to the desktop as a native drag, which returns to the window as files. */
  readonly isNative: boolean
  readonly spot: DropSpot | null
}

export const noDrag: DragState = { draggedAssets: null, isNative: false, spot: null }

export type DragAction =
  | { readonly type: 'begin'; readonly assets: readonly Asset[]; readonly isNative: boolean }
  /** Files enter the window. Their number is known at once, their sizes only with the drop. */
  | { readonly type: 'meet'; readonly files: number; readonly sizes?: readonly number[] }
  | { readonly type: 'over'; readonly spot: DropSpot | null }
  /** The drag left the window; it may return. */
  | { readonly type: 'leave' }
  /** Dropped, cancelled, or ended outside the window without an event. */
  | { readonly type: 'end' }

function sortedKey(sizes: readonly (number | null)[]): string {
  return sizes
    .map((size) => size ?? -1)
    .sort((a, b) => a - b)
    .join()
}

/** Whether incoming files may be the assets that were handed to the desktop. */
function canBeOurs(own: readonly Asset[], files: number, sizes: readonly number[] | undefined): boolean {
  return (
    own.length === files &&
    (sizes === undefined || sortedKey(own.map(({ size }) => size)) === sortedKey(sizes))
  )
}

export function dragReducer(state: DragState, action: DragAction): DragState {
  switch (action.type) {
    case 'begin':
      return { draggedAssets: action.assets, isNative: action.isNative, spot: null }
    case 'meet': {
      const { draggedAssets, isNative } = state
      const isForeign =
        draggedAssets !== null && isNative && !canBeOurs(draggedAssets, action.files, action.sizes)
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
