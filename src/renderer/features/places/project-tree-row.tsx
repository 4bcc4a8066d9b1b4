import type { MouseEvent } from 'react'
import { PlaceLine } from './place-line'
import { treeRowName, treeRowTitle } from './tree-row-title'
import { scopeOf } from './segments-state'
import { StateLine } from './state-line'
import { isStateRow, type TreeRow } from './tree-row'

interface ProjectTreeRowProps {
  readonly row: TreeRow
  /** Pixels from the top of the tree. */
  readonly top: number
  readonly isFocusable: boolean
  readonly isOpenPlace: boolean
  readonly onActivate: () => void
  readonly onToggle: () => void
  readonly onMenu: (event: MouseEvent) => void
}

/** Levels indented by a full step (`stepPx`). Deeper levels are indented by less, to leave space for the names. */
const maxFullSteps = 4
const stepPx = 13
const deepStepPx = 4
const maxIndentPx = 76
/** Extra indent of rows without an arrow, so that icons align. */
const arrowPx = 17

function indentOf({ level, kind }: TreeRow): number {
  const isBelowPlace = kind === 'segment' || kind === 'searching' || kind.startsWith('segments-')
  const steps = level - (isBelowPlace ? 2 : 1)
  const full = Math.min(steps, maxFullSteps) * stepPx
  const deep = Math.max(0, steps - maxFullSteps) * deepStepPx
  const hasArrow = kind === 'project' || kind === 'folder' || isPlaceKind(kind)
  return 4 + Math.min(full + deep, maxIndentPx) + (hasArrow ? 0 : arrowPx)
}

function isPlaceKind(kind: TreeRow['kind']): boolean {
  return kind === 'document' || kind === 'job' || kind === 'flex'
}

export function ProjectTreeRow(props: ProjectTreeRowProps) {
  const { row, top, isFocusable, isOpenPlace, onActivate, onToggle, onMenu } = props

  function handleClick(event: MouseEvent) {
    const isOnArrow = (event.target as Element).closest('[data-tree-arrow]') !== null
    if (isOnArrow) onToggle()
    else onActivate()
  }

  return (
    <div
      role="treeitem"
      className="tree-row"
      data-row-id={row.id}
      data-kind={row.kind}
      {...(row.kind === 'segment' && {
        // Files dropped on the row are uploaded to this segment.
        'data-segment': row.segment.id,
        'data-scope': scopeOf(row.place),
      })}
      aria-label={treeRowName(row)}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-expanded={'isOpen' in row ? row.isOpen : undefined}
      aria-selected={isOpenPlace}
      tabIndex={isFocusable ? 0 : -1}
      title={treeRowTitle(row)}
      style={{ top: `${top}px`, paddingInlineStart: `${indentOf(row)}px` }}
      onClick={handleClick}
      onContextMenu={onMenu}
    >
      {isStateRow(row) ? <StateLine row={row} /> : <PlaceLine row={row} />}
    </div>
  )
}
