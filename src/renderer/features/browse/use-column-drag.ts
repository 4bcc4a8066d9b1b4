import { useRef, useState, type PointerEvent } from 'react'
import type { Column } from '../../../shared/view-preferences'

/** Distance in pixels below which a press is a click instead of a drag. */
const clickTolerance = 6

interface Drag {
  readonly column: Column
  readonly kind: 'move' | 'widen'
  readonly startX: number
  readonly startY: number
  readonly startWidth: number
  readonly hasMoved: boolean
  readonly over: Column
}

interface ColumnDragProps {
  readonly isColumn: (name: string) => name is Column
  readonly onWiden: (column: Column, width: number) => void
  readonly onMove: (column: Column, target: Column) => void
}

function headerOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>('[role="columnheader"]') ?? null
}

/**
 * Dragging a header moves its column; dragging its edge changes the width. The pointer is captured by the button while
 * the press may still be a click, and by the header once it is a drag, so that a drag never sorts.
 */
export function useColumnDrag({ isColumn, onWiden, onMove }: ColumnDragProps) {
  const [drag, setDrag] = useState<Drag | null>(null)
  // A ref, because the pointer may be released before React has rendered the last move.
  const latest = useRef<Drag | null>(null)

  function update(next: Drag | null) {
    latest.current = next
    setDrag(next)
  }

  return {
    /** The dragged column, and the one whose position it would take. */
    moving: drag?.kind === 'move' && drag.hasMoved ? { column: drag.column, over: drag.over } : null,
    startDrag: (column: Column, event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return
      const { clientX: startX, clientY: startY, currentTarget: header, target } = event
      const isEdge = target.closest('.asset-th-edge') !== null
      const captureTarget = (isEdge ? null : target.closest('button')) ?? header
      captureTarget.setPointerCapture(event.pointerId)
      const kind = isEdge ? 'widen' : 'move'
      update({
        column,
        kind,
        startX,
        startY,
        startWidth: header.offsetWidth,
        hasMoved: isEdge,
        over: column,
      })
    },
    moveDrag: (event: PointerEvent<HTMLElement>) => {
      const current = latest.current
      if (current === null) return
      const { clientX, clientY } = event
      if (current.kind === 'widen') {
        onWiden(current.column, current.startWidth + clientX - current.startX)
        return
      }
      if (!current.hasMoved) {
        if (Math.hypot(clientX - current.startX, clientY - current.startY) < clickTolerance) return
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      const over = headerOf(document.elementFromPoint(clientX, clientY))?.dataset['column'] ?? ''
      update({ ...current, hasMoved: true, over: isColumn(over) ? over : current.over })
    },
    endDrag: () => {
      const done = latest.current
      if (done?.kind === 'move' && done.over !== done.column) onMove(done.column, done.over)
      update(null)
    },
    cancelDrag: () => update(null),
  }
}
