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
import { findByWord, noWord, typeLetter } from '../../lib/type-ahead'
import { useLineWindow } from '../../lib/use-line-window'
import { ProjectTreeRow } from './project-tree-row'
import { treeMove } from './tree-keys'
import { treeRowText } from './tree-row-text'
import type { TreeRow } from './tree-row'

interface ProjectTreeProps {
  readonly label: string
  readonly rows: readonly TreeRow[]
  readonly isBusy: boolean
  /** What scrolls; the tree is at its top. */
  readonly scrollRef: RefObject<HTMLElement | null>
  readonly isOpenPlace: (row: TreeRow) => boolean
  readonly onActivate: (row: TreeRow) => void
  readonly onToggle: (row: TreeRow) => void
}

const placeKinds: readonly TreeRow['kind'][] = ['whole', 'document', 'job', 'flex', 'segment']

/** What can be done with a line: the same as by a click on it, and on its arrow. */
function menuItemsOf(row: TreeRow): readonly ContextMenuItem[] {
  const open: readonly ContextMenuItem[] = placeKinds.includes(row.kind)
    ? [{ choice: 'place-open', isEnabled: true }]
    : []
  if (!('isOpen' in row)) return open
  return [...open, { choice: row.isOpen ? 'place-collapse' : 'place-expand', isEnabled: true }]
}

/** Height of a line; `places.css` says the same. */
const rowPx = 28

/** A tree of no more lines is drawn whole, so that all of it can be found in the document. */
const maxFullyDrawnRows = 400

/** Where the keyboard is: the line, and its place for when that line goes away. */
interface Cursor {
  readonly id: string | null
  readonly index: number
}

function indexOfCursor(rows: readonly TreeRow[], { id, index }: Cursor): number {
  const found = id === null ? -1 : rows.findIndex((row) => row.id === id)
  return found === -1 ? Math.min(index, rows.length - 1) : found
}

/** The lines in sight, and the one that the keyboard is on: it must not leave the document. */
function linesToDraw(first: number, last: number, active: number): readonly number[] {
  const lines = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
  if (active >= first && active <= last) return lines
  return active < first ? [active, ...lines] : [...lines, active]
}

/** One letter that a name may begin with. */
const letterPattern = /^[^\s?]$/u

/** A tree of any length: one tab stop, arrows, pages and letters as in every tree of the desktop. */
export function ProjectTree(props: ProjectTreeProps) {
  const { label, rows, isBusy, scrollRef, isOpenPlace, onActivate, onToggle } = props
  const [cursor, setCursor] = useState<Cursor>({ id: null, index: 0 })
  const tree = useRef<HTMLDivElement>(null)
  const open = useContextMenu()
  const hasFocus = useRef(false)
  const follows = useRef(false)
  const word = useRef(noWord)
  const active = indexOfCursor(rows, cursor)
  const { first, last, reveal } = useLineWindow({
    ...{ scrollRef, above: 0, lines: rows.length },
    lineAt: (pixel) => Math.floor(pixel / rowPx),
  })

  const lines = rows.length <= maxFullyDrawnRows ? [...rows.keys()] : linesToDraw(first, last, active)

  // The line that had the focus is out of sight or gone: the focus is where the keyboard is, as long as nobody took it.
  useLayoutEffect(() => {
    if (!hasFocus.current) return
    const element = tree.current?.querySelector<HTMLElement>('[tabindex="0"]') ?? null
    const { activeElement } = document
    const isLost = activeElement === null || activeElement === document.body
    if (follows.current || isLost) element?.focus({ preventScroll: true })
    if (follows.current) reveal(active * rowPx, rowPx)
    follows.current = false
  })

  function moveTo(row: TreeRow) {
    follows.current = true
    setCursor({ id: row.id, index: rows.indexOf(row) })
  }

  /** However a line got the focus, the keyboard goes on from it. */
  function takeFocus(event: FocusEvent) {
    hasFocus.current = true
    const id = event.target.getAttribute('data-row-id')
    const index = rows.findIndex((row) => row.id === id)
    if (index !== -1) setCursor({ id, index })
  }

  function findLetter(letter: string) {
    word.current = typeLetter(word.current, letter, performance.now())
    const names = rows.map((row) => ({ name: treeRowText(row) }))
    const found = rows[findByWord(names, word.current, { active })]
    if (found !== undefined) moveTo(found)
  }

  function press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const page = Math.max(1, Math.floor((scrollRef.current?.clientHeight ?? 0) / rowPx) - 1)
    const move = treeMove(event.key, rows, { index: active, page })
    if (move === null && !letterPattern.test(event.key)) return
    event.preventDefault()
    if (move === null) findLetter(event.key)
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
      {lines.map((index) => {
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
