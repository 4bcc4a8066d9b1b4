import { useEffect, useRef, useState, type CSSProperties } from 'react'
import type { Asset } from '../../../shared/asset'
import type { DrawnFacts } from '../../../shared/viewer'
import { Button } from '../../components/button'
import { Spinner } from '../../components/spinner'
import { t } from '../../lib/intl'
import type { Size } from '../../lib/use-size'
import type { DrawResult, Viewer } from '../../lib/viewer/viewer'
import { isolatedText } from '../../lib/visible-text'
import { PreviewMessage } from './preview-message'

export interface DrawnPageProps {
  readonly viewer: Viewer
  readonly asset: Asset
  readonly kind: 'vector' | 'pdf'
  readonly address: string
  readonly page: number
  /** Size in CSS pixels that the drawing fits into. */
  readonly box: Size
  /** Size on screen in CSS pixels; the drawn size by default. */
  readonly shown?: Size
  readonly onFacts: (facts: DrawnFacts) => void
}

type Failure = Extract<DrawResult, { readonly state: 'failed' }>['reason']

/** Debounce before the same page is drawn again in another size. */
const resizeDelayMs = 120

function wholePixels({ width, height }: Size): Size {
  const pixels = (length: number) =>
    Math.max(1, Math.min(16_384, Math.round(length * window.devicePixelRatio)))
  return { width: pixels(width), height: pixels(height) }
}

/** Has the viewer draw the page, and puts the pixels into the canvas. The previous drawing stays until they arrive. */
function useDrawing(props: DrawnPageProps, attempt: number) {
  const { viewer, kind, address, page, box, onFacts } = props
  const canvasRef = useRef<HTMLCanvasElement>(null)
  const [drawn, setDrawn] = useState<{ readonly drawingKey: string; readonly size: Size } | null>(null)
  const [failure, setFailure] = useState<{ readonly drawingKey: string; readonly reason: Failure } | null>(
    null,
  )
  const lastPage = useRef('')
  const facts = useRef(onFacts)
  useEffect(() => {
    facts.current = onFacts
  })
  const { width, height } = wholePixels(box)
  const drawingKey = `${address} ${page} ${attempt}`
  const isLaidOut = box.width > 0 && box.height > 0

  useEffect(() => {
    if (!isLaidOut) return
    const controller = new AbortController()
    const draw = async () => {
      lastPage.current = drawingKey
      const result = await viewer.draw({ kind, address, page, width, height }, controller.signal)
      if (result.state === 'failed') {
        if (result.reason !== 'cancelled') setFailure({ drawingKey, reason: result.reason })
        return
      }
      const { picture } = result
      const ratio = window.devicePixelRatio
      const size = { width: picture.width / ratio, height: picture.height / ratio }
      canvasRef.current?.getContext('bitmaprenderer')?.transferFromImageBitmap(picture)
      setDrawn({ drawingKey, size })
      facts.current({ pages: result.pages, width: result.width, height: result.height })
    }
    // Only a change of size is debounced.
    const timer = setTimeout(() => void draw(), lastPage.current === drawingKey ? resizeDelayMs : 0)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [viewer, kind, address, page, width, height, drawingKey, isLaidOut])

  useEffect(() => viewer.closeFile, [viewer, address])
  return {
    canvasRef,
    drawn,
    isDrawing: drawn?.drawingKey !== drawingKey,
    failure: failure?.drawingKey === drawingKey ? failure.reason : null,
  }
}

/** A page of a document or a vector picture, drawn by the viewer frame as pixels, without any active content. */
export function DrawnPage(props: DrawnPageProps) {
  const { asset, shown } = props
  const [attempt, setAttempt] = useState(0)
  const { canvasRef, drawn, isDrawing, failure } = useDrawing(props, attempt)
  const size = shown ?? drawn?.size ?? null
  const style: CSSProperties | undefined =
    size === null ? undefined : { width: `${size.width}px`, height: `${size.height}px` }
  return (
    <>
      <canvas
        ref={canvasRef}
        className={`preview-drawn preview-drawn-${props.kind}`}
        role="img"
        aria-label={isolatedText(asset.name)}
        aria-busy={isDrawing && failure === null}
        hidden={drawn === null || failure !== null}
        style={style}
      />
      {drawn === null && failure === null && (
        <span className="preview-drawing">
          <Spinner />
        </span>
      )}
      {failure !== null && failure !== 'cancelled' && (
        <PreviewMessage asset={asset}>
          <p role="alert">{t(`preview.drawing.${failure}`)}</p>
          <Button size="small" onPress={() => setAttempt(attempt + 1)}>
            {t('retry')}
          </Button>
        </PreviewMessage>
      )}
    </>
  )
}
