import type { Asset } from '../../../shared/asset'
import type { DrawnFacts } from '../../../shared/viewer'
import type { Size } from '../../lib/use-size'
import type { Viewer } from '../../lib/viewer/viewer'
import { DrawnPage } from './drawn-page'
import { Media } from './media'
import { NotShown } from './not-shown'
import { Picture } from './picture'
import type { Look } from './preview-state'
import type { PreviewStore } from './preview-store'
import type { ShownContent } from './shown-content'
import { Stage } from './stage'
import { TextView } from './text-view'
import type { Zoom } from './zoom'

interface Figures {
  readonly zoom: Zoom
  readonly setZoom: (zoom: Zoom) => void
  readonly setScale: (scale: number) => void
  readonly natural: Size | null
  readonly setNatural: (size: Size) => void
  readonly takeDrawn: (facts: DrawnFacts) => void
}

interface FullContentProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly asset: Asset
  readonly look: Look
  readonly page: number
  readonly content: ShownContent | null
  readonly figures: Figures
}

type Zoomable = Extract<ShownContent, { readonly kind: 'image' | 'vector' | 'pdf' }>

export function canZoom(content: ShownContent | null): content is Zoomable {
  return content !== null && ['image', 'vector', 'pdf'].includes(content.kind)
}

/** CSS pixels around what is drawn on paper. */
const PAPER_MARGIN = 20

/** From here on single pixels are looked at, and not the picture. */
const SHARP = 3

function Zoomed({
  viewer,
  asset,
  page,
  content,
  figures,
}: FullContentProps & { readonly content: Zoomable }) {
  const { zoom, setZoom, setScale, setNatural, takeDrawn } = figures
  const isRaster = content.kind === 'image'
  const natural = figures.natural ?? (isRaster ? content : null)
  return (
    <Stage
      natural={natural}
      mayGrow={!isRaster}
      margin={isRaster ? 0 : PAPER_MARGIN}
      zoom={zoom}
      onZoom={setZoom}
      onScale={setScale}
    >
      {(shown, room) =>
        isRaster ? (
          <Picture
            key={content.address}
            asset={asset}
            {...content}
            className={(shown?.width ?? 0) >= SHARP * content.width ? 'preview-pixels' : ''}
            {...(shown !== null && { style: shown })}
            onSize={setNatural}
          />
        ) : (
          <DrawnPage
            key={content.address}
            {...{ viewer, asset, page }}
            kind={content.kind}
            address={content.address}
            box={zoom === 'fit' || shown === null ? room : shown}
            {...(shown !== null && { shown })}
            onFacts={takeDrawn}
          />
        )
      }
    </Stage>
  )
}

/** What fills the window. */
export function FullContent(props: FullContentProps) {
  const { store, asset, look, content } = props
  if (content === null) return <NotShown store={store} asset={asset} look={look} />
  switch (content.kind) {
    case 'image':
    case 'vector':
    case 'pdf':
      return <Zoomed {...props} content={content} />
    case 'video':
    case 'audio':
      return <Media key={content.address} asset={asset} {...content} />
    case 'text':
      return <TextView asset={asset} content={content} />
  }
}
