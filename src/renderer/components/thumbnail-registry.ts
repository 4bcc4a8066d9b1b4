import { createContext } from 'react'
import type { Asset } from '../../shared/asset'

/** Provides thumbnails, and tracks which of them are on screen. */
export interface ThumbnailRegistry {
  /** URL of the thumbnail, or null while there is none. */
  readonly urlOf: (asset: Asset) => string | null
  /** Calls back when the URL may have changed. Returns the function that unsubscribes. */
  readonly subscribe: (asset: Asset, listener: () => void) => () => void
  /** Tracks the visibility of an element that shows this asset. Returns the function that stops. */
  readonly observe: (element: Element, asset: Asset) => () => void
  /** Reports that the thumbnail's URL failed to load. */
  readonly markBroken: (asset: Asset) => void
}

export const ThumbnailRegistryContext = createContext<ThumbnailRegistry | null>(null)
