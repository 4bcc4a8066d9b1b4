import type { Asset } from '../../../shared/asset'
import type { DrawnFacts } from '../../../shared/viewer'
import type { Size } from '../../lib/use-size'
import type { Viewer } from '../../lib/viewer/viewer'
import { DrawnPage } from './drawn-page'
import { Media } from './media'
import { PreviewPlaceholder } from './preview-placeholder'
import { Picture } from './picture'
import type { Preview } from './preview-state'
import type { PreviewStore } from './preview-store'
import type { ShownContent } from './shown-content'
import { Stage } from './stage'
import { TextView } from './text-view'
import type { ZoomLevel } from './zoom'

interface ZoomState {
  readonly zoom: ZoomLevel
  readonly setZoom: (zoom: ZoomLevel) => void
  readonly setScale: (scale: number) => void
  readonly natural: Size | null
  readonly setNatural: (size: Size) => void
  readonly applyDrawn: (facts: DrawnFacts) => void
}

interface FullContentProps {
  readonly store: PreviewStore
  readonly viewer: Viewer
  readonly asset: Asset
  readonly preview: Preview
  readonly page: number
  readonly content: ShownContent | null
  readonly zoomState: ZoomState
}

type Zoomable = Extract<ShownContent, { readonly kind: 'image' | 'vector' | 'pdf' }>

export function canZoom(content: ShownContent | null): content is Zoomable {
  return content !== null && ['image', 'vector', 'pdf'].includes(content.kind)
}

/** Margin around a page, in CSS pixels. */
const paperMargin = 20

/** From this scale on, pixels are shown as squares instead of being smoothed. */
const pixelatedScale = 3

function Zoomed({
  viewer,
  asset,
  page,
  content,
  zoomState,
}: FullContentProps & { readonly content: Zoomable }) {
  const { zoom, setZoom, setScale, setNatural, applyDrawn } = zoomState
  const isRaster = content.kind === 'image'
  const natural = zoomState.natural ?? (isRaster ? content : null)
  return (
    <Stage
      natural={natural}
      mayGrow={!isRaster}
      margin={isRaster ? 0 : paperMargin}
      zoom={zoom}
      onZoom={setZoom}
      onScale={setScale}
    >
      {(shown, available) =>
        isRaster ? (
          <Picture
            key={content.address}
            asset={asset}
            {...content}
            className={(shown?.width ?? 0) >= pixelatedScale * content.width ? 'preview-pixels' : ''}
            {...(shown !== null && { style: shown })}
            onSize={setNatural}
          />
        ) : (
          <DrawnPage
            key={content.address}
            viewer={viewer}
            asset={asset}
            page={page}
            kind={content.kind}
            address={content.address}
            box={zoom === 'fit' || shown === null ? available : shown}
            {...(shown !== null && { shown })}
            onFacts={applyDrawn}
          />
        )
      }
    </Stage>
  )
}

/** The content of the full-size preview, or a placeholder. */
export function FullContent(props: FullContentProps) {
  const { store, asset, preview, content } = props
  if (content === null) return <PreviewPlaceholder store={store} asset={asset} preview={preview} />
  switch (content.kind) {
    case 'image':
    case 'vector':
    case 'pdf':
      return <Zoomed {...props} content={content} />
    case 'video':
    case 'audio':
      return <Media key={content.address} asset={asset} {...content} />
    case 'text':
      return <TextView store={store} asset={asset} content={content} />
  }
}
