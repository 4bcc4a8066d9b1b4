import { useRef, useState, type PointerEvent } from 'react'
import type { Column } from '../../../shared/view-preferences'

/** A press that moves less than this is a click. */
const SLOP = 6

interface Drag {
  readonly column: Column
  readonly kind: 'move' | 'widen'
  readonly startX: number
  readonly startWidth: number
  readonly hasMoved: boolean
  readonly over: Column
}

interface ColumnDragProps {
  readonly isColumn: (name: string) => name is Column
  readonly onWiden: (column: Column, width: number) => void
  readonly onMove: (column: Column, target: Column) => void
}

function headerOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[role="columnheader"]') : null
}

/** Dragging a header moves its column, dragging its edge makes it wider or narrower. */
export function useColumnDrag({ isColumn, onWiden, onMove }: ColumnDragProps) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const wasDragged = useRef(false)

  return {
    /** The column that is carried, and the one that it would take the place of. */
    moving: drag?.kind === 'move' && drag.hasMoved ? { column: drag.column, over: drag.over } : null,
    /** A drag ends with a click, which must not sort. */
    isClick: () => !wasDragged.current,
    down: (column: Column, event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      wasDragged.current = false
      const isEdge = event.target instanceof Element && event.target.closest('.asset-th-edge') !== null
      const startWidth = headerOf(event.target)?.offsetWidth ?? 0
      event.currentTarget.setPointerCapture(event.pointerId)
      const kind = isEdge ? 'widen' : 'move'
      setDrag({ column, kind, startX: event.clientX, startWidth, hasMoved: isEdge, over: column })
      if (isEdge) wasDragged.current = true
    },
    moved: (event: PointerEvent<HTMLElement>) => {
      if (drag === null) return
      const by = event.clientX - drag.startX
      if (drag.kind === 'widen') {
        onWiden(drag.column, drag.startWidth + by)
        return
      }
      if (!drag.hasMoved && Math.abs(by) < SLOP) return
      wasDragged.current = true
      const over = headerOf(document.elementFromPoint(event.clientX, event.clientY))?.dataset['column'] ?? ''
      setDrag({ ...drag, hasMoved: true, over: isColumn(over) ? over : drag.over })
    },
    up: () => {
      if (drag?.kind === 'move' && drag.hasMoved && drag.over !== drag.column) onMove(drag.column, drag.over)
      setDrag(null)
    },
    cancel: () => setDrag(null),
  }
}
