import { useEffect } from 'react'
import { useStore } from 'zustand/react'
import { DetailsPane } from '../features/browse/details-pane'
import { previewTarget, neighbourOf, positionAmong } from '../features/browse/preview-navigation'
import { isRunning } from '../features/delete/delete-store'
import type { PreviewState } from '../features/preview/preview-state'
import { PreviewRegion } from '../features/preview/preview-region'
import { ProtectionLine } from '../features/protection/protection-line'
import type { Stores } from './stores'
import { useFocusAfterDialog } from './use-focus-after-dialog'

interface PreviewOptions {
  readonly hasDetails: boolean
  readonly focusGrid: () => void
}

/** Makes the preview follow the selection while it is visible. A preview may cost a call, so a hidden one loads nothing. */
export function usePreview(stores: Stores, { hasDetails, focusGrid }: PreviewOptions): void {
  const { browse, preview, deletion } = stores
  const isFull = useStore(preview, (state) => state.isFull)
  useFocusAfterDialog(isFull, focusGrid)
  useEffect(() => {
    const isVisible = hasDetails || isFull
    const update = () => preview.showAsset(isVisible ? previewTarget(browse.getState(), isFull) : null)
    update()
    return browse.subscribe(update)
  }, [browse, preview, hasDetails, isFull])
  useEffect(() => {
    if (!isFull) return
    let lastPosition = 0
    // Prefetch in the direction in which the user last moved.
    const prepareNext = ({ asset, preview: shown }: PreviewState, before?: PreviewState) => {
      if (asset === null || shown.step !== 'answered' || shown === before?.preview) return
      const { position } = positionAmong(browse.getState(), asset)
      const next = neighbourOf(browse.getState(), asset, position < lastPosition ? -1 : 1)
      lastPosition = position
      if (next !== null) preview.prepare(next)
    }
    prepareNext(preview.getState())
    return preview.subscribe(prepareNext)
  }, [browse, preview, isFull])
  useEffect(() => {
    // Previews must not compete for calls and time with a deletion that is being planned or carried out.
    const updateQuiet = () => {
      const { prompt, run } = deletion.getState()
      preview.setQuiet(prompt.step === 'planning' || prompt.step === 'asking' || isRunning(run))
    }
    updateQuiet()
    return deletion.subscribe(updateQuiet)
  }, [preview, deletion])
}

/** Details of the selection, with a preview if it is a single file. */
export function DetailsPart({ stores }: { readonly stores: Stores }) {
  return (
    <DetailsPane
      store={stores.browse}
      note={(selected) => <ProtectionLine store={stores.protection} assets={selected} />}
      preview={(asset, name) => (
        <PreviewRegion store={stores.preview} viewer={stores.viewer} asset={asset} heading={name} />
      )}
    />
  )
}
