import { Maximize2 } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useStore } from 'zustand/react'
import type { Asset } from '../../../shared/asset'
import type { PreviewContent } from '../../../shared/preview'
import type { DrawnFacts } from '../../../shared/viewer'
import { Button } from '../../components/button'
import { t } from '../../lib/intl'
import { useSize } from '../../lib/use-size'
import type { Viewer } from '../../lib/viewer/viewer'
import { DrawnPage } from './drawn-page'
import { Media } from './media'
import { PreviewPlaceholder } from './preview-placeholder'
import { Pager } from './pager'
import { Picture } from './picture'
import type { PreviewStore } from './preview-store'
import { SaveButton, SaveNote } from './save-button'
import { shownContent } from './shown-content'
import { TextView } from './text-view'
import { PreviewMessage } from './preview-message'
import './preview.css'

interface PreviewRegionProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly asset: Asset
  /** The name of the file, below its picture. */
  readonly heading: ReactNode
}

/** Maximum height of a page or vector picture in the pane, in CSS pixels. */
const maxHeight = 400

interface DrawnProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly asset: Asset
  readonly content: Extract<PreviewContent, { readonly kind: 'vector' | 'pdf' }>
}

function DrawnInPane({ store, viewer, asset, content }: DrawnProps) {
  const ref = useRef<HTMLDivElement>(null)
  const { width } = useSize(ref)
  const page = useStore(store, (state) => state.page)
  const [facts, setFacts] = useState<DrawnFacts | null>(null)
  const margin = content.kind === 'pdf' ? 24 : 0
  return (
    <>
      <div ref={ref} className="preview-drawn-box" data-kind={content.kind}>
        <DrawnPage
          viewer={viewer}
          asset={asset}
          page={page}
          kind={content.kind}
          address={content.address}
          box={{ width: Math.max(0, width - margin), height: maxHeight }}
          onFacts={setFacts}
        />
      </div>
      {facts !== null && facts.pages > 1 && <Pager page={page} pages={facts.pages} onTurn={store.turnTo} />}
    </>
  )
}

function PanePreview({ store, viewer, asset }: Omit<PreviewRegionProps, 'heading'>) {
  const { preview, isFull } = useStore(store)
  const content = shownContent(preview)
  if (content === null) return <PreviewPlaceholder store={store} asset={asset} preview={preview} />
  switch (content.kind) {
    case 'image':
      return <Picture key={content.address} asset={asset} {...content} />
    case 'vector':
    case 'pdf':
      return isFull ? (
        <PreviewMessage asset={asset} />
      ) : (
        <DrawnInPane key={content.address} store={store} viewer={viewer} asset={asset} content={content} />
      )
    case 'video':
    case 'audio':
      // The full-size preview has its own player; two must not play at once.
      return isFull ? (
        <PreviewMessage asset={asset} />
      ) : (
        <Media key={content.address} asset={asset} {...content} />
      )
    case 'text':
      return <TextView key={asset.key} store={store} asset={asset} content={content} />
  }
}

/** Preview of the selected file beside the list, with its actions. */
export function PreviewRegion({ store, viewer, asset, heading }: PreviewRegionProps) {
  const { asset: previewed, preview } = useStore(store)
  // The store may lag behind the selection: never show the content of one file under the name of another.
  const isCurrent = previewed?.key === asset.key
  const kind = shownContent(preview)?.kind ?? 'none'
  return (
    <section className="preview" aria-label={t('preview.title')}>
      <div className="preview-frame" data-content={isCurrent ? kind : 'none'}>
        {isCurrent ? (
          <PanePreview store={store} viewer={viewer} asset={asset} />
        ) : (
          <PreviewMessage asset={asset} />
        )}
      </div>
      {heading}
      <div className="preview-actions">
        <SaveButton store={store} />
        <Button size="small" icon={<Maximize2 aria-hidden />} onPress={() => store.openFull(asset)}>
          {t('preview.full')}
        </Button>
      </div>
      <SaveNote store={store} />
    </section>
  )
}
