import {
  useLayoutEffect,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import type { ContextMenuItem } from '../../../shared/menu'
import { useContextMenu } from '../../lib/context-menu'
import { typedText } from '../../lib/key-press'
import { findByWord, emptyWord, typeLetter } from '../../lib/type-ahead'
import { useLineWindow } from '../../lib/use-line-window'
import { ProjectTreeRow } from './project-tree-row'
import { treeMove } from './tree-keys'
import { treeRowText } from './tree-row-text'
import type { TreeRow } from './tree-row'

interface ProjectTreeProps {
  readonly label: string
  readonly rows: readonly TreeRow[]
  readonly isBusy: boolean
  /** The scroll container; the tree is at its top. */
  readonly scrollRef: RefObject<HTMLElement | null>
  readonly isOpenPlace: (row: TreeRow) => boolean
  readonly onActivate: (row: TreeRow) => void
  readonly onToggle: (row: TreeRow) => void
}

const placeKinds: readonly TreeRow['kind'][] = ['whole', 'document', 'job', 'flex', 'segment']

/** Menu items of a row: the same actions as a click on the row and on its arrow. */
function menuItemsOf(row: TreeRow): readonly ContextMenuItem[] {
  const open: readonly ContextMenuItem[] = placeKinds.includes(row.kind)
    ? [{ choice: 'place-open', isEnabled: true }]
    : []
  if (!('isOpen' in row)) return open
  return [...open, { choice: row.isOpen ? 'place-collapse' : 'place-expand', isEnabled: true }]
}

/** Height of a row in pixels, as in places.css. */
const rowPx = 28

/** A tree with up to this many rows is rendered completely, so that all rows are in the document. */
const maxFullyRenderedRows = 400

/** The row with keyboard focus, and its index in case that row is removed. */
interface Cursor {
  readonly id: string | null
  readonly index: number
}

function indexOfCursor(rows: readonly TreeRow[], { id, index }: Cursor): number {
  const found = id === null ? -1 : rows.findIndex((row) => row.id === id)
  return found === -1 ? Math.min(index, rows.length - 1) : found
}

/** Indexes of the visible rows and of the focused one, which must stay in the document. */
function rowsToRender(first: number, last: number, active: number): readonly number[] {
  const visible = Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset)
  if (active >= first && active <= last) return visible
  return active < first ? [active, ...visible] : [...visible, active]
}

/** A virtualized tree with one tab stop, and with arrow, page and type-ahead keys as in desktop trees. */
export function ProjectTree(props: ProjectTreeProps) {
  const { label, rows, isBusy, scrollRef, isOpenPlace, onActivate, onToggle } = props
  const [cursor, setCursor] = useState<Cursor>({ id: null, index: 0 })
  const tree = useRef<HTMLDivElement>(null)
  const open = useContextMenu()
  const hasFocus = useRef(false)
  /** Set by a keyboard move: the next layout focuses and reveals the active row. */
  const followsCursor = useRef(false)
  const typed = useRef(emptyWord)
  const active = indexOfCursor(rows, cursor)
  const { first, last, reveal } = useLineWindow({
    scrollRef,
    topOffset: 0,
    lineCount: rows.length,
    lineAt: (pixel) => Math.floor(pixel / rowPx),
  })

  const renderedRows =
    rows.length <= maxFullyRenderedRows ? [...rows.keys()] : rowsToRender(first, last, active)

  // If the focused row was unmounted, move the focus to the active row, unless another element has it.
  useLayoutEffect(() => {
    if (!hasFocus.current) return
    const element = tree.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null
    const { activeElement } = document
    const isLost = activeElement === null || activeElement === document.body
    if (followsCursor.current || isLost) element?.focus({ preventScroll: true })
    if (followsCursor.current) reveal(active * rowPx, rowPx)
    followsCursor.current = false
  })

  function moveTo(row: TreeRow) {
    followsCursor.current = true
    setCursor({ id: row.id, index: rows.indexOf(row) })
  }

  /** Makes a row active however it got the focus. */
  function takeFocus(event: FocusEvent) {
    hasFocus.current = true
    const id = event.target.getAttribute('data-row-id')
    const index = rows.findIndex((row) => row.id === id)
    if (index !== -1) setCursor({ id, index })
  }

  function findLetter(letter: string) {
    typed.current = typeLetter(typed.current, letter, performance.now())
    const names = rows.map((row) => ({ name: treeRowText(row) }))
    const found = rows[findByWord(names, typed.current, { active })]
    if (found !== undefined) moveTo(found)
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowPx) - 1)
    const move = treeMove(event.key, rows, { index: active, page })
    const letter = typedText(event.key)
    if (move === null && letter === null) return
    event.preventDefault()
    if (move === null) findLetter(letter ?? '')
    else if (move.kind === 'focus') moveTo(move.row)
    else if (move.kind === 'toggle') onToggle(move.row)
    else onActivate(move.row)
  }

  async function openMenu(event: MouseEvent, row: TreeRow) {
    const choice = await open(event, menuItemsOf(row))
    if (choice === 'place-open') onActivate(row)
    else if (choice !== null) onToggle(row)
  }

  return (
    <div
      ref={tree}
      role="tree"
      aria-label={label}
      aria-busy={isBusy}
      className="tree"
      style={{ height: `${rows.length * rowPx}px` }}
      onKeyDown={press}
      onFocus={takeFocus}
      onBlur={(event) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget))
          hasFocus.current = false
      }}
    >
      {renderedRows.map((index) => {
        const row = rows[index]
        if (row === undefined) return null
        return (
          <ProjectTreeRow
            key={row.id}
            row={row}
            top={index * rowPx}
            isFocusable={index === active}
            isOpenPlace={isOpenPlace(row)}
            onActivate={() => onActivate(row)}
            onToggle={() => onToggle(row)}
            onMenu={(event) => void openMenu(event, row)}
          />
        )
      })}
    </div>
  )
}
