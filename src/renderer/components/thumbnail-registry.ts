import { createContext } from 'react'
import type { Asset } from '../../shared/asset'

/** Where the small pictures of files are found, and who is told which of them are on the screen. */
export interface ThumbnailRegistry {
  /** Null while there is none. */
  readonly addressOf: (asset: Asset) => string | null
  /** Called when that may have changed; answers with what ends it. */
  readonly subscribe: (asset: Asset, listener: () => void) => () => void
  /** A place for the picture of this file is in the document; answers with what takes it away. */
  readonly observe: (element: Element, asset: Asset) => () => void
  /** The picture at its address cannot be had any more. */
  readonly markBroken: (asset: Asset) => void
}

export const ThumbnailRegistryContext = createContext<ThumbnailRegistry | null>(null)
