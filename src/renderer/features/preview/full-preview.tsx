import { useCallback, useEffect, useRef, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import { versionKey } from '../../../shared/preview'
import type { DrawnFacts } from '../../../shared/viewer'
import { ShownText } from '../../components/shown-text'
import { formatSize } from '../../lib/format'
import { t } from '../../lib/intl'
import type { Size } from '../../lib/use-size'
import type { Viewer } from '../../lib/viewer/viewer'
import { FullContent, canZoom } from './full-content'
import { focusedOf, fullAction, type FullAction } from './full-keys'
import { FullToolbar } from './full-toolbar'
import { lastPage } from './pager'
import type { Look } from './preview-state'
import type { PreviewStore } from './preview-store'
import { SaveNote } from './save-button'
import { shownContent } from './shown-content'
import { zoomIn, zoomOut, type Zoom } from './zoom'
import './full-preview.css'

export interface Neighbours {
  /** From 1, in the order of the list. */
  readonly position: number
  readonly count: number
}

interface FullPreviewProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly neighbours: Neighbours
  readonly onStep: (step: 1 | -1) => void
  /** Asks about what is selected, once this is closed. */
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

/** Figures that belong to one file: the next one begins anew. */
function useFigures(file: string) {
  const [of, setOf] = useState(file)
  const [zoom, setZoom] = useState<Zoom>('fit')
  const [scale, setScale] = useState(1)
  const [natural, setNatural] = useState<Size | null>(null)
  const [drawn, setDrawn] = useState<DrawnFacts | null>(null)
  if (of !== file) {
    setOf(file)
    setZoom('fit')
    setNatural(null)
    setDrawn(null)
  }
  const takeDrawn = useCallback((facts: DrawnFacts) => {
    setDrawn(facts)
    setNatural({ width: facts.width, height: facts.height })
  }, [])
  return { zoom, setZoom, scale, setScale, natural, setNatural, drawn, takeDrawn }
}

/** Between two pictures the tools stay where they are, and do not go and come with each. */
function useZoomTools({ step }: Look, isZoomable: boolean): boolean {
  const [before, setBefore] = useState(isZoomable)
  const isComing = step === 'waiting' || step === 'loading'
  if (!isComing && before !== isZoomable) setBefore(isZoomable)
  return isComing ? before : isZoomable
}

/** All keys are its own while it stands, also where a button that had the focus has gone. */
function useKeys(act: (action: FullAction) => void) {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const action = event.defaultPrevented ? null : fullAction(event, focusedOf(event.target))
      if (action === null) return
      event.preventDefault()
      latest.current(action)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}

function OpenPreview({ store, viewer, asset, neighbours, onStep, onDelete }: OpenProps) {
  const { look, page } = useStore(store)
  const content = shownContent(look)
  const figures = useFigures(versionKey(asset))
  const { zoom, setZoom, scale, drawn } = figures
  const hasZoom = useZoomTools(look, canZoom(content))
  const pages =
    content?.kind === 'pdf' && drawn !== null && drawn.pages > 1 ? { page, pages: drawn.pages } : null
  const pixels =
    content?.kind === 'image'
      ? (figures.natural ?? content)
      : content?.kind === 'vector'
        ? figures.natural
        : null

  function act(action: FullAction): void {
    const turn = (by: number) => {
      if (pages !== null) store.turnTo(Math.min(lastPage(pages.pages), Math.max(1, page + by)))
    }
    const acts: Readonly<Record<FullAction, () => void>> = {
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
    acts[action]()
  }

  useKeys(act)

  return (
    <div className="full">
      <header className="full-head">
        <div className="full-words">
          <Heading slot="title" className="full-name">
            <ShownText text={asset.name} />
          </Heading>
          <Facts asset={asset} neighbours={neighbours} natural={pixels} />
        </div>
        <FullToolbar
          {...{ store, canZoom: hasZoom, scale, zoom, onZoom: setZoom }}
          {...{ page, pages: pages?.pages ?? null, onStep }}
          canGoBack={neighbours.position > 1}
          canGoOn={neighbours.position < neighbours.count}
        />
      </header>
      <SaveNote store={store} />
      <div className="full-body" data-shows={content?.kind ?? 'none'}>
        <FullContent {...{ store, viewer, asset, look, page, content, figures }} />
      </div>
    </div>
  )
}

/** One file over the whole window. It stays in one place while the arrows go through the list. */
export function FullPreview(props: FullPreviewProps) {
  const { asset, isFull } = useStore(props.store)
  return (
    <ModalOverlay
      className="veil full-veil"
      isOpen={isFull && asset !== null}
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) props.store.closeFull()
      }}
    >
      <Modal className="full-box">
        <Dialog className="full-dialog">{asset !== null && <OpenPreview {...props} asset={asset} />}</Dialog>
      </Modal>
    </ModalOverlay>
  )
}
