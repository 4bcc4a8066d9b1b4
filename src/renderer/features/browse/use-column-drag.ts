import { useRef, useState, type PointerEvent } from 'react'
import type { Column } from '../../../shared/view-preferences'

/** Pixels that a press may move and still be a click. */
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
 * Dragging a header moves its column, dragging its edge changes the width. A click belongs to the element that holds the
 * pointer: the button while the press may still become a click, the header once it is a drag. So a drag never sorts.
 */
export function useColumnDrag({ isColumn, onWiden, onMove }: ColumnDragProps) {
  const [drag, setDrag] = useState<Drag | null>(null)
  // The release may come before React has drawn the last move.
  const latest = useRef<Drag | null>(null)

  function update(next: Drag | null) {
    latest.current = next
    setDrag(next)
  }

  return {
    /** The column that is carried, and the one that it would take the place of. */
    moving: drag?.kind === 'move' && drag.hasMoved ? { column: drag.column, over: drag.over } : null,
    startDrag: (column: Column, event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || !(event.target instanceof Element)) return
      const { clientX: startX, clientY: startY, currentTarget: header, target } = event
      const isEdge = target.closest('.asset-th-edge') !== null
      const holder = (isEdge ? null : target.closest('button')) ?? header
      holder.setPointerCapture(event.pointerId)
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
      const now = latest.current
      if (now === null) return
      const { clientX, clientY } = event
      if (now.kind === 'widen') {
        onWiden(now.column, now.startWidth + clientX - now.startX)
        return
      }
      if (!now.hasMoved) {
        if (Math.hypot(clientX - now.startX, clientY - now.startY) < clickTolerance) return
        event.currentTarget.setPointerCapture(event.pointerId)
      }
      const over = headerOf(document.elementFromPoint(clientX, clientY))?.dataset['column'] ?? ''
      update({ ...now, hasMoved: true, over: isColumn(over) ? over : now.over })
    },
    endDrag: () => {
      const done = latest.current
      if (done?.kind === 'move' && done.over !== done.column) onMove(done.column, done.over)
      update(null)
    },
    cancelDrag: () => update(null),
  }
}
