import { useRef, useState, type KeyboardEvent } from 'react'
import { ProjectTreeRow } from './project-tree-row'
import { treeMove } from './tree-keys'
import type { TreeRow } from './tree-rows'

interface ProjectTreeProps {
  readonly label: string
  readonly rows: readonly TreeRow[]
  readonly isBusy: boolean
  readonly openRowId: string | null
  readonly onActivate: (row: TreeRow) => void
}

/** The tree of projects: one tab stop, arrows as in every tree of the desktop. */
export function ProjectTree({ label, rows, isBusy, openRowId, onActivate }: ProjectTreeProps) {
  const [wanted, setWanted] = useState<string | null>(null)
  const tree = useRef<HTMLDivElement>(null)
  const focusable = rows.some((row) => row.id === wanted) ? wanted : (rows[0]?.id ?? null)

  function focusRow(id: string) {
    setWanted(id)
    const element = tree.current?.querySelector<HTMLElement>(`[data-row-id="${CSS.escape(id)}"]`)
    element?.focus()
  }

  function press(event: KeyboardEvent) {
    const index = rows.findIndex((row) => row.id === focusable)
    const move = treeMove(event.key, rows, index)
    if (move === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (move.kind === 'focus') focusRow(move.row.id)
    else onActivate(move.row)
  }

  return (
    <div ref={tree} role="tree" aria-label={label} aria-busy={isBusy} onKeyDown={press}>
      {rows.map((row) => (
        <ProjectTreeRow
          key={row.id}
          row={row}
          isFocusable={row.id === focusable}
          isOpenPlace={row.id === openRowId}
          onActivate={() => {
            setWanted(row.id)
            onActivate(row)
          }}
        />
      ))}
    </div>
  )
}
