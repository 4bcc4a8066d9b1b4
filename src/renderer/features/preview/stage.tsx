import { useEffect, useLayoutEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react'
import { useSize, type Size } from '../../lib/use-size'
import { fitZoomScale, zoomBy, type ZoomLevel } from './zoom'

interface StageProps {
  /** Size of the picture at 100 % in CSS pixels, or null while unknown. */
  readonly natural: Size | null
  readonly mayGrow: boolean
  /** Margin in CSS pixels around a fitted picture. */
  readonly margin: number
  readonly zoom: ZoomLevel
  readonly onZoom: (zoom: ZoomLevel) => void
  /** Called on each change of scale, for the toolbar. */
  readonly onScale: (scale: number) => void
  readonly children: (shown: Size | null, available: Size) => ReactNode
}

interface Point {
  readonly x: number
  readonly y: number
}

/**
 * Zooms at the pointer with ctrl and the wheel, which is also how a touchpad pinch arrives. Without ctrl, it scrolls.
 */
function useWheelZoom(ref: RefObject<HTMLElement | null>, zoom: (delta: number, point: Point) => void) {
  const latest = useRef(zoom)
  useEffect(() => {
    latest.current = zoom
  })
  useEffect(() => {
    const element = ref.current
    const handleWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return
      event.preventDefault()
      const { left, top } = element?.getBoundingClientRect() ?? { left: 0, top: 0 }
      latest.current(event.deltaY, { x: event.clientX - left, y: event.clientY - top })
    }
    element?.addEventListener('wheel', handleWheel, { passive: false })
    return () => element?.removeEventListener('wheel', handleWheel)
  }, [ref])
}

/** Pans by dragging if the content is larger than the element. */
function usePanning(ref: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    let activePointer: number | null = null
    const move = (event: PointerEvent) => {
      if (event.pointerId !== activePointer) return
      element.scrollBy({ left: -event.movementX, top: -event.movementY })
    }
    const press = (event: PointerEvent) => {
      const canMove = element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight
      if (event.button !== 0 || !canMove) return
      activePointer = event.pointerId
      element.setPointerCapture(activePointer)
      element.dataset['panning'] = ''
    }
    const leave = () => {
      activePointer = null
      delete element.dataset['panning']
    }
    const listeners = [
      ['pointerdown', press],
      ['pointermove', move],
      ['pointerup', leave],
      ['pointercancel', leave],
    ] as const
    for (const [name, listener] of listeners) element.addEventListener(name, listener)
    return () => {
      for (const [name, listener] of listeners) element.removeEventListener(name, listener)
    }
  }, [ref])
}

/** Keeps the point under the pointer, or else the centre, in place when the scale changes. */
function useZoomAnchor(ref: RefObject<HTMLElement | null>, scale: number) {
  const anchorRef = useRef<Point | null>(null)
  const last = useRef(scale)
  useLayoutEffect(() => {
    const element = ref.current
    const ratio = scale / last.current
    last.current = scale
    const { x, y } = anchorRef.current ?? {
      x: (element?.clientWidth ?? 0) / 2,
      y: (element?.clientHeight ?? 0) / 2,
    }
    anchorRef.current = null
    if (element === null || ratio === 1) return
    element.scrollLeft = (element.scrollLeft + x) * ratio - x
    element.scrollTop = (element.scrollTop + y) * ratio - y
  }, [ref, scale])
  return anchorRef
}

function insetSize({ width, height }: Size, margin: number): Size {
  return { width: Math.max(0, width - 2 * margin), height: Math.max(0, height - 2 * margin) }
}

/** Viewport of a picture that is fitted, or zoomed and panned. */
export function Stage({ natural, mayGrow, margin, zoom, onZoom, onScale, children }: StageProps) {
  const ref = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(ref)
  const available = useMemo(() => insetSize({ width, height }, margin), [width, height, margin])
  const fit = natural === null ? 1 : fitZoomScale(natural, available, mayGrow)
  const scale = zoom === 'fit' ? fit : zoom
  const anchorRef = useZoomAnchor(ref, scale)
  useEffect(() => onScale(scale), [onScale, scale])
  usePanning(ref)
  useWheelZoom(ref, (delta, point) => {
    if (natural === null) return
    anchorRef.current = point
    onZoom(zoomBy(scale, delta))
  })
  const shown = natural === null ? null : { width: natural.width * scale, height: natural.height * scale }
  return (
    <div
      ref={ref}
      className={zoom === 'fit' ? 'preview-stage' : 'preview-stage scrolls'}
      data-zoomed={zoom !== 'fit' || undefined}
      onDoubleClick={() => onZoom(zoom === 'fit' ? 1 : 'fit')}
    >
      <div className="preview-stage-middle">{children(shown, available)}</div>
    </div>
  )
}
