import { useCallback, useEffect } from 'react'
import { useStore } from 'zustand/react'
import { DetailsPane } from '../features/browse/details-pane'
import { lookedAt, nextTo, placeAmong, stepFrom } from '../features/browse/neighbours'
import { isRunning } from '../features/delete/delete-store'
import { FullPreview } from '../features/preview/full-preview'
import type { PreviewState } from '../features/preview/preview-state'
import { PreviewRegion } from '../features/preview/preview-region'
import { ProtectionLine } from '../features/protection/protection-line'
import { askToDelete } from './commands'
import type { Stores } from './stores'
import { useFocusAfterDialog } from './use-focus-after-dialog'

interface PreviewPlace {
  readonly hasDetails: boolean
  readonly focusGrid: () => void
}

/** The preview follows the selection, but only where somebody sees it: each look may cost a call. */
export function usePreview(stores: Stores, { hasDetails, focusGrid }: PreviewPlace): void {
  const { browse, preview, deletion } = stores
  const isFull = useStore(preview, (state) => state.isFull)
  useFocusAfterDialog(isFull, focusGrid)
  useEffect(() => {
    const isSeen = hasDetails || isFull
    const follow = () => preview.show(isSeen ? lookedAt(browse.getState(), isFull) : null)
    follow()
    return browse.subscribe(follow)
  }, [browse, preview, hasDetails, isFull])
  useEffect(() => {
    if (!isFull) return
    let last = 0
    // Whoever went on goes on, and whoever went back goes back.
    const prepare = ({ asset, look }: PreviewState, before?: PreviewState) => {
      if (asset === null || look.step !== 'answered' || look === before?.look) return
      const { position } = placeAmong(browse.getState(), asset)
      const next = nextTo(browse.getState(), asset, position < last ? -1 : 1)
      last = position
      if (next !== null) preview.makeReady(next)
    }
    prepare(preview.getState())
    return preview.subscribe(prepare)
  }, [browse, preview, isFull])
  useEffect(() => {
    // Looking must take neither calls nor time from what is about to be deleted.
    const hush = () => {
      const { asking, job } = deletion.getState()
      preview.setQuiet(asking.step === 'planning' || asking.step === 'asking' || isRunning(job))
    }
    hush()
    return deletion.subscribe(hush)
  }, [preview, deletion])
}

/** What is selected, with the look into it where it is one file. */
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

/** The file that is looked at, in full size: the arrows lead through the list, which goes along. */
export function FullPreviewPart({ stores }: { readonly stores: Stores }) {
  const { browse, preview, viewer } = stores
  const state = useStore(browse)
  const asset = useStore(preview, (shown) => (shown.isFull ? shown.asset : null))
  const goOn = useCallback(
    (step: 1 | -1) => {
      const { asset: shown } = preview.getState()
      if (shown !== null) browse.select(() => stepFrom(browse.getState(), shown, step))
    },
    [browse, preview],
  )
  return (
    <FullPreview
      store={preview}
      viewer={viewer}
      neighbours={asset === null ? { position: 0, count: 0 } : placeAmong(state, asset)}
      onDelete={() => askToDelete(stores)}
      onStep={goOn}
    />
  )
}
