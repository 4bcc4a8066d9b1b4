import { useCallback } from 'react'
import { useStore } from 'zustand/react'
import { positionAmong, selectNeighbour } from '../features/browse/preview-navigation'
import { FullPreview } from '../features/preview/full-preview'
import { deleteSelected } from './commands'
import type { Stores } from './stores'

/** The full-size preview. Its arrows move through the list, and the selection follows. */
export function FullPreviewPart({ stores }: { readonly stores: Stores }) {
  const { browse, preview, viewer } = stores
  const state = useStore(browse)
  const asset = useStore(preview, (shown) => (shown.isFull ? shown.asset : null))
  const moveBy = useCallback(
    (step: 1 | -1) => {
      const { asset: shown } = preview.getState()
      if (shown !== null) browse.select(() => selectNeighbour(browse.getState(), shown, step))
    },
    [browse, preview],
  )
  return (
    <FullPreview
      store={preview}
      viewer={viewer}
      neighbours={asset === null ? { position: 0, count: 0 } : positionAmong(state, asset)}
      onDelete={() => deleteSelected(stores)}
      onStep={moveBy}
    />
  )
}
