import { useRef, type KeyboardEvent } from 'react'
import { gridAction, type GridAction } from '../../lib/grid-keys'
import { findByWord, noWord, typeLetter } from '../../lib/type-ahead'
import {
  columnOfFocusIndex,
  groupAt,
  lineOfFocusIndex,
  focusTargetAt,
  focusIndexInLine,
  focusIndexOfFile,
  focusIndexOfGroup,
  type Arrangement,
} from './arrangement'
import type { Group } from './groups'
import {
  clearSelection,
  extendTo,
  invertSelection,
  moveActive,
  moveToGroupHeader,
  selectAll,
  selectOnly,
  toggleAt,
  toggleGroup,
} from './selection'
import type { Selection, View } from './selection'

/** What is copied of the selected files. */
export type CopyFormat = 'names' | 'identities'

/** What keys act on. */
export interface GridTarget {
  readonly view: View
  readonly arrangement: Arrangement
  /** The stop where the keyboard is, or -1. */
  readonly active: number
  /** Lines that fit on the screen. */
  readonly page: () => number
  readonly onSelect: (change: (selection: Selection, view: View) => Selection) => void
  readonly onOpenGroup: (group: Group, isOpen: boolean) => void
  readonly onOpenAllGroups: (areOpen: boolean) => void
  readonly isOpen: (group: Group) => boolean
  readonly onDelete: () => void
  readonly onCopy: (what: CopyFormat) => void
  /** Looks at the file where the keyboard is, in full size. */
  readonly onPreview: () => void
}

type Move = Extract<GridAction, { kind: 'move' }>

/** Where an arrow leads in lines of several files; null for keys that a plain list knows itself. */
function focusIndexFor(key: string, { arrangement, active, page }: GridTarget): number | null {
  const { perLine } = arrangement
  const along = (lines: number): number =>
    focusIndexInLine(
      arrangement,
      lineOfFocusIndex(arrangement, active) + lines,
      columnOfFocusIndex(arrangement, active),
    )
  if (active === -1) return null
  switch (key) {
    case 'ArrowRight':
      return perLine > 1 ? active + 1 : null
    case 'ArrowLeft':
      return perLine > 1 ? active - 1 : null
    case 'ArrowDown': {
      const isLast = lineOfFocusIndex(arrangement, active) === arrangement.lines - 1
      return isLast ? active : along(1)
    }
    case 'ArrowUp':
      return lineOfFocusIndex(arrangement, active) === 0 ? active : along(-1)
    case 'PageDown':
      return along(page())
    case 'PageUp':
      return along(-page())
    default:
      return null
  }
}

function extend(target: GridTarget, index: number, mode: Move['how']): void {
  target.onSelect((now, rows) => extendTo(now, rows, { index, adds: mode === 'extend-adding' }))
}

function moveToGroup(target: GridTarget, group: Group, { to, how: mode }: Move): void {
  if (mode === 'extend' || mode === 'extend-adding') {
    // The range goes up to the head: past all files above it, or down to the first below.
    const edge = to > target.active ? group.start - 1 : group.start
    if (edge >= 0) extend(target, edge, mode)
  }
  target.onSelect((now) => moveToGroupHeader(now, group.id, { clears: mode === 'select' }))
}

function move(target: GridTarget, action: Move): void {
  const focusTarget = focusTargetAt(target.arrangement, action.to)
  if (focusTarget === null) return
  if (focusTarget.kind === 'head') {
    moveToGroup(target, focusTarget.group, action)
    return
  }
  const { index } = focusTarget
  if (action.how === 'focus') target.onSelect((now, rows) => moveActive(now, rows, index))
  else if (action.how === 'select') target.onSelect((now, rows) => selectOnly(now, rows, index))
  else extend(target, index, action.how)
}

function pick(target: GridTarget, kind: 'toggle' | 'select'): void {
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  if (focusTarget === null) return
  if (focusTarget.kind === 'head') target.onSelect((now, rows) => toggleGroup(now, rows, focusTarget.group))
  else if (kind === 'toggle') target.onSelect((now, rows) => toggleAt(now, rows, focusTarget.index))
  else preview(target, focusTarget.index)
}

/** What is looked at is selected; several files that are selected already stay so. */
function preview({ onSelect, onPreview }: GridTarget, index: number): void {
  onSelect((now, rows) =>
    now.keys.has(rows[index]?.key ?? '') ? moveActive(now, rows, index) : selectOnly(now, rows, index),
  )
  onPreview()
}

function pressEnter(event: KeyboardEvent, target: GridTarget): boolean {
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  const hasModifier = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey
  if (event.key !== 'Enter' || hasModifier || focusTarget?.kind !== 'file') return false
  preview(target, focusTarget.index)
  return true
}

function runAction(action: Exclude<GridAction, { kind: 'type' }>, target: GridTarget): void {
  switch (action.kind) {
    case 'move':
      move(target, action)
      return
    case 'toggle':
    case 'select':
      pick(target, action.kind)
      return
    case 'select-all':
      target.onSelect(selectAll)
      return
    case 'clear':
      target.onSelect(clearSelection)
      return
    case 'delete':
      target.onDelete()
      return
  }
}

/** Arrows and Enter on heads, as in a tree; says whether the key was one of them. */
function pressGroupKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false
  const focusTarget = focusTargetAt(target.arrangement, target.active)
  if (focusTarget === null) return false
  if (focusTarget.kind === 'head') {
    const isOpen = target.isOpen(focusTarget.group)
    const opens = event.key === 'Enter' ? !isOpen : event.key === 'ArrowRight'
    const isToggle =
      event.key === 'Enter' || (event.key === 'ArrowRight' ? !isOpen : event.key === 'ArrowLeft' && isOpen)
    if (isToggle) target.onOpenGroup(focusTarget.group, opens)
    return isToggle
  }
  const group = target.arrangement.perLine === 1 ? groupAt(target.arrangement, target.active) : null
  if (event.key !== 'ArrowLeft' || group === null) return false
  target.onSelect((now) => moveToGroupHeader(now, group.id, { clears: true }))
  return true
}

/** With alt, the arrows that close and open a group mean all of them. */
function pressAllGroupsKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (!event.altKey || event.shiftKey || event.ctrlKey || event.metaKey) return false
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return false
  target.onOpenAllGroups(event.key === 'ArrowRight')
  return true
}

/** The keys of letters with ctrl that mean the list. */
function pressControlKey(event: KeyboardEvent, target: GridTarget): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return false
  if (event.key === 'i' && !event.shiftKey) target.onSelect(invertSelection)
  else if (event.key.toLowerCase() === 'c') target.onCopy(event.shiftKey ? 'identities' : 'names')
  else return false
  return true
}

/** The keyboard of the list. */
export function useGridKeys(target: GridTarget): (event: KeyboardEvent) => void {
  const word = useRef(noWord)
  const { view, arrangement, active, page, onSelect } = target

  function typeToFind(letter: string) {
    word.current = typeLetter(word.current, letter, performance.now())
    const focusTarget = focusTargetAt(arrangement, active)
    const index = findByWord(view, word.current, {
      active: focusTarget?.kind === 'file' ? focusTarget.index : (focusTarget?.group.start ?? 0) - 1,
      isShown: (each) => focusIndexOfFile(arrangement, each) !== -1,
    })
    if (index !== -1) onSelect((now, rowsNow) => selectOnly(now, rowsNow, index))
  }

  return (event) => {
    const isPressed = [pressGroupKey, pressAllGroupsKey, pressControlKey, pressEnter].some((press) =>
      press(event, target),
    )
    if (isPressed) {
      event.preventDefault()
      return
    }
    const position = { active, count: arrangement.focusCount, page: page() }
    const action = gridAction(event, { ...position, target: (key) => focusIndexFor(key, target) })
    if (action === null) return
    event.preventDefault()
    if (action.kind === 'type') typeToFind(action.letter)
    else runAction(action, target)
  }
}

/** The stop of what a key of the selection names, or -1 where it is not on the screen. */
export function focusIndexOfKey(
  arrangement: Arrangement,
  location: { readonly group: string | null; readonly file: number },
): number {
  if (location.group !== null) return focusIndexOfGroup(arrangement, location.group)
  return location.file === -1 ? -1 : focusIndexOfFile(arrangement, location.file)
}
