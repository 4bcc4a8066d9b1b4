import { useCallback, useEffect, useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import { versionKey } from '../../../shared/preview'
import type { DrawnFacts } from '../../../shared/viewer'
import { DialogFrame } from '../../components/dialog-frame'
import { UntrustedText } from '../../components/untrusted-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Size } from '../../lib/use-size'
import type { Viewer } from '../../lib/viewer/viewer'
import { FullContent, canZoom } from './full-content'
import { focusKindOf, fullPreviewAction, type FullPreviewAction } from './full-preview-keys'
import { FullToolbar } from './full-toolbar'
import { lastPage } from './pager'
import type { Preview } from './preview-state'
import type { PreviewStore } from './preview-store'
import { SaveNote } from './save-button'
import { shownContent } from './shown-content'
import { zoomIn, zoomOut, type ZoomLevel } from './zoom'
import './full-preview.css'

export interface ListPosition {
  /** 1-based, in the order of the list. */
  readonly position: number
  readonly count: number
}

interface FullPreviewProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly neighbours: ListPosition
  readonly onStep: (step: 1 | -1) => void
  /** Starts the deletion of the selection, after the preview is closed. */
  readonly onDelete: () => void
}

interface OpenProps extends FullPreviewProps {
  readonly asset: Asset
}

function Facts({
  asset,
  neighbours,
  natural,
}: Pick<OpenProps, 'asset' | 'neighbours'> & { natural: Size | null }) {
  return (
    <p className="full-facts">
      <span>{t('preview.position', { ...neighbours })}</span>
      <span>{formatSize(asset.size)}</span>
      {natural !== null && (
        <span>{t('preview.dimensions', { width: natural.width, height: natural.height })}</span>
      )}
    </p>
  )
}

/** Zoom and size of one file. They are reset when another file is shown. */
function useZoomState(file: string) {
  const [shownFile, setShownFile] = useState(file)
  const [zoom, setZoom] = useState<ZoomLevel>('fit')
  const [scale, setScale] = useState(1)
  const [natural, setNatural] = useState<Size | null>(null)
  const [drawn, setDrawn] = useState<DrawnFacts | null>(null)
  if (shownFile !== file) {
    setShownFile(file)
    setZoom('fit')
    setNatural(null)
    setDrawn(null)
  }
  const applyDrawn = useCallback((facts: DrawnFacts) => {
    setDrawn(facts)
    setNatural({ width: facts.width, height: facts.height })
  }, [])
  return { zoom, setZoom, scale, setScale, natural, setNatural, drawn, applyDrawn }
}

/** Whether the zoom tools are shown. They stay while the next file loads, to avoid flicker. */
function useZoomTools({ step }: Preview, isZoomable: boolean): boolean {
  const [wasZoomable, setWasZoomable] = useState(isZoomable)
  const isLoading = step === 'waiting' || step === 'loading'
  if (!isLoading && wasZoomable !== isZoomable) setWasZoomable(isZoomable)
  return isLoading ? wasZoomable : isZoomable
}

/** Handles keys on the document, so that they work even if the focused button has been removed. */
function useKeys(runAction: (action: FullPreviewAction) => void) {
  const latest = useRef(runAction)
  useEffect(() => {
    latest.current = runAction
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = event.defaultPrevented ? null : fullPreviewAction(event, focusKindOf(event.target))
      if (action === null) return
      event.preventDefault()
      latest.current(action)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function OpenPreview({ store, viewer, asset, neighbours, onStep, onDelete }: OpenProps) {
  const { preview, page } = useStore(store)
  const content = shownContent(preview)
  const zoomState = useZoomState(versionKey(asset))
  const { zoom, setZoom, scale, drawn } = zoomState
  const hasZoom = useZoomTools(preview, canZoom(content))
  const pages =
    content?.kind === 'pdf' && drawn !== null && drawn.pages > 1 ? { page, pages: drawn.pages } : null
  const pixels =
    content?.kind === 'image'
      ? (zoomState.natural ?? content)
      : content?.kind === 'vector'
        ? zoomState.natural
        : null

  function runAction(action: FullPreviewAction): void {
    const turn = (delta: number) => {
      if (pages !== null) store.turnTo(Math.min(lastPage(pages.pages), Math.max(1, page + delta)))
    }
    const handlers: Readonly<Record<FullPreviewAction, () => void>> = {
      close: store.closeFull,
      next: () => onStep(1),
      previous: () => onStep(-1),
      'zoom-in': () => setZoom(zoomIn(scale)),
      'zoom-out': () => setZoom(zoomOut(scale)),
      fit: () => setZoom('fit'),
      actual: () => setZoom(1),
      'page-on': () => turn(1),
      'page-back': () => turn(-1),
      delete: () => {
        store.closeFull()
        onDelete()
      },
    }
    handlers[action]()
  }

  useKeys(runAction)

  return (
    <div className="full">
      <header className="full-header">
        <div className="full-text">
          <Heading slot="title" className="full-name">
            <UntrustedText text={asset.name} />
          </Heading>
          <Facts asset={asset} neighbours={neighbours} natural={pixels} />
        </div>
        <FullToolbar
          store={store}
          canZoom={hasZoom}
          scale={scale}
          zoom={zoom}
          onZoom={setZoom}
          page={page}
          pages={pages?.pages ?? null}
          onStep={onStep}
          hasPrevious={neighbours.position > 1}
          hasNext={neighbours.position < neighbours.count}
        />
      </header>
      <SaveNote store={store} />
      <div className="full-body" data-content={content?.kind ?? 'none'}>
        <FullContent
          store={store}
          viewer={viewer}
          asset={asset}
          preview={preview}
          page={page}
          content={content}
          zoomState={zoomState}
        />
      </div>
    </div>
  )
}

/** Full-size preview of one file, over the whole window. The arrow keys step through the list. */
export function FullPreview(props: FullPreviewProps) {
  const { asset, isFull } = useStore(props.store)
  return (
    <DialogFrame
      isOpen={isFull && asset !== null}
      onClose={props.store.closeFull}
      size="full"
      closesOnClickOutside
    >
      <Dialog className="full-dialog">{asset !== null && <OpenPreview {...props} asset={asset} />}</Dialog>
    </DialogFrame>
  )
}
